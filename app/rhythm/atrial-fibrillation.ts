import type { BeatStretch, RhythmBeats } from './beat-stretches.ts';
import { isFrom, type EctopicOrigin } from './ectopic-sequences.ts';
import { beatEvent, type RhythmEvent } from './rhythm-event.ts';

/**
 * Atrial fibrillation from RR intervals alone: A Petrėnas, V Marozas, L Sörnmo, "Low-complexity
 * detection of atrial fibrillation in continuous long-term monitoring", Comput Biol Med 65:184-191
 * (2015). Symbols in the comments are the paper's; so are the values.
 */
const PETRENAS_2015 = {
  /** N: RR intervals in the sliding window. */
  windowIntervals: 8,
  /** γ, s: intervals that differ by less count as equal. */
  toleranceS: 0.03,
  /** α: of the exponential averagers. */
  smoothing: 0.02,
  /** δ: a bigeminy measure under it says "regular, or regularly irregular". */
  bigeminyLimit: 2e-4,
  /** η, 1/s: irregularity over it is atrial fibrillation. */
  threshold: 0.725,
};

/**
 * The detector's decision function O(n) for consecutive RR intervals, s; over the threshold means
 * atrial fibrillation. All 0 where there are fewer intervals than the window has.
 */
function fibrillationIndex(intervalsS: Float64Array): Float64Array {
  const { windowIntervals: window, smoothing, bigeminyLimit } = PETRENAS_2015;
  if (intervalsS.length < window) return new Float64Array(intervalsS.length);
  const filtered = medianOfThree(intervalsS);
  const trend = smoothed(intervalsS, smoothing);
  const irregularity = smoothed(differingPairs(filtered), smoothing);
  const bigeminy = smoothed(bigeminyMeasure(intervalsS, filtered), smoothing);
  // I(n) = M(n) / r(n), both smoothed; where there is bigeminy, the (tiny) B(n) takes its place.
  for (let n = 0; n < bigeminy.length; n += 1) {
    if ((bigeminy[n] ?? 0) >= bigeminyLimit) bigeminy[n] = (irregularity[n] ?? 0) / (trend[n] ?? 1);
  }
  return bigeminy;
}

/** The ectopic beats without whose RR intervals (those that begin or end with one) it is looked for. */
export type LeftOutIntervals = 'none' | 'ventricular' | 'ectopic';

const LEFT_OUT: Record<LeftOutIntervals, readonly EctopicOrigin[]> = {
  none: [],
  ventricular: ['ventricular'],
  ectopic: ['ventricular', 'supraventricular'],
};

/**
 * Episodes in which the detector says atrial fibrillation for at least `shortestS`.
 *
 * The paper feeds it all intervals and lets the median filter take single ectopic beats out. Here the
 * beats' classes are known, and what a ventricular beat does to the rhythm says nothing of the atria:
 * without its two intervals, false episodes in frequent ectopy are a tenth of what they were on DS1,
 * for which this was chosen (`ectopy af` measures both).
 */
export function findFibrillation(
  beats: RhythmBeats,
  stretches: readonly BeatStretch[],
  shortestS: number,
  leftOut: LeftOutIntervals = 'ventricular',
): RhythmEvent[] {
  const { sample, sampleRateHz } = beats;
  const episodes: RhythmEvent[] = [];
  for (const stretch of stretches) {
    const ends = usedIntervals(beats, stretch, leftOut);
    const intervalsS = new Float64Array(ends.length);
    for (let n = 0; n < ends.length; n += 1) {
      const beat = ends[n] ?? 0;
      intervalsS[n] = ((sample[beat] ?? 0) - (sample[beat - 1] ?? 0)) / sampleRateHz;
    }
    const index = fibrillationIndex(intervalsS);
    let from = -1;
    for (let n = 0; n <= index.length; n += 1) {
      if ((index[n] ?? 0) > PETRENAS_2015.threshold) {
        if (from < 0) from = n;
        continue;
      }
      if (from >= 0) {
        const first = (ends[from] ?? 0) - 1;
        const event = beatEvent(
          'atrial-fibrillation',
          sample,
          first,
          ends[n - 1] ?? first,
          sampleRateHz,
        );
        const durationS = (event.endSample - event.startSample) / sampleRateHz;
        if (durationS >= shortestS) episodes.push(event);
      }
      from = -1;
    }
  }
  return episodes;
}

