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
