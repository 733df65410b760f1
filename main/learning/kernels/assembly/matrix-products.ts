/**
 * Convolutions along one axis and their filter gradients as matrix products, in WebAssembly SIMD with
 * fused multiply-add (AssemblyScript). Inputs are spaced rows (layout.ts); the sums of a tile stay in
 * the registers, of which there are sixteen.
 */
const LANE: usize = 16;
const FLOAT: usize = 4;
/** Floats of the rows that a filter gradient works on at a time: they stay in the first-level cache. */
const BLOCK_FLOATS: i32 = 6144;

/**
 * Every row of the output (batch x length x columns) is the product of `depth` floats of the spaced
 * input with the packed filter, plus the bias; without bias (0) plain, with bias rectified.
 */
export function convolve(
  input: usize,
  panels: usize,
  bias: usize,
  output: usize,
  batch: i32,
  length: i32,
  spacedLength: i32,
  channels: i32,
  depth: i32,
  columns: i32,
): void {
  const inputRow: usize = <usize>channels * FLOAT;
  const outputRow: usize = <usize>columns * FLOAT;
  const gap: usize = <usize>(spacedLength - length) * inputRow;
  const rows = batch * length;
  const zero = f32x4.splat(0);
  const floor = bias == 0 ? f32x4.splat(-Infinity) : zero;
  let row = 0;
  let place = 0;
  let source = input;
  for (; row + 6 <= rows; row += 6) {
    const a0 = source;
    source += inputRow;
    if (++place == length) {
      place = 0;
      source += gap;
    }
    const a1 = source;
    source += inputRow;
    if (++place == length) {
      place = 0;
      source += gap;
    }
    const a2 = source;
    source += inputRow;
    if (++place == length) {
      place = 0;
      source += gap;
    }
    const a3 = source;
    source += inputRow;
    if (++place == length) {
      place = 0;
      source += gap;
    }
    const a4 = source;
    source += inputRow;
    if (++place == length) {
      place = 0;
      source += gap;
    }
    const a5 = source;
    source += inputRow;
    if (++place == length) {
      place = 0;
      source += gap;
    }
    let b = panels;
    for (let column: usize = 0; column < outputRow; column += 2 * LANE) {
      let s00 = bias == 0 ? zero : v128.load(bias + column);
      let s01 = bias == 0 ? zero : v128.load(bias + column, 16);
      let s10 = s00,
        s11 = s01,
        s20 = s00,
        s21 = s01,
        s30 = s00,
        s31 = s01,
        s40 = s00,
        s41 = s01,
        s50 = s00,
        s51 = s01;
      const end = <usize>depth * FLOAT;
      for (let k: usize = 0; k < end; k += FLOAT) {
        const b0 = v128.load(b);
        const b1 = v128.load(b, 16);
        b += 2 * LANE;
        let a = v128.load32_splat(a0 + k);
        s00 = f32x4.relaxed_madd(a, b0, s00);
        s01 = f32x4.relaxed_madd(a, b1, s01);
        a = v128.load32_splat(a1 + k);
        s10 = f32x4.relaxed_madd(a, b0, s10);
        s11 = f32x4.relaxed_madd(a, b1, s11);
        a = v128.load32_splat(a2 + k);
        s20 = f32x4.relaxed_madd(a, b0, s20);
        s21 = f32x4.relaxed_madd(a, b1, s21);
        a = v128.load32_splat(a3 + k);
        s30 = f32x4.relaxed_madd(a, b0, s30);
        s31 = f32x4.relaxed_madd(a, b1, s31);
        a = v128.load32_splat(a4 + k);
        s40 = f32x4.relaxed_madd(a, b0, s40);
        s41 = f32x4.relaxed_madd(a, b1, s41);
        a = v128.load32_splat(a5 + k);
        s50 = f32x4.relaxed_madd(a, b0, s50);
        s51 = f32x4.relaxed_madd(a, b1, s51);
      }
      let target = output + column;
      v128.store(target, f32x4.max(s00, floor));
      v128.store(target, f32x4.max(s01, floor), 16);
      target += outputRow;
      v128.store(target, f32x4.max(s10, floor));
      v128.store(target, f32x4.max(s11, floor), 16);
      target += outputRow;
      v128.store(target, f32x4.max(s20, floor));
      v128.store(target, f32x4.max(s21, floor), 16);
      target += outputRow;
      v128.store(target, f32x4.max(s30, floor));
      v128.store(target, f32x4.max(s31, floor), 16);
      target += outputRow;
      v128.store(target, f32x4.max(s40, floor));
      v128.store(target, f32x4.max(s41, floor), 16);
      target += outputRow;
      v128.store(target, f32x4.max(s50, floor));
      v128.store(target, f32x4.max(s51, floor), 16);
    }
    output += 6 * outputRow;
  }
  for (; row < rows; row++) {
    let b = panels;
    for (let column: usize = 0; column < outputRow; column += 2 * LANE) {
      let s0 = bias == 0 ? zero : v128.load(bias + column);
      let s1 = bias == 0 ? zero : v128.load(bias + column, 16);
      for (let k: usize = 0; k < <usize>depth * FLOAT; k += FLOAT) {
        const a = v128.load32_splat(source + k);
        s0 = f32x4.relaxed_madd(a, v128.load(b), s0);
        s1 = f32x4.relaxed_madd(a, v128.load(b, 16), s1);
        b += 2 * LANE;
      }
      v128.store(output + column, f32x4.max(s0, floor));
      v128.store(output + column, f32x4.max(s1, floor), 16);
    }
    output += outputRow;
    source += inputRow;
    if (++place == length) {
      place = 0;
      source += gap;
    }
  }
}

