/** The two legs of the calipers, as samples of the recording; the order does not matter. */
export interface CaliperLegs {
  readonly first: number;
  readonly second: number;
}

export interface CaliperInterval {
  readonly milliseconds: number;
  /** Rate of a rhythm with this interval; null where both legs are at one sample. */
  readonly bpm: number | null;
}

const MS_PER_S = 1000;
const MS_PER_MINUTE = 60_000;
/** Marks closer than this many pixels would be a grey wall. */
const LEAST_MARCH_PX = 4;

/** What lies between the legs, exact to the sample. */
export function caliperInterval(
  { first, second }: CaliperLegs,
  sampleRateHz: number,
): CaliperInterval {
  const milliseconds = (Math.abs(second - first) / sampleRateHz) * MS_PER_S;
  return { milliseconds, bpm: milliseconds === 0 ? null : MS_PER_MINUTE / milliseconds };
}

/**
 * Samples at which the interval repeats to both sides within [startSample, endSample], the legs
 * themselves left out. Whole multiples of the interval from the first leg, so that nothing adds up.
 * None where they would lie closer than can be told apart.
 */
export function marchSamples(
  { first, second }: CaliperLegs,
  startSample: number,
  endSample: number,
  samplesPerPixel: number,
): number[] {
  const interval = Math.abs(second - first);
  if (interval < LEAST_MARCH_PX * samplesPerPixel) return [];
  const origin = Math.min(first, second);
  const samples: number[] = [];
  const last = Math.floor((endSample - origin) / interval);
  for (let k = Math.ceil((startSample - origin) / interval); k <= last; k += 1) {
    if (k !== 0 && k !== 1) samples.push(origin + k * interval);
  }
  return samples;
}
