import { CLASSIFIER_RATE_HZ } from '../conditioned-lead.ts';
import { quantileOf, slidingQuantiles } from '../sliding-quantiles.ts';

/** Scaled numbers beyond this say no more. */
const LARGEST = 4;
/** An interval that is longer than this many times a beat's own ends the stretch that it lies in. */
const STRETCH_RATIO = 1.2;
const LONGEST_STRETCH_BEATS = 300;
/** Intervals on the other side of a stretch's end that say what the rhythm was there. */
const LEVEL_BEATS = 8;
/** Two intervals this close (relative) are counted as equal. */
const EQUAL = 0.03;
/** Two thirds of a local interval or less is counted as early (in units of `logRatio`). */
const EARLY = -0.35;

/** How many numbers `beatTimings` gives of a beat; the last `SHARED_TIMINGS` also help to tell shapes. */
export const TIMING_LENGTH = 51;
export const SHARED_TIMINGS = 8;

/**
 * When beats come, seen from each of them: RR intervals before and after over the usual ones nearby
 * and in the whole stretch, how regular the rhythm is and in what period it repeats (bigeminy repeats
 * every second beat, atrial fibrillation never), and how abruptly the run that the beat lies in began
 * and ended. Ratios r as 2 log2 r, everything scaled to about -2 to 2, 0 where it is not known.
 *
 * `positions` in samples at 125 Hz; the numbers are of beats [first, end), and their stretch is what
 * "the whole" means. Looks both ways: the recording is complete when its beats are classified.
 *
 * @returns `TIMING_LENGTH` numbers a beat
 */
export function beatTimings(positions: Float64Array, first: number, end: number): Float32Array {
  const rhythm = localRhythm(positions, first, end);
  const output = new Float32Array((end - first) * TIMING_LENGTH);
  for (let beat = first; beat < end; beat += 1) {
    const numbers = timingOf(rhythm, beat);
    numbers.forEach((value, index) => {
      const known = Number.isNaN(value) ? 0 : Math.max(-LARGEST, Math.min(LARGEST, value));
      output[(beat - first) * TIMING_LENGTH + index] = known;
    });
  }
  return output;
}

/** Share of the beats of a stretch that come early, and for each beat whether it does. */
export function isEarly(rrOverLocal: number): boolean {
  return rrOverLocal < EARLY;
}

interface LocalRhythm {
  /** RR interval that ends at a beat; NaN where there is none. */
  readonly rr: (beat: number) => number;
  /** A value of a window series at a beat. */
  readonly at: (series: Float64Array, beat: number) => number;
  /** Quantiles of the stretch's intervals. */
  readonly low: number;
  readonly middle: number;
  readonly upper: number;
  readonly high: number;
  /** Series that begin at beat `from`. */
  readonly near: { readonly lower: Float64Array; readonly middle: Float64Array; readonly upper: Float64Array }; // prettier-ignore
  readonly wide: { readonly lower: Float64Array; readonly middle: Float64Array; readonly upper: Float64Array; readonly high: Float64Array }; // prettier-ignore
  readonly change15: Float64Array;
  readonly change6: Float64Array;
  /** Change between intervals 1, 2, 3 and 4 beats apart, over the local interval. */
  readonly lags12: readonly Float64Array[];
  readonly lags40: readonly Float64Array[];
  readonly matches: Float64Array;
  readonly meanMatches: Float64Array;
  readonly earlyShare: Float64Array;
}

/** Beats on each side that windows reach, with what they need themselves. */
const MARGIN = 120;

