/**
 * Median of a centred window of odd `width` at every sample; the ends are repeated.
 * The window is kept sorted, so that a step costs one binary search and one small move.
 */
export function runningMedian(input: Float32Array, width: number): Float32Array {
  const count = input.length;
  const output = new Float32Array(count);
  if (count === 0) return output;
  const half = width >> 1;
  const at = (index: number): number =>
    input[index < 0 ? 0 : index >= count ? count - 1 : index] as number;
  const sorted = new Float32Array(width);
  for (let k = 0; k < width; k += 1) sorted[k] = at(k - half);
  sorted.sort();
  output[0] = sorted[half] as number;
  for (let centre = 1; centre < count; centre += 1) {
    const leaving = lowerBound(sorted, at(centre - half - 1));
    const value = at(centre + half);
    let place = lowerBound(sorted, value);
    if (place > leaving) {
      place -= 1;
      sorted.copyWithin(leaving, leaving + 1, place + 1);
    } else {
      sorted.copyWithin(place + 1, place, leaving);
    }
    sorted[place] = value;
    output[centre] = sorted[half] as number;
  }
  return output;
}

/** First index whose value is not below `value`. */
function lowerBound(sorted: Float32Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
