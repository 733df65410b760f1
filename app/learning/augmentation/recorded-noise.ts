import type { Random } from '../../random.ts';

/** Signal-to-noise ratios that are drawn, in decibels: those of the MIT-BIH Noise Stress Test Database. */
const LOWEST_SNR_DB = 6;
const HIGHEST_SNR_DB = 24;

/** Noise at 125 Hz, as electrodes and muscles make it. */
export interface NoiseSource {
  /** Fills `output` with a stretch of it; its records have a mean power of 1. */
  draw(output: Float32Array, random: Random): void;
}

/**
 * Draws from records of noise, all equally often, at any place.
 * @throws RangeError when there is none
 */
export function noiseSource(records: readonly Float32Array[]): NoiseSource {
  if (records.length === 0) throw new RangeError('There is no noise to draw from');
  return {
    draw(output, random) {
      const record = records[random.integer(records.length)] as Float32Array;
      const start = random.integer(Math.max(1, record.length - output.length + 1));
      for (let k = 0; k < output.length; k += 1) {
        output[k] = record[(start + k) % record.length] as number;
      }
    },
  };
}

/**
 * How much noise of power 1 to add to a beat `height` high from peak to peak. As nst(1) of the WFDB
 * software has it, the signal's power is that of a sine of this height.
 */
export function noiseLevel(height: number, random: Random): number {
  const snrDb = LOWEST_SNR_DB + (HIGHEST_SNR_DB - LOWEST_SNR_DB) * random.uniform();
  return (height / Math.sqrt(8)) * 10 ** (-snrDb / 20);
}
