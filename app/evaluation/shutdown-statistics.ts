import { BEAT_CLASSES, type BeatClass } from '../domain/beat-class.ts';
import type { BeatMatrix } from './beat-matrix.ts';
import type { ComparisonRules } from './comparison-rules.ts';
import { percentage } from './percentage.ts';

/** Beats of the reference that fell into stretches which the test reading calls unreadable. */
export interface ShutdownStatistics {
  readonly missed: Readonly<Record<BeatClass, number>>;
  readonly beats: Readonly<Record<BeatClass, number>>;
  /** Percent of each class; null where there is none. */
  readonly missedPercent: Readonly<Record<BeatClass, number | null>>;
  /** Percent of all beats. As bxb forms it, S beats do not count among the missed. */
  readonly missedPercentOfAll: number | null;
  readonly missedOfAll: number;
  readonly allBeats: number;
}

export function shutdownStatistics(matrix: BeatMatrix, rules: ComparisonRules): ShutdownStatistics {
  const missed = perClass((beatClass) => matrix.count(beatClass, 'x'));
  const beats = perClass((beatClass) => matrix.sum(beatClass, 'nsvfqox'));
  const allBeats = matrix.sum('NSVFQ', 'nsvfqox');
  const missedOfAll = matrix.sum(rules === 'reference' ? 'NVFQ' : 'NSVFQ', 'x');
  return {
    missed,
    beats,
    missedPercent: perClass((beatClass) => percentage(missed[beatClass], beats[beatClass])),
    missedPercentOfAll: percentage(missedOfAll, allBeats),
    missedOfAll,
    allBeats,
  };
}

function perClass<Value>(valueOf: (beatClass: BeatClass) => Value): Record<BeatClass, Value> {
  const [n, s, v, f, q] = BEAT_CLASSES;
  return { N: valueOf(n), S: valueOf(s), V: valueOf(v), F: valueOf(f), Q: valueOf(q) };
}
