import type { Evaluation } from '../../../app/contract/training.ts';
import type { ComparisonTable } from '../../../app/contract/training-governance.ts';
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

export type FigureName = 'precision' | 'recall' | 'f1';

/** A figure of a class that fell. */
export interface Fall {
  readonly beatClass: BeatClass;
  readonly figure: FigureName;
}

export type Verdict =
  | { readonly kind: 'better' | 'same' }
  /** `worse`: an F1 fell; `mixed`: only a precision or a recall did. */
  | { readonly kind: 'worse' | 'mixed'; readonly falls: readonly Fall[] };

const FIGURES: readonly FigureName[] = ['f1', 'precision', 'recall'];

/** The gate in one word, with every figure that fell: each class and figure once. */
export function verdictOf(rows: readonly ClassComparison[]): Verdict {
  const falls = new Map<string, Fall>();
  for (const row of rows) {
    for (const figure of FIGURES) {
      const { beatClass } = row;
      if (isWorse(row[figure])) falls.set(`${beatClass} ${figure}`, { beatClass, figure });
    }
  }
  if (falls.size > 0) {
    const all = [...falls.values()];
    return { kind: all.some(({ figure }) => figure === 'f1') ? 'worse' : 'mixed', falls: all };
  }
  const better = rows.some((row) => [row.precision, row.recall, row.f1].some(isBetter));
  return { kind: better ? 'better' : 'same' };
}

/** A set of beats on which both models were compared, and the titles of others with the same figures. */
export interface DistinctTable {
  readonly table: ComparisonTable;
  readonly sameAs: readonly string[];
}

/** Tables that hold the same beats and figures, as those of a single recording do, as one. */
export function distinctTables(tables: readonly ComparisonTable[]): DistinctTable[] {
  const byFigures = new Map<string, DistinctTable>();
  for (const table of tables) {
    const { id, before, after, byRecording } = table;
    // Others are of other beats, whatever their figures.
    const beats = id === 'own-recording' ? 'later-time' : id;
    const figures = JSON.stringify([beats, before, after, byRecording]);
    const first = byFigures.get(figures);
    byFigures.set(
      figures,
      first === undefined
        ? { table, sameAs: [] }
        : { ...first, sameAs: [...first.sameAs, table.title] },
    );
  }
  return [...byFigures.values()];
}
