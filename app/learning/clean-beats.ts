import { qualityReasons, type QualityReason } from '../signal/beat-quality.ts';

export interface CleanedBeats {
  /** Positions of the beats that are good enough, in the order given. */
  readonly kept: Uint32Array;
  /** The others, counted under each of their reasons; a reason that nothing was left out for is absent. */
  readonly leftOut: readonly {
    readonly reason: QualityReason;
    readonly byClass: readonly number[];
  }[];
}

/**
 * Leaves beats that were badly recorded out of a training set. For training beats only: beats that
 * are tested on are what they are. `verdicts` (of `beatQuality`) and `beatClass` are of the whole
 * set, `positions` those of the beats in question.
 */
export function cleanBeats(
  positions: Uint32Array,
  verdicts: Uint8Array,
  beatClass: Uint8Array,
  classes: number,
): CleanedBeats {
  const counts = new Map<QualityReason, number[]>();
  for (const position of positions) {
    const own = beatClass[position] as number;
    for (const reason of qualityReasons(verdicts[position] as number)) {
      const byClass = counts.get(reason) ?? Array.from({ length: classes }, () => 0);
      byClass[own] = (byClass[own] ?? 0) + 1;
      counts.set(reason, byClass);
    }
  }
  return {
    kept: positions.filter((position) => verdicts[position] === 0),
    leftOut: Array.from(counts, ([reason, byClass]) => ({ reason, byClass })),
  };
}
