import type { NnIntervals } from './nn-intervals.ts';
import { meanOf, standardDeviation } from './spread.ts';

/**
 * Heart rate variability in the time domain, as defined by the Task Force of the ESC and the NASPE
 * (Circulation 1996; 93: 1043-1065).
 */

/** Length of segments, counted from the start of the recording. */
export const SEGMENT_S = 300;
/** A segment counts when NN intervals cover at least this share of it. */
export const LEAST_COVERED_SHARE = 0.8;
/** Width of a bin of the triangular index: 1/128 s, the precision that the Task Force compares at. */
const TRIANGULAR_BIN_MS = 1000 / 128;
const NN50_MS = 50;

/** NN intervals of one segment: indices [first, end) of the list. */
export interface NnSegment {
  readonly first: number;
  readonly end: number;
  /** Sum of the segment's NN intervals. */
  readonly coveredS: number;
}

/** NN intervals of the segments that they cover well; the rest say too little of their minutes. */
export function coveredSegments({ count, endS, ms }: NnIntervals): NnSegment[] {
  const segments: NnSegment[] = [];
  for (let first = 0; first < count;) {
    // An interval belongs where it ends.
    const limitS = (Math.floor((endS[first] ?? 0) / SEGMENT_S) + 1) * SEGMENT_S;
    let end = first;
    let sumMs = 0;
    for (; end < count && (endS[end] ?? 0) < limitS; end += 1) sumMs += ms[end] ?? 0;
    const coveredS = sumMs / 1000;
    if (coveredS >= LEAST_COVERED_SHARE * SEGMENT_S) segments.push({ first, end, coveredS });
    first = end;
  }
  return segments;
}

/** Standard deviation of the segments' means, ms. */
export function sdann({ ms }: NnIntervals, segments: readonly NnSegment[]): number {
  return standardDeviation(
    Float64Array.from(segments, ({ first, end }) => meanOf(ms.subarray(first, end))),
  );
}

/** Mean of the segments' standard deviations, ms. */
export function sdnnIndex({ ms }: NnIntervals, segments: readonly NnSegment[]): number {
  return meanOf(
    Float64Array.from(segments, ({ first, end }) => standardDeviation(ms.subarray(first, end))),
  );
}

/** Statistics of pairs of NN intervals that share a beat. */
export interface SuccessiveDifferences {
  readonly pairs: number;
  /** ms; NaN without a pair. */
  readonly rmssd: number;
  /** Percent of pairs that differ by more than 50 ms; NaN without a pair. */
  readonly pnn50: number;
}

export function successiveDifferences({ count, ms, follows }: NnIntervals): SuccessiveDifferences {
  let pairs = 0;
  let squares = 0;
  let above = 0;
  for (let index = 1; index < count; index += 1) {
    if (follows[index] === 0) continue;
    const difference = (ms[index] ?? 0) - (ms[index - 1] ?? 0);
    pairs += 1;
    squares += difference ** 2;
    if (Math.abs(difference) > NN50_MS) above += 1;
  }
  return { pairs, rmssd: Math.sqrt(squares / pairs), pnn50: (100 * above) / pairs };
}

/** All NN intervals over those in the fullest bin of their histogram; NaN without any. */
export function triangularIndex({ count, ms }: NnIntervals): number {
  const bins = new Map<number, number>();
  let fullest = 0;
  for (const interval of ms) {
    const bin = Math.floor(interval / TRIANGULAR_BIN_MS);
    const filled = (bins.get(bin) ?? 0) + 1;
    bins.set(bin, filled);
    fullest = Math.max(fullest, filled);
  }
  return count / fullest;
}
