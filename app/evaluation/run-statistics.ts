import { percentage } from './percentage.ts';

/** Runs of this length and longer, and episodes of fibrillation, are counted alike. */
export const LONGEST_RUN = 6;

const SIDE = LONGEST_RUN + 1;

/** Counts of runs by length, 0 to 6 and more: in the reference (row) and the test reading (column). */
export class RunMatrix {
  readonly counts = new Float64Array(SIDE * SIDE);

  count(referenceLength: number, testLength: number): number {
    return this.counts[referenceLength * SIDE + testLength] ?? 0;
  }

  increment(referenceLength: number, testLength: number): void {
    const cell = referenceLength * SIDE + testLength;
    this.counts[cell] = (this.counts[cell] ?? 0) + 1;
  }

  /** Sum over inclusive ranges of lengths. */
  sum(reference: LengthRange, test: LengthRange): number {
    let total = 0;
    for (let row = reference[0]; row <= reference[1]; row++) {
      for (let column = test[0]; column <= test[1]; column++) total += this.count(row, column);
    }
    return total;
  }

  add(other: RunMatrix): void {
    other.counts.forEach((count, cell) => {
      this.counts[cell] = (this.counts[cell] ?? 0) + count;
    });
  }
}

type LengthRange = readonly [shortest: number, longest: number];

export const RUN_LENGTHS = ['couplet', 'short', 'long'] as const;

/** A pair of beats, a run of three to five, a run of six and more. */
export type RunLength = (typeof RUN_LENGTHS)[number];

const LENGTHS: Record<RunLength, LengthRange> = {
  couplet: [2, 2],
  short: [3, 5],
  long: [LONGEST_RUN, LONGEST_RUN],
};

/**
 * How well runs of one length are found. Sensitivity goes by the runs of the reference, predictivity
 * by those of the test reading, so each has true positives of its own. Percent, null if undefined.
 */
export interface RunRate {
  readonly foundRuns: number;
  readonly missedRuns: number;
  readonly sensitivity: number | null;
  readonly trueRuns: number;
  readonly falseRuns: number;
  readonly positivePredictivity: number | null;
}

export type RunStatistics = Readonly<Record<RunLength, RunRate>>;

/** Both tables of one kind of run. */
export interface RunTables {
  /** Runs located by the reference. */
  readonly sensitivity: RunMatrix;
  /** Runs located by the test reading. */
  readonly predictivity: RunMatrix;
}

/** A run counts as found when the other reading has one of the same name's shortest length or longer. */
export function runStatistics(tables: RunTables): RunStatistics {
  return {
    couplet: runRate(tables, LENGTHS.couplet),
    short: runRate(tables, LENGTHS.short),
    long: runRate(tables, LENGTHS.long),
  };
}

function runRate({ sensitivity, predictivity }: RunTables, lengths: LengthRange): RunRate {
  const enough: LengthRange = [lengths[0], LONGEST_RUN];
  const tooShort: LengthRange = [0, lengths[0] - 1];
  const foundRuns = sensitivity.sum(lengths, enough);
  const missedRuns = sensitivity.sum(lengths, tooShort);
  const trueRuns = predictivity.sum(enough, lengths);
  const falseRuns = predictivity.sum(tooShort, lengths);
  return {
    foundRuns,
    missedRuns,
    sensitivity: percentage(foundRuns, foundRuns + missedRuns),
    trueRuns,
    falseRuns,
    positivePredictivity: percentage(trueRuns, trueRuns + falseRuns),
  };
}
