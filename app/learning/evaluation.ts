import { BEAT_CLASSES } from '../domain/beat-class.ts';

/** How one class did; null where a quotient has no denominator. */
export interface MetricRow {
  /** Reference beats of the class. */
  readonly support: number;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
}

/** How a classifier did on some beats. */
export interface Evaluation {
  readonly beats: number;
  readonly accuracy: number | null;
  readonly macroF1: number | null;
  /** By name of the class, in the order of the confusion matrix. */
  readonly byClass: Record<string, MetricRow>;
  readonly confusion: Confusion;
}

/** Rows are the reference class, columns the model's. */
export type Confusion = number[][];

export function emptyConfusion(classes: number = BEAT_CLASSES.length): Confusion {
  return Array.from({ length: classes }, () => Array.from({ length: classes }, () => 0));
}

/** Adds beats to a confusion matrix; the arrays hold class indices and are equally long. */
export function countConfusion(
  confusion: Confusion,
  reference: Uint8Array,
  predicted: Uint8Array,
): void {
  for (let beat = 0; beat < reference.length; beat += 1) {
    const row = confusion[reference[beat] as number];
    const column = predicted[beat] as number;
    if (row?.[column] === undefined) {
      throw new RangeError(`Beat ${beat} has a class that does not exist`);
    }
    row[column] += 1;
  }
}

/**
 * Precision, recall and F1 of every class. A class without reference beats and without predictions
 * has none of them (null), and the macro mean is over the classes that have reference beats. Only the
 * first `judged` classes are: a last one that stands for "no beat" takes part in the others alone.
 */
export function evaluate(
  confusion: Confusion,
  classNames: readonly string[] = BEAT_CLASSES,
  judged: number = classNames.length,
): Evaluation {
  let beats = 0;
  let right = 0;
  const columnSums = classNames.map(() => 0);
  confusion.forEach((row, reference) => {
    row.forEach((count, predicted) => {
      beats += count;
      columnSums[predicted] = (columnSums[predicted] ?? 0) + count;
      if (reference === predicted) right += count;
    });
  });
  const rows = classNames.slice(0, judged).map((name, index): [string, MetricRow] => {
    const support = (confusion[index] ?? []).reduce((sum, count) => sum + count, 0);
    return [name, metricRow(confusion[index]?.[index] ?? 0, support, columnSums[index] ?? 0)];
  });
  const f1s = rows.flatMap(([, row]) => (row.support > 0 ? [row.f1 ?? 0] : []));
  return {
    beats,
    accuracy: ratio(right, beats),
    macroF1: ratio(
      f1s.reduce((sum, f1) => sum + f1, 0),
      f1s.length,
    ),
    byClass: Object.fromEntries(rows),
    confusion: confusion.map((row) => [...row]),
  };
}

function metricRow(hits: number, support: number, predicted: number): MetricRow {
  return {
    support,
    precision: ratio(hits, predicted),
    recall: ratio(hits, support),
    f1: ratio(2 * hits, support + predicted),
  };
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
