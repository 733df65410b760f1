import type { Random } from '../random.ts';
import {
  PLATEAU_LENGTH,
  SCALED_LENGTH,
  SHAPE_LENGTH,
} from '../signal/preparations/template-rhythm.ts';
import type { PreparationName } from '../signal/preparations/index.ts';

/** A detector's R is rarely further off than this many samples at 125 Hz (16 ms). */
const LARGEST_SHIFT = 2;
const SCALE_RANGE = 0.25;
/** Mean noise level, and spread of what is left of the wander, over the usual beat's height. */
const NOISE = 0.02;
const WANDER = 0.06;
/** Cycles of the wander in a sample: 0.4 to 1.5 Hz. */
const SLOWEST = 0.003;
const FASTEST = 0.012;
/** Spread added to the rhythm's levels, about 3 % of an RR interval. */
const RHYTHM_SPREAD = 0.08;

/**
 * Copies a window to `output` as the same beat might have been recorded: up to 16 ms off, up to 25 %
 * taller or smaller, with some noise and wander, its intervals a little different. For training
 * beats only, after the split. A `kachuee-1` window is only copied.
 */
export function augmentWindow(
  preparation: PreparationName,
  window: Float32Array,
  output: Float32Array,
  random: Random,
): void {
  output.set(window);
  if (preparation === 'kachuee-1') return;
  const shift = random.integer(2 * LARGEST_SHIFT + 1) - LARGEST_SHIFT;
  const scale = (1 + SCALE_RANGE) ** (2 * random.uniform() - 1);
  const noise = -NOISE * Math.log(1 - random.uniform());
  const wander = WANDER * random.normal();
  const turn = 2 * Math.PI * (SLOWEST + (FASTEST - SLOWEST) * random.uniform());
  const phase = 2 * Math.PI * random.uniform();
  for (let k = 0; k < SCALED_LENGTH; k += 1) {
    const inShape = k < SHAPE_LENGTH;
    const from = inShape ? Math.max(0, Math.min(SHAPE_LENGTH - 1, k + shift)) : k;
    const drift = inShape ? wander * Math.sin(turn * k + phase) : 0;
    output[k] = (window[from] as number) * scale + drift + noise * random.normal();
  }
  for (let start = SCALED_LENGTH; start < window.length; start += PLATEAU_LENGTH) {
    const level = (window[start] as number) + RHYTHM_SPREAD * random.normal();
    output.fill(level, start, start + PLATEAU_LENGTH);
  }
}
