import type { Evaluation } from '../../../app/contract/training.ts';
import { BEAT_CLASSES, beatClassIndex, type BeatClass } from '../../../app/domain/beat-class.ts';
import { wilsonInterval, type Interval } from '../../../app/evaluation/wilson-interval.ts';

/** One number before and after training; null where a model's share is undefined. */
export interface MetricChange {
  readonly before: number | null;
  readonly after: number | null;
  /** after - before, or null when one of them is undefined. */
  readonly delta: number | null;
  /** 95 % interval of the new value; F1 is no proportion and has none. */
  readonly interval: Interval | null;
}

export interface ClassComparison {
  readonly beatClass: BeatClass;
  /** Held-out beats of the class. */
  readonly support: number;
  readonly precision: MetricChange;
  readonly recall: MetricChange;
  readonly f1: MetricChange;
}

/** Changes smaller than the shown digits are no change. */
const SMALLEST_SHOWN = 0.0005;

export function isWorse({ delta }: MetricChange): boolean {
  return delta !== null && delta < -SMALLEST_SHOWN;
}

export function isBetter({ delta }: MetricChange): boolean {
  return delta !== null && delta > SMALLEST_SHOWN;
}

export function change(
  before: number | null,
  after: number | null,
  interval: Interval | null = null,
): MetricChange {
  const delta = before === null || after === null ? null : after - before;
  return { before, after, delta, interval };
}

/** Held-out classes, the one that lost most F1 first; classes without a held-out beat are left out. */
export function compareEvaluations(before: Evaluation, after: Evaluation): ClassComparison[] {
  const rows = BEAT_CLASSES.filter((beatClass) => rowOf(after, beatClass).support > 0).map(
    (beatClass) => compareClass(beatClass, before, after),
  );
  return rows.toSorted((a, b) => loss(b) - loss(a));
}

/** What a class lost: its fall in F1, or in the worse of its two shares where F1 is undefined. */
function loss({ f1, precision, recall }: ClassComparison): number {
  const falls = f1.delta === null ? [precision.delta, recall.delta] : [f1.delta];
  return Math.max(0, ...falls.map((delta) => (delta === null ? 0 : -delta)));
}

function compareClass(
  beatClass: BeatClass,
  before: Evaluation,
  after: Evaluation,
): ClassComparison {
  const old = rowOf(before, beatClass);
  const now = rowOf(after, beatClass);
  const index = beatClassIndex(beatClass);
  const found = after.confusion[index]?.[index] ?? 0;
  const called = after.confusion.reduce((sum, row) => sum + (row[index] ?? 0), 0);
  return {
    beatClass,
    support: now.support,
    precision: change(old.precision, now.precision, wilsonInterval(found, called)),
    recall: change(old.recall, now.recall, wilsonInterval(found, now.support)),
    f1: change(old.f1, now.f1),
  };
}

function rowOf(
  evaluation: Evaluation,
  beatClass: BeatClass,
): NonNullable<Evaluation['byClass'][BeatClass]> {
  return evaluation.byClass[beatClass] ?? { support: 0, precision: null, recall: null, f1: null };
}

export type Verdict =
  | { readonly kind: 'better' | 'same' }
  | { readonly kind: 'worse'; readonly classes: readonly BeatClass[] };

/** The gate in one word: any class that lost precision, recall or F1 makes it "worse". */
export function verdictOf(rows: readonly ClassComparison[]): Verdict {
  const worse = rows.filter((row) => [row.precision, row.recall, row.f1].some(isWorse));
  if (worse.length > 0) {
    return { kind: 'worse', classes: [...new Set(worse.map(({ beatClass }) => beatClass))] };
  }
  const better = rows.some((row) => [row.precision, row.recall, row.f1].some(isBetter));
  return { kind: better ? 'better' : 'same' };
}
