/**
 * Index of the first of `count` ascending values that is not below the one asked for; `count` when
 * there is none.
 */
export function firstAtOrAfter(
  values: ArrayLike<number>,
  wanted: number,
  count = values.length,
): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] ?? Infinity) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the ascending value that is nearest, the earlier of two; -1 when there is none. */
export function nearestTo(values: ArrayLike<number>, wanted: number): number {
  const after = firstAtOrAfter(values, wanted);
  const before = values[after - 1];
  const next = values[after];
  if (before === undefined) return next === undefined ? -1 : after;
  return next === undefined || wanted - before <= next - wanted ? after - 1 : after;
}
