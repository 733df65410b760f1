/**
 * Quantiles of the values up to `reach` places to both sides, at every place; NaN values are left
 * out, and an empty window gives NaN. Between two values they are interpolated linearly.
 * The window is kept sorted, so that a step costs a binary search and a small move.
 *
 * @returns one array per quantile, as long as `values`
 */
export function slidingQuantiles(
  values: Float64Array,
  reach: number,
  quantiles: readonly number[],
): Float64Array[] {
  const output = quantiles.map(() => new Float64Array(values.length));
  const sorted = new Float64Array(2 * reach + 2);
  let count = 0;

  function place(value: number): number {
    let low = 0;
    let high = count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle] as number) < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
  function insert(value: number | undefined): void {
    if (value === undefined || Number.isNaN(value)) return;
    const index = place(value);
    sorted.copyWithin(index + 1, index, count);
    sorted[index] = value;
    count += 1;
  }
  function remove(value: number | undefined): void {
    if (value === undefined || Number.isNaN(value)) return;
    sorted.copyWithin(place(value), place(value) + 1, count);
    count -= 1;
  }

  for (let k = 0; k < reach; k += 1) insert(values[k]);
  for (let centre = 0; centre < values.length; centre += 1) {
    insert(values[centre + reach]);
    quantiles.forEach((quantile, index) => {
      (output[index] as Float64Array)[centre] = quantileOf(sorted, count, quantile);
    });
    remove(values[centre - reach]);
  }
  return output;
}

/** Quantile of the first `count` of ascending numbers; NaN of none. */
export function quantileOf(sorted: Float64Array, count: number, quantile: number): number {
  if (count === 0) return Number.NaN;
  const position = quantile * (count - 1);
  const below = Math.floor(position);
  const low = sorted[below] as number;
  const high = sorted[Math.min(count - 1, below + 1)] as number;
  return low + (position - below) * (high - low);
}
