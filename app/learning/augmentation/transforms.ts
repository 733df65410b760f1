import type { Random } from '../../random.ts';

/** Steps that augmentations are made of. Their numbers are samples at 125 Hz. */

/** A factor of time between 1 - largest and 1 + largest. */
export function drawStretch(largest: number, random: Random): number {
  return 1 + largest * (2 * random.uniform() - 1);
}

/**
 * Writes `source` to `output`, stretched by `stretch` around sample `centre` and moved `shift` samples
 * later; beyond its ends the source is held.
 */
export function warpTime(
  source: Float32Array,
  output: Float32Array,
  { centre, stretch, shift }: { centre: number; stretch: number; shift: number },
): void {
  const last = source.length - 1;
  for (let k = 0; k < output.length; k += 1) {
    const position = Math.max(0, Math.min(last, centre + (k - shift - centre) / stretch));
    const before = Math.floor(position);
    const part = position - before;
    const low = source[before] as number;
    const high = source[Math.min(last, before + 1)] as number;
    output[k] = low + part * (high - low);
  }
}

/** Cycles of wander in a sample: 0.4 to 1.5 Hz. */
export const SLOWEST_WANDER = 0.003;
export const FASTEST_WANDER = 0.012;

/** Adds a slow sine of a normally distributed height. */
export function addWander(signal: Float32Array, spread: number, random: Random): void {
  const height = spread * random.normal();
  const turn =
    2 * Math.PI * (SLOWEST_WANDER + (FASTEST_WANDER - SLOWEST_WANDER) * random.uniform());
  const phase = 2 * Math.PI * random.uniform();
  for (let k = 0; k < signal.length; k += 1) {
    signal[k] = (signal[k] as number) + height * Math.sin(turn * k + phase);
  }
}

/** Adds white noise of an exponentially distributed level. */
export function addWhiteNoise(signal: Float32Array, meanLevel: number, random: Random): void {
  const level = -meanLevel * Math.log(1 - random.uniform());
  for (let k = 0; k < signal.length; k += 1) {
    signal[k] = (signal[k] as number) + level * random.normal();
  }
}
