import { INVALID_SAMPLE } from '../domain/recording.ts';

/** The baseline is the mean over this many radii on either side. */
export const BASELINE_RADII = 2.5;

/**
 * The sample within `radius` of `centre` that is farthest from the baseline around it, whichever way
 * it points: where readers put the mark of a beat. Parts out of range and missing samples are left
 * out; of equally far samples the nearest wins. With nothing to go by, `centre` itself.
 */
export function snapToExtremum(samples: Int16Array, centre: number, radius: number): number {
  const baseline = meanAround(samples, centre, Math.round(BASELINE_RADII * radius));
  let extremum = Math.min(samples.length - 1, Math.max(0, centre));
  let farthest = -1;
  for (let step = 0; step <= radius; step++) {
    for (let side = -1; side <= 1; side += 2) {
      const index = centre + side * step;
      const value = index < 0 ? INVALID_SAMPLE : (samples[index] ?? INVALID_SAMPLE);
      const distance = Math.abs(value - baseline);
      if (value === INVALID_SAMPLE || distance <= farthest) continue;
      farthest = distance;
      extremum = index;
    }
  }
  return extremum;
}

function meanAround(samples: Int16Array, centre: number, reach: number): number {
  const to = Math.min(samples.length - 1, centre + reach);
  let sum = 0;
  let count = 0;
  for (let index = Math.max(0, centre - reach); index <= to; index++) {
    const value = samples[index] ?? INVALID_SAMPLE;
    if (value === INVALID_SAMPLE) continue;
    sum += value;
    count++;
  }
  return count === 0 ? 0 : sum / count;
}
