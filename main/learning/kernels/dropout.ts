import * as tf from '@tensorflow/tfjs-core';
import type { Random } from '../../../app/random.ts';

/** Resolution of a dropout rate: two units are decided by one random number of 32 bits. */
const STEPS = 1 << 16;

/** Sets a part `rate` of the units to zero and scales the others by 1 / (1 - rate). */
export function dropout<T extends tf.Tensor>(x: T, rate: number, random: Random): T {
  const threshold = Math.round(rate * STEPS);
  const kept = STEPS / (STEPS - threshold);
  const mask = new Float32Array(x.size);
  let state = random.integer(2 ** 32) | 0;
  for (let k = 0; k < mask.length; k += 2) {
    state = (state + 0x6d2b79f5) | 0;
    // The mixing of mulberry32 (app/random.ts), without its division.
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    mixed ^= mixed >>> 14;
    mask[k] = (mixed & 0xffff) < threshold ? 0 : kept;
    mask[k + 1] = mixed >>> 16 < threshold ? 0 : kept;
  }
  return tf.mul(x, tf.tensor(mask, x.shape));
}
