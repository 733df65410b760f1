import type { Random } from '../random.ts';
import { SCALED_LENGTH, SHAPE_LENGTH, type Preparation } from '../signal/beat-window.ts';

/** A detector's R is rarely further off than this many samples at 125 Hz (16 ms). */
const LARGEST_SHIFT = 2;
const SCALE_RANGE = 0.25;

/**
 * Copies a window to `output` as the same beat might have been recorded: up to 16 ms off and up to
 * 25 % taller or smaller. For training beats only, after the split. Rhythm stays as it is.
 */
export function augmentWindow(
  preparation: Preparation,
  window: Float32Array,
  output: Float32Array,
  random: Random,
): void {
  output.set(window);
  if (preparation === 'kachuee-1') return;
  const shift = random.integer(2 * LARGEST_SHIFT + 1) - LARGEST_SHIFT;
  const scale = (1 + SCALE_RANGE) ** (2 * random.uniform() - 1);
  for (let k = 0; k < SHAPE_LENGTH; k += 1) {
    const from = Math.max(0, Math.min(SHAPE_LENGTH - 1, k + shift));
    output[k] = (window[from] as number) * scale;
  }
  for (let k = SHAPE_LENGTH; k < SCALED_LENGTH; k += 1) output[k] = (window[k] as number) * scale;
}
