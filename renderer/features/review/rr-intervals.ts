import type { BeatTable } from './beat-table.ts';

/** A longer interval spans lost signal or missed beats and is no interval of a heart; ms. */
export const LONGEST_RR_MS = 10_000;
/** Intervals before a beat that its prematurity is judged by; fewer than this: not assessed. */
const BASIS_INTERVALS = 8;
const LEAST_BASIS_INTERVALS = 3;
const NORMAL_CLASS = 0;

/** The intervals around one beat; null where they are not assessed. */
export interface RrAround {
  readonly beforeMs: number | null;
  readonly afterMs: number | null;
  /**
   * How much earlier the beat came than expected, in percent of the median of the last up to eight
   * intervals between normal beats; negative when late.
   */
  readonly prematurityPercent: number | null;
  /** Intervals in that median. */
  readonly basis: number;
}

export function rrAround(table: BeatTable, index: number, sampleRateHz: number): RrAround {
  const beforeMs = intervalMs(table, index, sampleRateHz);
  const afterMs = intervalMs(table, index + 1, sampleRateHz);
  const normal = normalIntervalsBefore(table, index, sampleRateHz);
  const expectedMs = normal.length < LEAST_BASIS_INTERVALS ? null : median(normal);
  return {
    beforeMs,
    afterMs,
    prematurityPercent:
      beforeMs === null || expectedMs === null ? null : 100 * (1 - beforeMs / expectedMs),
    basis: normal.length,
  };
}

/** The interval that ends with a beat; null for the first one and across lost signal. */
function intervalMs(table: BeatTable, index: number, sampleRateHz: number): number | null {
  if (index <= 0 || index >= table.count) return null;
  const interval = ((table.sampleAt(index) - table.sampleAt(index - 1)) * 1000) / sampleRateHz;
  return interval <= LONGEST_RR_MS ? interval : null;
}

/** Nearest first; what lies before a gap says nothing about the rhythm after it. */
function normalIntervalsBefore(table: BeatTable, index: number, sampleRateHz: number): number[] {
  const intervals: number[] = [];
  const furthest = Math.max(1, index - 4 * BASIS_INTERVALS);
  for (let row = index - 1; row >= furthest && intervals.length < BASIS_INTERVALS; row -= 1) {
    const interval = intervalMs(table, row, sampleRateHz);
    if (interval === null) break;
    const bothNormal =
      table.beatClass[row] === NORMAL_CLASS && table.beatClass[row - 1] === NORMAL_CLASS;
    if (bothNormal) intervals.push(interval);
  }
  return intervals;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}
