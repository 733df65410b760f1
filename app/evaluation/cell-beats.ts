import { REFERENCE_ROWS, TEST_COLUMNS, type ReferenceRow, type TestColumn } from './beat-matrix.ts';
import type { ComparedRecord } from './ec57-report.ts';

/** A cell of the matrix, such as row V, column n: ventricular beats that were taken for normal. */
export interface MatrixCell {
  readonly row: ReferenceRow;
  readonly column: TestColumn;
}

/** A pair behind a cell; a sample is null on the side that has no beat. */
export interface CellBeat {
  readonly record: string;
  readonly referenceSample: number | null;
  readonly testSample: number | null;
}

/** The cell named as bxb names its counts, e.g. "Vn" or "Ov"; null when there is no such cell. */
export function matrixCell(name: string): MatrixCell | null {
  const row = REFERENCE_ROWS.find((candidate) => candidate === name[0]);
  const column = TEST_COLUMNS.find((candidate) => candidate === name[1]);
  if (name.length !== 2 || row === undefined || column === undefined) return null;
  return 'OX'.includes(row) && 'ox'.includes(column) ? null : { row, column };
}

/** The beats behind one cell, record by record in time. */
export function cellBeats(compared: readonly ComparedRecord[], cell: MatrixCell): CellBeat[] {
  return compared.flatMap(({ record, comparison }) =>
    comparison.pairs.inCell(cell.row, cell.column).map(({ referenceSample, testSample }) => ({
      record,
      referenceSample: referenceSample < 0 ? null : referenceSample,
      testSample: testSample < 0 ? null : testSample,
    })),
  );
}
