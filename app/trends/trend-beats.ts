import type { Span } from '../domain/regions.ts';
import { rrGaps } from '../domain/rr-gaps.ts';

/** What every trend is computed from. */
export interface TrendBeats {
  /** Ascending, deleted beats left out. */
  readonly sample: Uint32Array;
  /** Index into BEAT_CLASSES. */
  readonly beatClass: Uint8Array;
  readonly sampleRateHz: number;
  /** Length of the recording. */
  readonly sampleCount: number;
  /** Time that nothing is computed from: a sorted set of spans. */
  readonly excluded: readonly Span[];
  /** 1 for a beat whose interval to the beat before it is no RR interval: of `rrGaps`. */
  readonly gaps: Uint8Array;
}

export function trendBeats(beats: Omit<TrendBeats, 'gaps'>): TrendBeats {
  return { ...beats, gaps: rrGaps(beats.sample, beats.sampleRateHz, beats.excluded) };
}

/** The interval that ends with a beat, in ms; only a beat that is not the first has one. */
export function intervalBeforeMs({ sample, sampleRateHz }: TrendBeats, beat: number): number {
  return (((sample[beat] ?? 0) - (sample[beat - 1] ?? 0)) * 1000) / sampleRateHz;
}
