import type { Confusion } from './evaluation.ts';

/** How one class did against the rest; null where a quotient has no denominator. */
export interface ClassScores {
  readonly support: number;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
  /** (TP + TN) / all. */
  readonly accuracy: number | null;
}

export interface Scores {
  readonly count: number;
  /** Part that was called right. */
  readonly accuracy: number | null;
  /** Mean recall of the classes that have members. */
  readonly balancedAccuracy: number | null;
  /** Mean F1 of the classes that have members. */
  readonly macroF1: number | null;
  readonly byClass: readonly ClassScores[];
}

/**
 * Scores of a confusion matrix (rows reference, columns predicted). Only the first `judged` classes
 * are: a last one that stands for "no beat" takes part in precision and recall of the others alone.
 */
export function scoresOf(confusion: Confusion, judged: number = confusion.length): Scores {
  const rowSums = confusion.map((row) => sum(row));
  const count = sum(rowSums);
  const right = sum(confusion.map((row, index) => row[index] ?? 0));
  const byClass = Array.from({ length: judged }, (_, own): ClassScores => {
    const hits = confusion[own]?.[own] ?? 0;
    const support = rowSums[own] ?? 0;
    const predicted = sum(confusion.map((row) => row[own] ?? 0));
    return {
      support,
      precision: ratio(hits, predicted),
      recall: ratio(hits, support),
      f1: ratio(2 * hits, support + predicted),
      accuracy: ratio(count - support - predicted + 2 * hits, count),
    };
  });
  const present = byClass.filter(({ support }) => support > 0);
  return {
    count,
    accuracy: ratio(right, count),
    balancedAccuracy: ratio(sum(present.map(({ recall }) => recall ?? 0)), present.length),
    macroF1: ratio(sum(present.map(({ f1 }) => f1 ?? 0)), present.length),
    byClass,
  };
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
