/**
 * Everything around the matrix products of a convolution, in WebAssembly SIMD (AssemblyScript), on the
 * memory of TensorFlow.js's WASM backend. All are 32-bit floats, channels last, a multiple of four
 * channels where vectors are used; pointers are byte addresses.
 *
 * "Spaced" rows: the beats of a batch one after another, `padding` rows of zeros ahead of each and
 * after the last. A row and its `width - 1` successors are then what a filter sees, next to one
 * another in memory, so that a convolution is a matrix product without rearranging.
 */
const LANE: usize = 16;
const FLOAT: usize = 4;
/** Columns of a panel of filters: two vectors. */
const PANEL: i32 = 8;

/** Copies batch x length x channels into the spaced layout. */
export function space(
  source: usize,
  target: usize,
  batch: i32,
  length: i32,
  channels: i32,
  padding: i32,
): void {
  const row: usize = <usize>channels * FLOAT;
  for (let beat = 0; beat < batch; beat++) {
    memory.fill(target, 0, <usize>padding * row);
    target += <usize>padding * row;
    memory.copy(target, source, <usize>length * row);
    source += <usize>length * row;
    target += <usize>length * row;
  }
  memory.fill(target, 0, <usize>padding * row);
}

/** Spaced dy where y is positive, zero elsewhere. */
export function reluGradient(
  dy: usize,
  y: usize,
  target: usize,
  batch: i32,
  length: i32,
  channels: i32,
  padding: i32,
): void {
  const row: usize = <usize>channels * FLOAT;
  const zero = f32x4.splat(0);
  for (let beat = 0; beat < batch; beat++) {
    memory.fill(target, 0, <usize>padding * row);
    target += <usize>padding * row;
    const end = target + <usize>length * row;
    while (target < end) {
      v128.store(target, v128.and(v128.load(dy), f32x4.gt(v128.load(y), zero)));
      target += LANE;
      dy += LANE;
      y += LANE;
    }
  }
  memory.fill(target, 0, <usize>padding * row);
}

/** Sums of the columns of rows x channels. */
export function columnSums(source: usize, target: usize, rows: i32, channels: i32): void {
  const row: usize = <usize>channels * FLOAT;
  memory.fill(target, 0, row);
  for (let r = 0; r < rows; r++) {
    for (let c: usize = 0; c < row; c += LANE) {
      v128.store(target + c, f32x4.add(v128.load(target + c), v128.load(source + c)));
    }
    source += row;
  }
}

/** A filter (rows x columns, rows being width x inputs) as panels of eight columns. */
export function packFilter(filter: usize, target: usize, rows: i32, columns: i32): void {
  for (let column = 0; column < columns; column += PANEL) {
    for (let row = 0; row < rows; row++) {
      const source = filter + <usize>(row * columns + column) * FLOAT;
      v128.store(target, v128.load(source));
      v128.store(target, v128.load(source, 16), 16);
      target += 2 * LANE;
    }
  }
}

/** The filter turned round, inputs and outputs exchanged, as panels: with it dx is a convolution of dz. */
export function packTurnedFilter(
  filter: usize,
  target: usize,
  width: i32,
  inputs: i32,
  outputs: i32,
): void {
  for (let input = 0; input < inputs; input += PANEL) {
    for (let tap = width - 1; tap >= 0; tap--) {
      for (let output = 0; output < outputs; output++) {
        let source = filter + <usize>((tap * inputs + input) * outputs + output) * FLOAT;
        for (let k = 0; k < PANEL; k++) {
          store<f32>(target, load<f32>(source));
          target += FLOAT;
          source += <usize>outputs * FLOAT;
        }
      }
    }
  }
}

/** The larger of every two rows of a beat. */
export function halve(x: usize, y: usize, batch: i32, length: i32, channels: i32): void {
  const row: usize = <usize>channels * FLOAT;
  for (let beat = 0; beat < batch; beat++) {
    let source = x + <usize>(beat * length) * row;
    for (let pair = 0; pair < length >> 1; pair++) {
      for (let c: usize = 0; c < row; c += LANE) {
        v128.store(y + c, f32x4.max(v128.load(source + c), v128.load(source + row + c)));
      }
      source += 2 * row;
      y += row;
    }
  }
}

/** dy at the larger of every two rows (at the first where they are equal), zero at the other. */
export function halveGradient(
  x: usize,
  dy: usize,
  dx: usize,
  batch: i32,
  length: i32,
  channels: i32,
): void {
  const row: usize = <usize>channels * FLOAT;
  for (let beat = 0; beat < batch; beat++) {
    for (let pair = 0; pair < length >> 1; pair++) {
      for (let c: usize = 0; c < row; c += LANE) {
        const second = f32x4.gt(v128.load(x + row + c), v128.load(x + c));
        const slope = v128.load(dy + c);
        v128.store(dx + c, v128.andnot(slope, second));
        v128.store(dx + row + c, v128.and(slope, second));
      }
      x += 2 * row;
      dx += 2 * row;
      dy += row;
    }
    if ((length & 1) == 1) {
      memory.fill(dx, 0, row);
      x += row;
      dx += row;
    }
  }
}
