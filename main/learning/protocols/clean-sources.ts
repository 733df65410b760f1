import type { ProtocolResult } from '../../../app/contract/protocol-result.ts';
import { BEAT_CLASSES } from '../../../app/domain/beat-class.ts';
import { cleanBeats } from '../../../app/learning/clean-beats.ts';
import {
  beatQuality,
  QUALITY_REASON_NAMES,
  type QualityReason,
} from '../../../app/signal/beat-quality.ts';
import type { BeatSource } from './beat-source.ts';
import { countsByClass } from './result-words.ts';

export interface CleanedSources {
  readonly sources: readonly BeatSource[];
  /** As results tell it. */
  readonly leftOut: NonNullable<ProtocolResult['counts'][number]['leftOut']>;
}

/**
 * Recordings to learn from, less their badly recorded beats (in the first lead). The beats that are
 * left out still are part of the rhythm. Never for recordings that are tested on.
 */
export function cleanSources(sources: readonly BeatSource[]): CleanedSources {
  const totals = new Map<QualityReason, number[]>();
  const cleaned = sources.map((source) => {
    const { reader, beatSamples, beatClass, counted } = source;
    const verdicts = beatQuality(reader, 0, beatSamples);
    const { kept, leftOut } = cleanBeats(counted, verdicts, beatClass, BEAT_CLASSES.length);
    for (const { reason, byClass } of leftOut) {
      const total = totals.get(reason);
      totals.set(reason, total?.map((count, own) => count + (byClass[own] ?? 0)) ?? [...byClass]);
    }
    return { ...source, counted: kept };
  });
  const leftOut = Array.from(totals, ([reason, counts]) => ({
    reason: QUALITY_REASON_NAMES[reason],
    byClass: countsByClass(counts),
  }));
  return { sources: cleaned, leftOut };
}
