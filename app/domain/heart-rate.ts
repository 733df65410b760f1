import { BEAT_CLASSES } from './beat-class.ts';

/** How many RR intervals one value of the heart rate rests on. */
export const RATE_WINDOW_INTERVALS = 8;
/** RR intervals outside these limits are gaps (lead-off, missed beats, noise), not heart beats. */
const SHORTEST_INTERVAL_S = 0.2;
const LONGEST_INTERVAL_S = 5;

/** The definition that goes with every heart rate that Ectopy shows or prints. */
export const HEART_RATE_DEFINITION =
  `Heart rate over ${String(RATE_WINDOW_INTERVALS)} consecutive RR intervals of all beats ` +
  `(60 s over their median); intervals under ${String(SHORTEST_INTERVAL_S)} s or over ` +
  `${String(LONGEST_INTERVAL_S)} s count as gaps, and no window spans one. ` +
  'Mean: intervals over the time they take, gaps left out.';

export interface HeartRate {
  /** null where there are not enough consecutive beats. */
  readonly minBpm: number | null;
  readonly meanBpm: number | null;
  readonly maxBpm: number | null;
  /** The beat in the middle of the slowest and of the fastest window. */
  readonly minAtSample: number | null;
  readonly maxAtSample: number | null;
}

/**
 * Minimum, mean and maximum heart rate of a recording by HEART_RATE_DEFINITION: one premature,
 * missed or false beat cannot make an extreme.
 * `beatSamples`: ascending, deleted beats left out.
 */
export function summariseHeartRate(beatSamples: Uint32Array, sampleRateHz: number): HeartRate {
  let slowest = { bpm: Infinity, sample: 0 };
  let fastest = { bpm: -Infinity, sample: 0 };
  forEachRate(beatSamples, sampleRateHz, (bpm, sample) => {
    if (bpm < slowest.bpm) slowest = { bpm, sample };
    if (bpm > fastest.bpm) fastest = { bpm, sample };
  });
  let intervals = 0;
  let samples = 0;
  for (let beat = 1; beat < beatSamples.length; beat += 1) {
    const interval = intervalBefore(beatSamples, beat);
    if (isGap(interval, sampleRateHz)) continue;
    intervals += 1;
    samples += interval;
  }
  const known = Number.isFinite(slowest.bpm);
  return {
    minBpm: known ? slowest.bpm : null,
    meanBpm: intervals === 0 ? null : (60 * sampleRateHz * intervals) / samples,
    maxBpm: known ? fastest.bpm : null,
    minAtSample: known ? slowest.sample : null,
    maxAtSample: known ? fastest.sample : null,
  };
}

/** Lowest and highest heart rate per bin, in beats a minute; NaN where a bin has none. */
export interface HeartRateTrend {
  readonly minBpm: Float32Array;
  readonly maxBpm: Float32Array;
}

/** Heart rate by HEART_RATE_DEFINITION in bins of `samplesPerBin`, for an overview. */
export function heartRateTrend(
  beatSamples: Uint32Array,
  sampleRateHz: number,
  sampleCount: number,
  samplesPerBin: number,
): HeartRateTrend {
  const bins = Math.ceil(sampleCount / samplesPerBin);
  const minBpm = new Float32Array(bins).fill(NaN);
  const maxBpm = new Float32Array(bins).fill(NaN);
  forEachRate(beatSamples, sampleRateHz, (bpm, sample) => {
    const bin = Math.floor(sample / samplesPerBin);
    // Comparisons with NaN are false, so the first rate of a bin always gets in.
    if (!((minBpm[bin] ?? NaN) <= bpm)) minBpm[bin] = bpm;
    if (!((maxBpm[bin] ?? NaN) >= bpm)) maxBpm[bin] = bpm;
  });
  return { minBpm, maxBpm };
}

/**
 * Beats of each class per bin of `samplesPerBin`: one column per class in BEAT_CLASSES order.
 * `beatClass`: index into BEAT_CLASSES per beat.
 */
export function classCountsPerBin(
  beatSamples: Uint32Array,
  beatClass: Uint8Array,
  sampleCount: number,
  samplesPerBin: number,
): Uint32Array[] {
  const bins = Math.ceil(sampleCount / samplesPerBin);
  const counts = BEAT_CLASSES.map(() => new Uint32Array(bins));
  for (let beat = 0; beat < beatSamples.length; beat += 1) {
    const column = counts[beatClass[beat] ?? 0];
    const bin = Math.floor((beatSamples[beat] ?? 0) / samplesPerBin);
    if (column !== undefined && bin < bins) column[bin] = (column[bin] ?? 0) + 1;
  }
  return counts;
}

/** Visits every window of consecutive intervals with its rate and its middle beat. */
function forEachRate(
  beatSamples: Uint32Array,
  sampleRateHz: number,
  visit: (bpm: number, middleSample: number) => void,
): void {
  const half = RATE_WINDOW_INTERVALS / 2;
  // The window's intervals in ascending order, kept sorted while it slides.
  const sorted = new Float64Array(RATE_WINDOW_INTERVALS);
  let filled = 0;
  for (let beat = 1; beat < beatSamples.length; beat += 1) {
    const interval = intervalBefore(beatSamples, beat);
    if (isGap(interval, sampleRateHz)) {
      filled = 0;
      continue;
    }
    if (filled === RATE_WINDOW_INTERVALS) {
      const leaving = intervalBefore(beatSamples, beat - RATE_WINDOW_INTERVALS);
      sorted.copyWithin(sorted.indexOf(leaving), sorted.indexOf(leaving) + 1);
      filled -= 1;
    }
    let place = filled;
    while (place > 0 && (sorted[place - 1] ?? 0) > interval) {
      sorted[place] = sorted[place - 1] ?? 0;
      place -= 1;
    }
    sorted[place] = interval;
    filled += 1;
    if (filled < RATE_WINDOW_INTERVALS) continue;
    const median = ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2;
    visit((60 * sampleRateHz) / median, beatSamples[beat - half] ?? 0);
  }
}

function intervalBefore(beatSamples: Uint32Array, beat: number): number {
  return (beatSamples[beat] ?? 0) - (beatSamples[beat - 1] ?? 0);
}

function isGap(intervalSamples: number, sampleRateHz: number): boolean {
  const intervalS = intervalSamples / sampleRateHz;
  return intervalS < SHORTEST_INTERVAL_S || intervalS > LONGEST_INTERVAL_S;
}
