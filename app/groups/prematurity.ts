import { median } from '../signal/median.ts';

/** Intervals on each side that make the local median. */
const NEIGHBOURS = 10;
/** Beats on each side whose prematurity tells how irregular the rhythm is. */
const IRREGULARITY_NEIGHBOURS = 15;
/** Up to this (log2) a rhythm is regular; at so much more an early beat says half as much. */
const REGULAR = 0.03;
const HALVED_BY = 0.05;
/** A pause is not worth more than half an interval more. */
const EARLIEST = -1;
const LATEST = 0.7;
/** A long recording's neighbourhood hardly changes from beat to beat: taken anew every few beats. */
const RENEWED_BEATS = 4;

/**
 * How early (below 0) or late every beat comes: log2 of the interval before it over the local
 * median, less where intervals differ anyway: in atrial fibrillation an early beat means little.
 */
export function prematurity(beatSamples: Uint32Array, sampleRateHz: number): Float32Array {
  const count = beatSamples.length;
  const intervals = Float32Array.from(
    { length: Math.max(0, count - 1) },
    (_, index) =>
    Math.max(1 / sampleRateHz, ((beatSamples[index + 1] as number) - (beatSamples[index] as number)) / sampleRateHz), // prettier-ignore
  );
  const early = new Float32Array(count);
  let usual = 1;
  for (let beat = 1; beat < count; beat += 1) {
    if (beat === 1 || beat % RENEWED_BEATS === 0) {
      const from = Math.max(0, beat - 1 - NEIGHBOURS);
      usual = median(intervals.slice(from, beat + NEIGHBOURS));
    }
    const ratio = Math.log2((intervals[beat - 1] as number) / usual);
    early[beat] = Math.min(LATEST, Math.max(EARLIEST, ratio));
  }
  const sizes = early.map(Math.abs);
  let weight = 1;
  return early.map((own, beat) => {
    if (beat % RENEWED_BEATS === 0) {
      const from = Math.max(0, beat - IRREGULARITY_NEIGHBOURS);
      const usualSize = median(sizes.slice(from, beat + IRREGULARITY_NEIGHBOURS + 1));
      weight = HALVED_BY / (HALVED_BY + Math.max(0, usualSize - REGULAR));
    }
    return own * weight;
  });
}
