import { expect, test } from 'vitest';
import { annotationCode } from '../../../../app/domain/annotation-codes.ts';
import { cellBeats, matrixCell } from '../../../../app/evaluation/cell-beats.ts';
import {
  compareReadings,
  type ComparisonSettings,
} from '../../../../app/evaluation/compare-readings.ts';
import { ec57Report, type ComparedRecord } from '../../../../app/evaluation/ec57-report.ts';
import { beatLineTable, shutdownTable } from '../../../../app/evaluation/layout/beat-tables.ts';

const RATE_HZ = 100;

/** A beat a second after the learning period; `-` is a missing one, `~` and `=` a shutdown. */
function annotations(letters: string) {
  return Array.from(letters, (letter, beat) => ({
    sample: (301 + beat) * RATE_HZ,
    code: annotationCode(letter === '=' ? '~' : letter) ?? 0,
    subtype: letter === '~' ? 0x30 : 0,
  })).filter(({ code }) => code !== 0);
}

function compared(
  record: string,
  reference: string,
  test: string,
  settings: Partial<Pick<ComparisonSettings, 'mapping' | 'rules'>> = {},
): ComparedRecord {
  const comparison = compareReadings(annotations(reference), annotations(test), {
    sampleRateHz: RATE_HZ,
    sampleCount: 600 * RATE_HZ,
    mapping: 'aami-bxb',
    ...settings,
  });
  return { record, comparison };
}

test('pools counts for gross and means percentages for average', () => {
  const { gross, average } = ec57Report([
    compared('a', 'NNNVNNNNNN', 'NNNVNNNNNN'),
    compared('b', 'NVNN', 'NNNN'),
    compared('c', 'NN', 'N-'),
  ]);
  expect(gross.qrs.sensitivity).toBeCloseTo((100 * 15) / 16);
  expect(average.qrs.sensitivity).toBeCloseTo((100 + 100 + 50) / 3);
  expect(gross.v).toMatchObject({ sensitivity: 50, positivePredictivity: 100 });
  // Records without V, or without anything called V, have no say.
  expect(average.v).toMatchObject({ sensitivity: 50, positivePredictivity: 100 });
  expect(average.s).toMatchObject({ sensitivity: null, positivePredictivity: null });
});

test('leaves F called S out of gross and average S +P, as sumstats, and says so', () => {
  const record = compared('a', 'NSFFN', 'NSSSN');
  expect(record.comparison.statistics.s.positivePredictivity).toBeCloseTo(100 / 3);
  const { gross, average, footnotes } = ec57Report([record]);
  expect(gross.s.positivePredictivity).toBe(100);
  expect(average.s.positivePredictivity).toBe(100);
  const corrected = ec57Report([compared('a', 'NSFFN', 'NSSSN', { rules: 'corrected' })]);
  expect(corrected.gross.s.positivePredictivity).toBeCloseTo(100 / 3);
  expect(corrected.average.s.positivePredictivity).toBeCloseTo(100 / 3);
  expect(footnotes.join(' ')).toContain('2 such beats here, gross S +P 100.00 without and 33.33');
});

test('prints undefined figures as a dash, as bxb and sumstats do', () => {
  const report = ec57Report([compared('none', 'N', '')]);
  const [, line, , , gross, average] = beatLineTable(report, '-L');
  expect(line).toBe(
    'none     0   0   0   0   0   0   0   0   0   0   0   0    0   0   0   1   0   0   0' +
      '   0.00      -      -      -      -      -     -',
  );
  expect(gross).toBe(`${'Gross'.padEnd(83)}   0.00      -      -      -      -      -`);
  expect(average).toBe(`${'Average'.padEnd(83)}   0.00      -      -      -      -      -      -`);
});

test('prints S folded into N, with the false positive rate of V', () => {
  const report = ec57Report([compared('1', 'NSVNNF', 'NNVVSF')]);
  expect(beatLineTable(report, '-l')).toEqual([
    "Record Nn' Vn' Fn' On'  Nv   Vv  Fv' Ov' No' Vo' Fo'  Q Se   Q +P   V Se   V +P  V FPR",
    '   1     3   0   1   0   1    1   0   0   0   0   0 100.00 100.00 100.00  50.00 20.000',
    '_'.repeat(86),
    'Sum       3   0   1   0   1    1   0   0   0   0   0',
    `${'Gross'.padEnd(54)} 100.00 100.00 100.00  50.00 20.000`,
    `${'Average'.padEnd(54)} 100.00 100.00 100.00  50.00 20.000`,
    'Total QRS complexes: 6  Total VEBs: 1',
    '',
    'Summary of results from 1 record',
  ]);
});

test('prints what a shutdown hid; S does not enter the percentage of all, as in bxb', () => {
  const report = ec57Report([compared('1', 'NNSVNN', 'N~---=N')]);
  expect(shutdownTable(report)[2]).toBe(
    '   1    3    1    1    0    0    66.67  75.00 100.00 100.00      -    4 seconds 4 1 1 0 0',
  );
  expect(report.shutdownS).toBe(4);
  const corrected = ec57Report([compared('1', 'NNSVNN', 'N~---=N', { rules: 'corrected' })]);
  expect(shutdownTable(corrected)[2]).toContain('    83.33  75.00');
});

test('has no figures without records, and none of records compared differently', () => {
  expect(ec57Report([])).toMatchObject({
    settings: null,
    average: { rrErrorMs: null },
    gross: { qrs: { sensitivity: null } },
  });
  const records = [
    compared('a', 'NjN', 'NNN'),
    compared('b', 'NjN', 'NNN', { mapping: 'aami-literature' }),
  ];
  expect(() => ec57Report(records)).toThrow(RangeError);
});

test('names cells as bxb does and lists their beats', () => {
  const records = [compared('a', 'NVN', 'NNN'), compared('b', 'NN', 'NNV')];
  const beatsIn = (name: string) => {
    const cell = matrixCell(name);
    return cell === null ? null : cellBeats(records, cell);
  };
  expect(beatsIn('Vn')).toEqual([{ record: 'a', referenceSample: 30_200, testSample: 30_200 }]);
  expect(beatsIn('Ov')).toEqual([{ record: 'b', referenceSample: null, testSample: 30_300 }]);
  for (const name of ['', 'V', 'vn', 'Oo', 'Xx', 'Vnn']) expect(beatsIn(name)).toBeNull();
});