function localRhythm(positions: Float64Array, first: number, end: number): LocalRhythm {
  const rr = (beat: number): number =>
    beat < 1 || beat >= positions.length
      ? Number.NaN
      : (positions[beat] as number) - (positions[beat - 1] as number);
  const from = Math.max(0, first - MARGIN);
  const to = Math.min(positions.length, end + MARGIN);
  const series = (value: (beat: number) => number): Float64Array =>
    Float64Array.from({ length: to - from }, (_, index) => value(from + index));
  const intervals = series(rr);
  const medianOf = (values: Float64Array, reach: number): Float64Array =>
    slidingQuantiles(values, reach, [0.5])[0] as Float64Array;
  const [lower10, median10, upper10] = slidingQuantiles(intervals, 10, [0.25, 0.5, 0.75]) as [Float64Array, Float64Array, Float64Array]; // prettier-ignore
  const [lower40, median40, upper40, high40] = slidingQuantiles(intervals, 40, [0.25, 0.5, 0.75, 0.9]) as [Float64Array, Float64Array, Float64Array, Float64Array]; // prettier-ignore
  const own = Float64Array.from({ length: end - first }, (_, index) => rr(first + index))
    .filter((value) => !Number.isNaN(value))
    .sort();
  const lags = (reach: number): Float64Array[] => {
    const local = medianOf(intervals, reach);
    return [1, 2, 3, 4].map((lag) =>
      medianOf(
        series((beat) => Math.abs(rr(beat) - rr(beat - lag)) / (local[beat - from] as number)),
        reach,
      ),
    );
  };
  const changes = series((beat) => Math.abs(rr(beat) - rr(beat - 1)));
  const matches = series((beat) => equalNeighbours(rr, beat));
  const early = series((beat) =>
    Number.isNaN(rr(beat))
      ? Number.NaN
      : Number(isEarly(logRatio(rr(beat), median10[beat - from] as number))),
  );
  return {
    rr,
    at: (values, beat) => values[beat - from] as number,
    low: quantileOf(own, own.length, 0.1),
    middle: quantileOf(own, own.length, 0.5),
    upper: quantileOf(own, own.length, 0.75),
    high: quantileOf(own, own.length, 0.9),
    near: { lower: lower10, middle: median10, upper: upper10 },
    wide: { lower: lower40, middle: median40, upper: upper40, high: high40 },
    change15: medianOf(changes, 15),
    change6: medianOf(changes, 6),
    lags12: lags(12),
    lags40: lags(40),
    matches,
    meanMatches: slidingMean(matches, 30),
    earlyShare: slidingMean(early, 40),
  };
}

function timingOf(rhythm: LocalRhythm, beat: number): number[] {
  const { rr, at, near, wide } = rhythm;
  const own = rr(beat);
  const next = rr(beat + 1);
  const before = rr(beat - 1);
  const local = at(near.middle, beat);
  const onset = stretchEnd(rr, beat, -1);
  const offset = stretchEnd(rr, beat, 1);
  const lag = (lags: readonly Float64Array[], index: number): number =>
    irregularity(at(lags[index] as Float64Array, beat));
  const leastLag = (lags: readonly Float64Array[]): number =>
    irregularity(Math.min(...lags.map((values) => at(values, beat))));
  return [
    logRatio(rr(beat - 2), local),
    logRatio(before, local),
    logRatio(rr(beat + 2), local),
    logRatio(rr(beat + 3), local),
    logRatio(own, at(wide.middle, beat)),
    logRatio(own, at(near.upper, beat)),
    logRatio(own, at(wide.upper, beat)),
    logRatio(own, at(wide.high, beat)),
    logRatio(own, rhythm.high),
    logRatio(next, rhythm.upper),
    logRatio(next, at(near.upper, beat)),
    logRatio(own, 0.8 * CLASSIFIER_RATE_HZ),
    logRatio(own, Math.max(known(before), known(next))),
    logRatio(local, rhythm.middle),
    logRatio(at(wide.middle, beat), rhythm.middle),
    logRatio(at(near.lower, beat), at(near.upper, beat)),
    logRatio(at(wide.lower, beat), at(wide.upper, beat)),
    irregularity(at(rhythm.change6, beat) / local),
    rankAmong(rr, beat),
    logRatio(rhythm.low, rhythm.high),
    onset.jump,
    onset.distance,
    offset.jump,
    offset.distance,
    onset.level,
    offset.level,
    logRatio(own, Math.sqrt(before * next)),
    logRatio(own, medianOfRange(rr, beat - LEVEL_BEATS, beat)),
    logRatio(own, medianOfRange(rr, beat + 2, beat + 2 + LEVEL_BEATS)),
    logRatio(own, Math.max(...range(rr, beat - 4, beat + 1).map(known))),
    logRatio(local, 0.8 * CLASSIFIER_RATE_HZ),
    3 * (at(rhythm.earlyShare, beat) - 0.3),
    logRatio(own, leastOf([...range(rr, beat - 3, beat), ...range(rr, beat + 1, beat + 4)])),
    lag(rhythm.lags12, 0),
    lag(rhythm.lags12, 1),
    leastLag(rhythm.lags40),
    lag(rhythm.lags40, 0),
    lag(rhythm.lags40, 1),
    irregularity(at(rhythm.change15, beat) / local),
    (at(rhythm.matches, beat) - 3) / 2,
    (at(rhythm.meanMatches, beat) - 3) / 2,
    logRatio(at(wide.upper, beat), rhythm.upper),
    logRatio(own, rhythm.upper),
    // The SHARED_TIMINGS.
    logRatio(own, local),
    logRatio(next, local),
    logRatio(own, rhythm.middle),
    logRatio(own + next, 2 * local),
    logRatio(own, before),
    logRatio(next, own),
    leastLag(rhythm.lags12),
    logRatio(own + next, 2 * rhythm.middle),
  ];
}