/** The beats of a stretch that end an interval in use. */
function usedIntervals(
  { beatClass }: RhythmBeats,
  { first, end }: BeatStretch,
  leftOut: LeftOutIntervals,
): Uint32Array {
  const origins = LEFT_OUT[leftOut].map(isFrom);
  const isLeftOut = (beat: number): boolean =>
    origins.some((classes) => classes[beatClass[beat] ?? 0] === 1);
  const ends = new Uint32Array(Math.max(0, end - first - 1));
  let count = 0;
  for (let beat = first + 1; beat < end; beat += 1) {
    if (!isLeftOut(beat) && !isLeftOut(beat - 1)) ends[count++] = beat;
  }
  return ends.subarray(0, count);
}

/** r_m(n): takes single ectopic beats out. Mirrored at the ends, which bigeminy then goes through. */
function medianOfThree(values: Float64Array): Float64Array {
  const medians = new Float64Array(values.length);
  for (let n = 0; n < values.length; n += 1) {
    const value = values[n] ?? 0;
    const last = values.length - 1;
    const before = values[n > 0 ? n - 1 : Math.min(1, last)] ?? 0;
    const after = values[n < last ? n + 1 : Math.max(0, last - 1)] ?? 0;
    medians[n] = Math.max(Math.min(before, value), Math.min(Math.max(before, value), after));
  }
  return medians;
}

/** M(n): share of the pairs of intervals in a window that differ by more than the tolerance. */
function differingPairs(filtered: Float64Array): Float64Array {
  const { windowIntervals: window, toleranceS } = PETRENAS_2015;
  const shares = new Float64Array(filtered.length);
  const pairs = (window * (window - 1)) / 2;
  let differing = 0;
  /** Pairs of one interval with the others of [first, end) that differ. */
  const differingFrom = (n: number, first: number, end: number): number => {
    const value = filtered[n] ?? 0;
    let count = 0;
    for (let k = first; k < end; k += 1) {
      if (Math.abs((filtered[k] ?? 0) - value) > toleranceS) count += 1;
    }
    return count;
  };
  for (let n = 0; n < filtered.length; n += 1) {
    if (n >= window) differing -= differingFrom(n - window, n - window + 1, n);
    differing += differingFrom(n, Math.max(0, n - window + 1), n);
    shares[n] = differing / pairs;
  }
  // The first intervals get the value of the first full window.
  return shares.fill(shares[window - 1] ?? 0, 0, window - 1);
}

/** B(n): near 0 where the median filter leaves a window's sum as it is, as in bigeminy. */
function bigeminyMeasure(intervals: Float64Array, filtered: Float64Array): Float64Array {
  const { windowIntervals: window } = PETRENAS_2015;
  const measure = new Float64Array(intervals.length);
  let sum = 0;
  let filteredSum = 0;
  for (let n = 0; n < intervals.length; n += 1) {
    sum += intervals[n] ?? 0;
    filteredSum += filtered[n] ?? 0;
    // Reading before an array’s start is slow in all the rest of a loop, too.
    if (n >= window) {
      sum -= intervals[n - window] ?? 0;
      filteredSum -= filtered[n - window] ?? 0;
    }
    const excess = filteredSum / sum - 1;
    measure[n] = excess * excess;
  }
  return measure.fill(measure[window - 1] ?? 0, 0, window - 1);
}

/**
 * Exponential average forward and then backward, so that nothing comes late. It begins with the mean
 * of as many values as it remembers: a single window would colour the first minute.
 */
function smoothed(values: Float64Array, smoothing: number): Float64Array {
  const average = new Float64Array(values.length);
  const beginning = values.subarray(0, Math.round(1 / smoothing));
  let before = beginning.reduce((sum, value) => sum + value, 0) / beginning.length;
  for (let n = 0; n < average.length; n += 1) {
    before += smoothing * ((values[n] ?? 0) - before);
    average[n] = before;
  }
  for (let n = average.length - 2; n >= 0; n -= 1) {
    const after = average[n + 1] ?? 0;
    average[n] = after + smoothing * ((average[n] ?? 0) - after);
  }
  return average;
}
