import {
  DIFFERENCE_IN_SHAPE,
  PLATEAU_LENGTH,
  SCALED_LENGTH,
  SHAPE_BEFORE,
  SHAPE_LENGTH,
} from '../../signal/preparations/template-rhythm.ts';
import type { Augmentation } from './augmentation.ts';
import { drawStretch, FASTEST_WANDER, SLOWEST_WANDER, warpTime } from './transforms.ts';

/** A detector's R is rarely further off than this many samples at 125 Hz (16 ms). */
const LARGEST_SHIFT = 2;
const SCALE_RANGE = 0.25;
/** Mean noise level, and spread of what is left of the wander, over the usual beat's height. */
const NOISE = 0.02;
const WANDER = 0.06;
/** Spread added to the rhythm's levels, about 3 % of an RR interval. */
const RHYTHM_SPREAD = 0.08;

/**
 * Up to 16 ms off, up to 25 % taller or smaller, with some noise and wander, the intervals a little
 * different. Time is warped only if it is asked for: the first shipped model was trained without.
 */
export const templateRhythmAugmentation: Augmentation = {
  augment(window, output, random, { timeWarp = 0 }) {
    output.set(window);
    const source = timeWarp > 0 ? warped(window, drawStretch(timeWarp, random)) : window;
    const shift = random.integer(2 * LARGEST_SHIFT + 1) - LARGEST_SHIFT;
    const scale = (1 + SCALE_RANGE) ** (2 * random.uniform() - 1);
    const level = -NOISE * Math.log(1 - random.uniform());
    const wander = WANDER * random.normal();
    const turn =
      2 * Math.PI * (SLOWEST_WANDER + (FASTEST_WANDER - SLOWEST_WANDER) * random.uniform());
    const phase = 2 * Math.PI * random.uniform();
    for (let k = 0; k < SCALED_LENGTH; k += 1) {
      const inShape = k < SHAPE_LENGTH;
      const from = inShape ? Math.max(0, Math.min(SHAPE_LENGTH - 1, k + shift)) : k;
      const drift = inShape ? wander * Math.sin(turn * k + phase) : 0;
      output[k] = (source[from] as number) * scale + drift + level * random.normal();
    }
    for (let start = SCALED_LENGTH; start < window.length; start += PLATEAU_LENGTH) {
      const rhythm = (window[start] as number) + RHYTHM_SPREAD * random.normal();
      output.fill(rhythm, start, start + PLATEAU_LENGTH);
    }
  },
};

/** Shape and difference stretched around R. */
function warped(window: Float32Array, stretch: number): Float32Array {
  const output = window.slice();
  const shape = window.subarray(0, SHAPE_LENGTH);
  warpTime(shape, output.subarray(0, SHAPE_LENGTH), { centre: SHAPE_BEFORE, stretch, shift: 0 });
  warpTime(
    window.subarray(SHAPE_LENGTH, SCALED_LENGTH),
    output.subarray(SHAPE_LENGTH, SCALED_LENGTH),
    { centre: SHAPE_BEFORE - DIFFERENCE_IN_SHAPE, stretch, shift: 0 },
  );
  return output;
}
