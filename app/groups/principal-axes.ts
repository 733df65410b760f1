/** The directions in which vectors differ most, and how far they are along each. */
export interface PrincipalAxes {
  /** Axes one after the other, each of `length` numbers and of length 1. */
  readonly axes: Float32Array;
  readonly count: number;
  readonly length: number;
}

const ITERATIONS = 12;

/**
 * The first `count` principal axes of `rows` (vectors of `length` numbers, one after the other)
 * about zero, by orthogonal iteration on their products (Golub & Van Loan, Matrix Computations,
 * 8.2). Starts from rows themselves, so that equal rows give equal axes.
 */
export function principalAxes(rows: Float32Array, length: number, wanted: number): PrincipalAxes {
  const rowCount = rows.length / length;
  const count = Math.min(wanted, length, rowCount);
  const products = sumOfProducts(rows, length);
  let axes = new Float32Array(count * length);
  for (let axis = 0; axis < count; axis += 1) {
    const row = Math.floor((axis * rowCount) / count);
    axes.set(rows.subarray(row * length, (row + 1) * length), axis * length);
    // Rows may be alike: something of its own makes every axis independent of the others.
    const own = axis * length + ((axis * 7) % length);
    axes[own] = (axes[own] as number) + 0.01;
  }
  makeOrthonormal(axes, length);
  for (let round = 0; round < ITERATIONS; round += 1) {
    const next = new Float32Array(axes.length);
    for (let axis = 0; axis < count; axis += 1) {
      for (let i = 0; i < length; i += 1) {
        let sum = 0;
        for (let k = 0; k < length; k += 1) {
          sum += (products[i * length + k] as number) * (axes[axis * length + k] as number);
        }
        next[axis * length + i] = sum;
      }
    }
    makeOrthonormal(next, length);
    axes = next;
  }
  return { axes, count, length };
}

/** Writes a vector's coordinates along the axes to `output` from `at` on. */
export function project(
  { axes, count, length }: PrincipalAxes,
  vector: Float32Array,
  output: Float32Array,
  at: number,
): void {
  for (let axis = 0; axis < count; axis += 1) {
    let sum = 0;
    const first = axis * length;
    for (let k = 0; k < length; k += 1) sum += (axes[first + k] as number) * (vector[k] as number);
    output[at + axis] = sum;
  }
}

function sumOfProducts(rows: Float32Array, length: number): Float64Array {
  const products = new Float64Array(length * length);
  for (let row = 0; row < rows.length; row += length) {
    for (let i = 0; i < length; i += 1) {
      const value = rows[row + i] as number;
      for (let k = 0; k <= i; k += 1) {
        const at = i * length + k;
        products[at] = (products[at] as number) + value * (rows[row + k] as number);
      }
    }
  }
  for (let i = 0; i < length; i += 1) {
    for (let k = 0; k < i; k += 1) products[k * length + i] = products[i * length + k] as number;
  }
  return products;
}

/** Gram-Schmidt, in place; an axis that the earlier ones span already becomes zero. */
function makeOrthonormal(axes: Float32Array, length: number): void {
  for (let at = 0; at < axes.length; at += length) {
    const own = axes.subarray(at, at + length);
    for (let before = 0; before < at; before += length) {
      const other = axes.subarray(before, before + length);
      const along = dot(own, other);
      for (let k = 0; k < length; k += 1) own[k] = (own[k] as number) - along * (other[k] as number); // prettier-ignore
    }
    const norm = Math.sqrt(dot(own, own));
    for (let k = 0; k < length; k += 1) own[k] = norm > 1e-12 ? (own[k] as number) / norm : 0;
  }
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k += 1) sum += (a[k] as number) * (b[k] as number);
  return sum;
}
