import type { NnIntervals } from './nn-intervals.ts';
import type { TrendBeats } from './trend-beats.ts';
import { intervalBeforeMs } from './trend-beats.ts';

/** Bins are as many whole samples as come nearest to this: others would be unevenly full. */
const BIN_MS = 8;
/** Longer intervals share the last bin. */
export const LONGEST_BIN_MS = 2500;

export const RR_HISTOGRAM_DEFINITION =
  'RR intervals of all beats in analysed time, and the NN intervals among them. The last bin holds ' +
  `all intervals of ${LONGEST_BIN_MS / 1000} s and more.`;

/** Counts of RR intervals by length. */
export interface RrHistogram {
  readonly binMs: number;
  /** Lower edge of bin 0, ms. */
  readonly fromMs: number;
  readonly all: Uint32Array;
  readonly nn: Uint32Array;
}

export function rrHistogram(beats: TrendBeats, intervals: NnIntervals): RrHistogram {
  const { gaps, sampleRateHz } = beats;
  const binMs = (Math.max(1, Math.round((BIN_MS * sampleRateHz) / 1000)) * 1000) / sampleRateHz;
  // Half a bin lower, so that no length that occurs lies on an edge.
  const fromMs = -binMs / 2;
  const binOf = (ms: number): number => Math.floor((Math.min(ms, LONGEST_BIN_MS) - fromMs) / binMs);
  const all = new Uint32Array(binOf(LONGEST_BIN_MS) + 1);
  const nn = new Uint32Array(all.length);
  const count = (bins: Uint32Array, ms: number): void => {
    const bin = binOf(ms);
    bins[bin] = (bins[bin] ?? 0) + 1;
  };
  for (let beat = 1; beat < gaps.length; beat += 1) {
    if (gaps[beat] === 0) count(all, intervalBeforeMs(beats, beat));
  }
  for (const ms of intervals.ms) count(nn, ms);
  return { binMs, fromMs, all, nn };
}