/**
 * How the stretch of like intervals that a beat lies in ends in direction `step`: how abruptly the
 * interval changes there, after how many beats, and how much longer the intervals beyond are.
 */
function stretchEnd(
  rr: (beat: number) => number,
  beat: number,
  step: -1 | 1,
): { jump: number; distance: number; level: number } {
  const own = rr(beat);
  let at = beat + step;
  while (Math.abs(at - beat) <= LONGEST_STRETCH_BEATS && rr(at) < STRETCH_RATIO * own) at += step;
  if (!(rr(at) >= STRETCH_RATIO * own)) return { jump: -2.5, distance: 3, level: -1 };
  const beyond =
    step < 0
      ? medianOfRange(rr, at - LEVEL_BEATS + 1, at + 1)
      : medianOfRange(rr, at, at + LEVEL_BEATS);
  return {
    jump: 3 * (Math.log2(rr(at) / rr(at - step)) - 0.5),
    distance: (Math.log2(Math.abs(at - beat)) - 3) / 2,
    level: 2 * Math.log2(beyond / own),
  };
}

function equalNeighbours(rr: (beat: number) => number, beat: number): number {
  let equal = 0;
  for (let k = -5; k <= 5; k += 1) {
    if (k !== 0 && Math.abs(rr(beat + k) / rr(beat) - 1) < EQUAL) equal += 1;
  }
  return equal;
}

/** Place of an interval among the fifty to both sides, -2 (shortest) to 2. */
function rankAmong(rr: (beat: number) => number, beat: number): number {
  const own = rr(beat);
  let below = 0;
  let count = 0;
  for (let k = beat - 50; k <= beat + 50; k += 1) {
    const other = rr(k);
    if (Number.isNaN(other)) continue;
    count += 1;
    if (other < own) below += 1;
    else if (other === own) below += 0.5;
  }
  return count === 0 || Number.isNaN(own) ? 0 : 4 * (below / count - 0.5);
}

function range(rr: (beat: number) => number, first: number, end: number): number[] {
  return Array.from({ length: end - first }, (_, index) => rr(first + index));
}

function medianOfRange(rr: (beat: number) => number, first: number, end: number): number {
  const values = Float64Array.from(range(rr, first, end).filter((value) => !Number.isNaN(value)));
  return quantileOf(values.sort(), values.length, 0.5);
}

function leastOf(values: readonly number[]): number {
  return Math.min(...values.filter((value) => !Number.isNaN(value)));
}

function known(value: number): number {
  return Number.isNaN(value) ? 0 : value;
}

function slidingMean(values: Float64Array, reach: number): Float64Array {
  const output = new Float64Array(values.length);
  let sum = 0;
  let count = 0;
  const change = (value: number | undefined, sign: 1 | -1): void => {
    if (value === undefined || Number.isNaN(value)) return;
    sum += sign * value;
    count += sign;
  };
  for (let k = 0; k < reach; k += 1) change(values[k], 1);
  for (let centre = 0; centre < values.length; centre += 1) {
    change(values[centre + reach], 1);
    output[centre] = count === 0 ? Number.NaN : sum / count;
    change(values[centre - reach], -1);
  }
  return output;
}

/** Change of the interval over the interval, 0.01 to 1, on a scale of about -4 to 3.5. */
function irregularity(change: number): number {
  return Math.log2(change + 0.01) + 3.5;
}

/** 2 log2 of a ratio. */
function logRatio(a: number, b: number): number {
  const ratio = a / b;
  return Number.isFinite(ratio) ? 2 * Math.log2(Math.max(0.01, ratio)) : Number.NaN;
}
