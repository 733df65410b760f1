import { BEAT_CLASSES } from './beat-class.ts';
import { isInside, type Span } from './regions.ts';
import { LONGEST_INTERVAL_S, rrGaps, SHORTEST_INTERVAL_S } from './rr-gaps.ts';

/** How many RR intervals one value of the heart rate rests on. */
export const RATE_WINDOW_INTERVALS = 8;

/** The definition that goes with every heart rate that Ectopy shows or prints. */
export const HEART_RATE_DEFINITION =
  `Heart rate over ${String(RATE_WINDOW_INTERVALS)} consecutive RR intervals of all beats ` +
  `(60 s over their median); intervals under ${String(SHORTEST_INTERVAL_S)} s or over ` +
  `${String(LONGEST_INTERVAL_S)} s, or in excluded time, count as gaps, and no window spans one. ` +
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

const NOT_KNOWN: HeartRate = {
  minBpm: null,
  meanBpm: null,
  maxBpm: null,
  minAtSample: null,
  maxAtSample: null,
};

/**
 * Minimum, mean and maximum heart rate of a recording by HEART_RATE_DEFINITION: one premature,
 * missed or false beat cannot make an extreme, nor can beats in excluded time.
 * `beatSamples`: ascending, deleted beats left out. `excluded`: a sorted set of spans.
 */
export function summariseHeartRate(
  beatSamples: Uint32Array,
  sampleRateHz: number,
  excluded: readonly Span[] = [],
): HeartRate {
  const [whole] = summariseHeartRateBetween(
    beatSamples,
    sampleRateHz,
    [-Infinity, Infinity],
    excluded,
  );
  return whole ?? NOT_KNOWN;
}

/**
 * The same for each stretch between two neighbouring edges (samples, ascending). A window of
 * intervals belongs where its middle beat lies, an interval where it ends, so that the extremes of
 * all stretches are those of the whole.
 */
export function summariseHeartRateBetween(
  beatSamples: Uint32Array,
  sampleRateHz: number,
  edges: readonly number[],
  excluded: readonly Span[] = [],
): HeartRate[] {
  const gaps = rrGaps(beatSamples, sampleRateHz, excluded);
  const stretches = edges.slice(1).map(() => ({
    slowest: { bpm: Infinity, sample: 0 },
    fastest: { bpm: -Infinity, sample: 0 },
    intervals: 0,
    samples: 0,
  }));
  const stretchFinder = () => {
    let index = 0;
    return (sample: number) => {
      if (sample < (edges[0] ?? Infinity)) return undefined;
      while (sample >= (edges[index + 1] ?? Infinity)) index += 1;
      return stretches[index];
    };
  };
  const ofRate = stretchFinder();
  forEachRateBetween(gaps, beatSamples, sampleRateHz, (bpm, sample) => {
    const stretch = ofRate(sample);
    if (stretch === undefined) return;
    if (bpm < stretch.slowest.bpm) stretch.slowest = { bpm, sample };
    if (bpm > stretch.fastest.bpm) stretch.fastest = { bpm, sample };
  });
  const ofInterval = stretchFinder();
  for (let beat = 1; beat < beatSamples.length; beat += 1) {
    if (gaps[beat] === 1) continue;
    const stretch = ofInterval(beatSamples[beat] ?? 0);
    if (stretch === undefined) continue;
    stretch.intervals += 1;
    stretch.samples += intervalBefore(beatSamples, beat);
  }
  return stretches.map(({ slowest, fastest, intervals, samples }) => {
    const known = Number.isFinite(slowest.bpm);
    return {
      minBpm: known ? slowest.bpm : null,
      meanBpm: intervals === 0 ? null : (60 * sampleRateHz * intervals) / samples,
      maxBpm: known ? fastest.bpm : null,
      minAtSample: known ? slowest.sample : null,
      maxAtSample: known ? fastest.sample : null,
    };
  });
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
  excluded: readonly Span[] = [],
): HeartRateTrend {
  const bins = Math.ceil(sampleCount / samplesPerBin);
  const minBpm = new Float32Array(bins).fill(NaN);
  const maxBpm = new Float32Array(bins).fill(NaN);
  const gaps = rrGaps(beatSamples, sampleRateHz, excluded);
  forEachRateBetween(gaps, beatSamples, sampleRateHz, (bpm, sample) => {
    const bin = Math.floor(sample / samplesPerBin);
    // Comparisons with NaN are false, so the first rate of a bin always gets in.
    if (!((minBpm[bin] ?? NaN) <= bpm)) minBpm[bin] = bpm;
    if (!((maxBpm[bin] ?? NaN) >= bpm)) maxBpm[bin] = bpm;
  });
  return { minBpm, maxBpm };
}

/**
 * Beats of each class per bin of `samplesPerBin`: one column per class in BEAT_CLASSES order.
 * `beatClass`: index into BEAT_CLASSES per beat. `excluded`: a sorted set of spans; beats in it do not
 * count.
 */
export function classCountsPerBin(
  beatSamples: Uint32Array,
  beatClass: Uint8Array,
  sampleCount: number,
  samplesPerBin: number,
  excluded: readonly Span[] = [],
): Uint32Array[] {
  const bins = Math.ceil(sampleCount / samplesPerBin);
  const counts = BEAT_CLASSES.map(() => new Uint32Array(bins));
  for (let beat = 0; beat < beatSamples.length; beat += 1) {
    const column = counts[beatClass[beat] ?? 0];
    const at = beatSamples[beat] ?? 0;
    const bin = Math.floor(at / samplesPerBin);
    if (column === undefined || bin >= bins || isInside(excluded, at)) continue;
    column[bin] = (column[bin] ?? 0) + 1;
  }
  return counts;
}

/**
 * Visits the heart rates of HEART_RATE_DEFINITION in order: the rate of every window of consecutive
 * intervals and its middle beat.
 */
export function forEachRate(
  beatSamples: Uint32Array,
  sampleRateHz: number,
  visit: (bpm: number, middleSample: number) => void,
): void {
  forEachRateBetween(rrGaps(beatSamples, sampleRateHz, []), beatSamples, sampleRateHz, visit);
}

function forEachRateBetween(
  gaps: Uint8Array,
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
    if (gaps[beat] === 1) {
      filled = 0;
      continue;
    }
    if (filled === RATE_WINDOW_INTERVALS) {
      const leaving = intervalBefore(beatSamples, beat - RATE_WINDOW_INTERVALS);
      let place = 0;
      while (sorted[place] !== leaving) place += 1;
      filled -= 1;
      for (; place < filled; place += 1) sorted[place] = sorted[place + 1] ?? 0;
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
