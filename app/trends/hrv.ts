import type { NnIntervals } from './nn-intervals.ts';
import { poincareSpread } from './poincare.ts';
import { bandPowers } from './spectrum.ts';
import { meanOf, standardDeviation } from './spread.ts';
import {
  coveredSegments,
  LEAST_COVERED_SHARE,
  sdann,
  sdnnIndex,
  SEGMENT_S,
  successiveDifferences,
  triangularIndex,
} from './time-domain.ts';

/** Every measure of heart rate variability, in the order of tables and reports. */
export const HRV_MEASURE_IDS = [
  'mean-nn',
  'sdnn',
  'sdann',
  'sdnn-index',
  'rmssd',
  'pnn50',
  'triangular-index',
  'vlf',
  'lf',
  'hf',
  'lf-hf',
  'sd1',
  'sd2',
] as const;
export type HrvMeasureId = (typeof HRV_MEASURE_IDS)[number];

export interface HrvMeasureText {
  readonly name: string;
  /** Empty for a ratio. */
  readonly unit: string;
  readonly decimals: number;
  readonly definition: string;
}

const MINUTES = SEGMENT_S / 60;
const COVERED = `five-minute segments of which NN intervals cover ${100 * LEAST_COVERED_SHARE} %`;
const LOMB = `Lomb–Scargle periodogram of ${COVERED} or more, linear trend taken out, averaged`;

/** Names and definitions; those of the Task Force (Circulation 1996; 93: 1043) where it has them. */
export const HRV_MEASURES: Readonly<Record<HrvMeasureId, HrvMeasureText>> = {
  'mean-nn': measure('Mean NN', 'ms', 0, 'Mean of all NN intervals.'),
  sdnn: measure('SDNN', 'ms', 1, 'Standard deviation of all NN intervals.'),
  sdann: measure(
    'SDANN',
    'ms',
    1,
    `Standard deviation of the mean NN intervals of the ${COVERED} or more.`,
  ),
  'sdnn-index': measure(
    'SDNN index',
    'ms',
    1,
    `Mean of the standard deviations of NN intervals of the ${COVERED} or more.`,
  ),
  rmssd: measure(
    'RMSSD',
    'ms',
    1,
    'Root mean square of the differences between NN intervals that follow one another directly.',
  ),
  pnn50: measure(
    'pNN50',
    '%',
    1,
    'Share of the pairs of NN intervals that follow one another directly and differ by over 50 ms.',
  ),
  'triangular-index': measure(
    'Triangular index',
    '',
    1,
    'All NN intervals over those in the fullest bin of their histogram; bins of 1/128 s.',
  ),
  vlf: measure(
    'VLF',
    'ms²',
    0,
    `Power from 0.003 to 0.04 Hz. ${LOMB}. Over five minutes it is a rough measure (Task Force).`,
  ),
  lf: measure('LF', 'ms²', 0, `Power from 0.04 to 0.15 Hz. ${LOMB}.`),
  hf: measure('HF', 'ms²', 0, `Power from 0.15 to 0.4 Hz. ${LOMB}.`),
  'lf-hf': measure('LF/HF', '', 2, 'Ratio of the averaged powers.'),
  sd1: measure(
    'SD1',
    'ms',
    1,
    'Spread of the Poincaré plot of NN intervals across the line of identity.',
  ),
  sd2: measure('SD2', 'ms', 1, 'Spread of the Poincaré plot of NN intervals along the line.'),
};

/** A measure's value, or why there is none. */
export interface HrvValue {
  readonly id: HrvMeasureId;
  readonly value: number | null;
  /** A sentence; null where there is a value. */
  readonly reason: string | null;
}

export interface HeartRateVariability {
  readonly values: readonly HrvValue[];
  /** What they rest on. */
  readonly nnIntervals: number;
  readonly nnTimeS: number;
  /** Pairs of NN intervals that follow one another directly. */
  readonly pairs: number;
  /** Segments of five minutes that NN intervals cover well enough. */
  readonly segments: number;
}

/** Shortest recording that the Task Force computes variability of. */
const LEAST_NN_S = 300;
/** The Task Force asks for 20 minutes for geometrical measures. */
const LEAST_TRIANGULAR_NN_S = 1200;
/** An hour: the spread of fewer means says little of their day. */
const LEAST_SEGMENTS = 12;

export function heartRateVariability(intervals: NnIntervals): HeartRateVariability {
  const { ms, count } = intervals;
  const nnTimeS = ms.reduce((sum, interval) => sum + interval, 0) / 1000;
  const covered = coveredSegments(intervals);
  const differences = successiveDifferences(intervals);
  const powers = bandPowers(intervals, covered);
  const spread = poincareSpread(intervals);

  const tooShort = tooLittleTime(nnTimeS, LEAST_NN_S);
  const noPairs = differences.pairs > 1 ? null : 'No NN intervals follow one another directly.';
  const noSegment = covered.length > 0 ? null : tooFewSegments(0, 1);
  const fewSegments =
    covered.length >= LEAST_SEGMENTS ? null : tooFewSegments(covered.length, LEAST_SEGMENTS);
  const computed: Record<HrvMeasureId, readonly [value: number, reason: string | null]> = {
    'mean-nn': [meanOf(ms), tooShort],
    sdnn: [standardDeviation(ms), tooShort],
    sdann: [sdann(intervals, covered), fewSegments],
    'sdnn-index': [sdnnIndex(intervals, covered), fewSegments],
    rmssd: [differences.rmssd, tooShort ?? noPairs],
    pnn50: [differences.pnn50, tooShort ?? noPairs],
    'triangular-index': [triangularIndex(intervals), tooLittleTime(nnTimeS, LEAST_TRIANGULAR_NN_S)],
    vlf: [powers.vlf, noSegment],
    lf: [powers.lf, noSegment],
    hf: [powers.hf, noSegment],
    'lf-hf': [powers.lf / powers.hf, noSegment ?? (powers.hf > 0 ? null : 'There is no HF power.')],
    sd1: [spread.sd1, tooShort ?? noPairs],
    sd2: [spread.sd2, tooShort ?? noPairs],
  };
  return {
    values: HRV_MEASURE_IDS.map((id) => {
      const [value, reason] = computed[id];
      return { id, value: reason === null ? value : null, reason };
    }),
    nnIntervals: count,
    nnTimeS,
    pairs: differences.pairs,
    segments: covered.length,
  };
}

function measure(name: string, unit: string, decimals: number, definition: string): HrvMeasureText {
  return { name, unit, decimals, definition };
}

function tooLittleTime(nnTimeS: number, leastS: number): string | null {
  if (nnTimeS >= leastS) return null;
  const minutes = (nnTimeS / 60).toFixed(1);
  return `Needs ${leastS / 60} min of NN intervals; there are ${minutes} min.`;
}

function tooFewSegments(segments: number, least: number): string {
  return (
    `Needs ${least === 1 ? 'a segment' : `${least} segments`} of ${MINUTES} min of which NN ` +
    `intervals cover ${100 * LEAST_COVERED_SHARE} % or more; there ` +
    (segments === 1 ? 'is 1.' : `are ${segments === 0 ? 'none' : segments}.`)
  );
}