/**
 * Gradient of the filter (depth x columns, depth being width x channels): the sum over all rows of
 * the spaced input's `depth` floats times the row of the spaced dz.
 */
export function filterGradient(
  input: usize,
  dz: usize,
  gradient: usize,
  rows: i32,
  channels: i32,
  depth: i32,
  columns: i32,
): void {
  const inputRow: usize = <usize>channels * FLOAT;
  const dzRow: usize = <usize>columns * FLOAT;
  memory.fill(gradient, 0, <usize>(depth * columns) * FLOAT);
  const block = max(24, BLOCK_FLOATS / max(channels, columns));
  for (let first = 0; first < rows; first += block) {
    const count = min(block, rows - first);
    const inputBlock = input + <usize>first * inputRow;
    const dzBlock = dz + <usize>first * dzRow;
    for (let column: usize = 0; column < dzRow; column += 2 * LANE) {
      let target = gradient + column;
      let m = 0;
      for (; m + 4 <= depth; m += 4) {
        let a = inputBlock + <usize>m * FLOAT;
        let b = dzBlock + column;
        let t = target;
        let s00 = v128.load(t),
          s01 = v128.load(t, 16);
        t += dzRow;
        let s10 = v128.load(t),
          s11 = v128.load(t, 16);
        t += dzRow;
        let s20 = v128.load(t),
          s21 = v128.load(t, 16);
        t += dzRow;
        let s30 = v128.load(t),
          s31 = v128.load(t, 16);
        for (let r = 0; r < count; r++) {
          const b0 = v128.load(b);
          const b1 = v128.load(b, 16);
          let v = v128.load32_splat(a);
          s00 = f32x4.relaxed_madd(v, b0, s00);
          s01 = f32x4.relaxed_madd(v, b1, s01);
          v = v128.load32_splat(a, 4);
          s10 = f32x4.relaxed_madd(v, b0, s10);
          s11 = f32x4.relaxed_madd(v, b1, s11);
          v = v128.load32_splat(a, 8);
          s20 = f32x4.relaxed_madd(v, b0, s20);
          s21 = f32x4.relaxed_madd(v, b1, s21);
          v = v128.load32_splat(a, 12);
          s30 = f32x4.relaxed_madd(v, b0, s30);
          s31 = f32x4.relaxed_madd(v, b1, s31);
          a += inputRow;
          b += dzRow;
        }
        t = target;
        v128.store(t, s00);
        v128.store(t, s01, 16);
        t += dzRow;
        v128.store(t, s10);
        v128.store(t, s11, 16);
        t += dzRow;
        v128.store(t, s20);
        v128.store(t, s21, 16);
        t += dzRow;
        v128.store(t, s30);
        v128.store(t, s31, 16);
        target += 4 * dzRow;
      }
      for (; m < depth; m++) {
        let a = inputBlock + <usize>m * FLOAT;
        let b = dzBlock + column;
        let s0 = v128.load(target);
        let s1 = v128.load(target, 16);
        for (let r = 0; r < count; r++) {
          const v = v128.load32_splat(a);
          s0 = f32x4.relaxed_madd(v, v128.load(b), s0);
          s1 = f32x4.relaxed_madd(v, v128.load(b, 16), s1);
          a += inputRow;
          b += dzRow;
        }
        v128.store(target, s0);
        v128.store(target, s1, 16);
        target += dzRow;
      }
    }
  }
}
