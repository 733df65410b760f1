/** Lowest and highest of all values; a flat or empty trace gets room around it. */
export function valueRange(traces: readonly (readonly number[])[]): readonly [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const trace of traces) {
    for (const value of trace) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  if (low > high) return [-1, 1];
  return low === high ? [low - 1, high + 1] : [low, high];
}

/** SVG path of a trace in a box of the given size, its range from the bottom to the top. */
export function waveformPath(
  values: readonly number[],
  [low, high]: readonly [number, number],
  width: number,
  height: number,
): string {
  const stepX = width / Math.max(1, values.length - 1);
  return values
    .map((value, index) => {
      const y = ((high - value) / (high - low)) * height;
      return `${index === 0 ? 'M' : 'L'}${(index * stepX).toFixed(1)} ${y.toFixed(1)}`;
    })
    .join('');
}
