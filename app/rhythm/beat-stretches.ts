import { LONGEST_INTERVAL_S } from '../domain/rr-gaps.ts';
import type { Span } from '../domain/regions.ts';

/** The beats that rhythm is read from. */
export interface RhythmBeats {
  /** Ascending, deleted beats left out. */
  readonly sample: Uint32Array;
  /** Index into BEAT_CLASSES. */
  readonly beatClass: Uint8Array;
  readonly sampleRateHz: number;
}

/** Beats [first, end) that follow each other without a break. */
export interface BeatStretch {
  readonly first: number;
  readonly end: number;
}

/**
 * Beats between which nothing is left out: excluded time takes its beats away and parts what lies
 * before it from what lies after it, so that no RR interval spans it. Intervals longer than
 * `longestIntervalS` part beats, too.
 * `excluded`: a sorted set of spans.
 */
export function beatStretches(
  { sample, sampleRateHz }: RhythmBeats,
  excluded: readonly Span[],
  longestIntervalS: number,
): BeatStretch[] {
  const longest = longestIntervalS * sampleRateHz;
  const stretches: BeatStretch[] = [];
  let first = 0;
  let span = 0;
  const close = (end: number): void => {
    if (end > first) stretches.push({ first, end });
  };
  for (let beat = 0; beat < sample.length; beat += 1) {
    const at = sample[beat] ?? 0;
    let parted = beat > first && at - (sample[beat - 1] ?? 0) > longest;
    while ((excluded[span]?.endSample ?? Infinity) <= at) {
      span += 1;
      parted = true;
    }
    const leftOut = (excluded[span]?.startSample ?? Infinity) <= at;
    if (!parted && !leftOut) continue;
    close(beat);
    first = leftOut ? beat + 1 : beat;
  }
  close(sample.length);
  return stretches;
}

/** Stretches for rhythms: an RR interval that is too long to be one is a gap, as for heart rate. */
export function rhythmStretches(beats: RhythmBeats, excluded: readonly Span[]): BeatStretch[] {
  return beatStretches(beats, excluded, LONGEST_INTERVAL_S);
}
