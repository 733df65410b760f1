/** One class of the paper's Table 1, parts of 1 as printed. */
export interface PrintedScores {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly accuracy: number;
}

/** Table 1 of Ali, Ali and Hussain (2024). */
export const TABLE_ONE: Readonly<Record<string, PrintedScores>> = {
  N: { precision: 0.97, recall: 0.98, f1: 0.97, accuracy: 0.98 },
  S: { precision: 0.93, recall: 0.93, f1: 0.93, accuracy: 0.95 },
  V: { precision: 0.99, recall: 0.98, f1: 0.98, accuracy: 0.99 },
  F: { precision: 0.89, recall: 0.94, f1: 0.91, accuracy: 0.93 },
  Q: { precision: 1, recall: 0.99, f1: 1, accuracy: 1 },
};

/** The row "Proposed" of its Table 2. */
export const TABLE_TWO = { accuracy: 0.998, precision: 0.99, recall: 0.99 } as const;

/** Half of a printed digit: a figure lies at most so far from what was rounded. */
const ROUNDING = 0.005;

/** Whether a test set can have given Table 1. */
export interface TableOneCheck {
  /** Mean of the accuracy column. */
  readonly meanAccuracy: number;
  /** Mean of the recall column: the overall accuracy on as many beats of every class. */
  readonly meanRecall: number;
  /** Normal beats that the printed recall of N leaves to the other classes, at least. */
  readonly normalsElsewhere: number;
  /** Beats of other classes that the four other precisions leave room for, at most. */
  readonly roomElsewhere: number;
  /** Given to every printed figure. */
  readonly rounding: number;
  readonly feasible: boolean;
}

/**
 * Holds the printed precision and recall against the size of a test set (beats of N, S, V, F, Q).
 * Recall of N says how many normal beats at least were called something else; a class's recall and
 * precision say how many foreign beats at most were called by its name: with recall r of n beats and
 * precision p, at most n r (1 - p) / p. Rounding is given to the table throughout. Where the first
 * number is larger than the sum of the second ones, no confusion matrix on this test set has the
 * table's figures.
 */
export function checkTableOne(counts: readonly number[], rounding = ROUNDING): TableOneCheck {
  const rows = Object.values(TABLE_ONE);
  const normal = rows[0] as PrintedScores;
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const normalsElsewhere = Math.ceil((counts[0] ?? 0) * (1 - normal.recall - rounding));
  const room = rows.slice(1).map(({ precision, recall }, index) => {
    const hits = (counts[index + 1] ?? 0) * Math.min(1, recall + rounding);
    const lowest = precision - rounding;
    return (hits * (1 - lowest)) / lowest;
  });
  const roomElsewhere = Math.floor(room.reduce((sum, value) => sum + value, 0));
  return {
    meanAccuracy: mean(rows.map(({ accuracy }) => accuracy)),
    meanRecall: mean(rows.map(({ recall }) => recall)),
    normalsElsewhere,
    roomElsewhere,
    rounding,
    feasible: normalsElsewhere <= roomElsewhere,
  };
}
