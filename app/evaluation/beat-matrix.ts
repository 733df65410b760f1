import { BEAT_CLASSES, type BeatClass } from '../domain/beat-class.ts';

/**
 * Rows of the EC57 matrix: the reference label. `O` and `X` are what an extra detection pairs with:
 * no beat, and no beat in a stretch that the reference calls unreadable (shutdown).
 */
export const REFERENCE_ROWS = [...BEAT_CLASSES, 'O', 'X'] as const;

/** Columns: the test label in lower case; `o` missed, `x` missed in a shutdown of the test file. */
export const TEST_COLUMNS = ['n', 's', 'v', 'f', 'q', 'o', 'x'] as const;

export type ReferenceRow = (typeof REFERENCE_ROWS)[number];
export type TestColumn = (typeof TEST_COLUMNS)[number];

const SIDE = 7;

/** Row, and column, of "no beat" and of "no beat: shutdown". */
export const NO_BEAT = 5;
export const SHUTDOWN = 6;
/** Neither row nor column: what is paired with it is not counted. */
export const UNLABELLED = 7;

/** Counts of one or many comparisons; 7 x 7, row by row. The corner O,X by o,x stays empty. */
export class BeatMatrix {
  readonly counts = new Float64Array(SIDE * SIDE);

  static cell(row: number, column: number): number {
    return row * SIDE + column;
  }

  count(row: ReferenceRow, column: TestColumn): number {
    const cell = BeatMatrix.cell(REFERENCE_ROWS.indexOf(row), TEST_COLUMNS.indexOf(column));
    return this.counts[cell] ?? 0;
  }

  /** Sum over all pairings of the given rows with the given columns, e.g. `sum('OX', 'nsvfq')`. */
  sum(rows: string, columns: string): number {
    let total = 0;
    REFERENCE_ROWS.forEach((row) => {
      if (!rows.includes(row)) return;
      TEST_COLUMNS.forEach((column) => {
        if (columns.includes(column)) total += this.count(row, column);
      });
    });
    return total;
  }

  add(other: BeatMatrix): void {
    other.counts.forEach((count, cell) => {
      this.counts[cell] = (this.counts[cell] ?? 0) + count;
    });
  }

  /** The rows as plain numbers, for JSON. */
  toRows(): Record<ReferenceRow, readonly number[]> {
    const row = (index: number) =>
      Array.from(this.counts.subarray(index * SIDE, (index + 1) * SIDE));
    return { N: row(0), S: row(1), V: row(2), F: row(3), Q: row(4), O: row(5), X: row(6) };
  }
}

/** Where a counted pair lies; a sample is -1 on the side that has no beat. */
export interface BeatPair {
  readonly referenceSample: number;
  readonly testSample: number;
}

/** Every counted pair in the order of comparison, as columns. */
export class BeatPairs {
  length = 0;
  readonly #cell: Uint8Array;
  readonly #referenceSample: Float64Array;
  readonly #testSample: Float64Array;

  /** `capacity`: reference plus test beats is always enough, each ends in one pair at most. */
  constructor(capacity: number) {
    this.#cell = new Uint8Array(capacity);
    this.#referenceSample = new Float64Array(capacity);
    this.#testSample = new Float64Array(capacity);
  }

  push(cell: number, referenceSample: number, testSample: number): void {
    this.#cell[this.length] = cell;
    this.#referenceSample[this.length] = referenceSample;
    this.#testSample[this.length] = testSample;
    this.length++;
  }

  /** The beats behind one cell of the matrix. */
  inCell(row: ReferenceRow, column: TestColumn): BeatPair[] {
    const cell = BeatMatrix.cell(REFERENCE_ROWS.indexOf(row), TEST_COLUMNS.indexOf(column));
    const pairs: BeatPair[] = [];
    for (let index = 0; index < this.length; index++) {
      if (this.#cell[index] !== cell) continue;
      pairs.push({
        referenceSample: this.#referenceSample[index] ?? -1,
        testSample: this.#testSample[index] ?? -1,
      });
    }
    return pairs;
  }

  /** All counted pairs, as they were compared. */
  inOrder(): BeatPair[] {
    return Array.from({ length: this.length }, (_, index) => ({
      referenceSample: this.#referenceSample[index] ?? -1,
      testSample: this.#testSample[index] ?? -1,
    }));
  }

  /** Test less reference sample of every pair of two beats. */
  offsets(): Float64Array {
    const offsets = new Float64Array(this.length);
    let count = 0;
    for (let index = 0; index < this.length; index++) {
      const referenceSample = this.#referenceSample[index] ?? -1;
      const testSample = this.#testSample[index] ?? -1;
      if (referenceSample >= 0 && testSample >= 0) offsets[count++] = testSample - referenceSample;
    }
    return offsets.subarray(0, count);
  }
}

/** Index of a class as row and as column. */
export function classLine(beatClass: BeatClass): number {
  return BEAT_CLASSES.indexOf(beatClass);
}
