import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  annotationCode,
  annotationMnemonic,
  isBeat,
} from '../../../../app/domain/annotation-codes.ts';
import type { ComparedAnnotation } from '../../../../app/evaluation/beat-cursor.ts';
import { compareReadings } from '../../../../app/evaluation/compare-readings.ts';
import { decimalText, percentText } from '../../../../app/evaluation/decimal-text.ts';
import { ec57Report, type ComparedRecord } from '../../../../app/evaluation/ec57-report.ts';
import {
  beatLineTable,
  beatMatrixReport,
  shutdownTable,
} from '../../../../app/evaluation/layout/beat-tables.ts';
import { runLineTable, runMatrixReport } from '../../../../app/evaluation/layout/run-tables.ts';
import { parseAnnotations } from '../../../../app/formats/wfdb/annotation.ts';
import { SHARED_DATA } from '../../../support/shared-data.ts';

/**
 * What bxb and sumstats of WFDB 10.7.0 printed for a fixed perturbation of the 44 non-paced records
 * of the MIT-BIH Arrhythmia Database. Neither is part of this repository.
 */
const GOLDEN = path.resolve(SHARED_DATA, '../reference/ec57-golden');
const MITDB = path.join(SHARED_DATA, 'mitdb');
const available = existsSync(path.join(GOLDEN, 'bxb.txt')) && existsSync(MITDB);

const MIT_BIH = { sampleRateHz: 360, sampleCount: 650_000, mapping: 'aami-bxb' } as const;

/** The reading that was judged: beats dropped, moved, relabelled and added by their number. */
function perturbed(reference: readonly ComparedAnnotation[]): ComparedAnnotation[] {
  const reading: ComparedAnnotation[] = [];
  const add = (sample: number, mnemonic: string) => {
    reading.push({ sample, code: annotationCode(mnemonic) ?? 0, subtype: 0 });
  };
  let beat = 0;
  for (const { sample, code } of reference) {
    const mnemonic = annotationMnemonic(code);
    if ('[]'.includes(mnemonic)) add(sample, mnemonic);
    if (!isBeat(code)) continue;
    beat++;
    if (beat % 97 === 0) continue;
    const moved = Math.max(0, sample + ((7 * beat) % 61) - 30);
    add(moved, relabelled(beat, mnemonic));
    if (beat % 211 === 0) add(moved + 100, 'V');
  }
  return reading.sort((a, b) => a.sample - b.sample);
}

function relabelled(beat: number, mnemonic: string): string {
  if (beat % 53 === 0 && 'NLR'.includes(mnemonic)) return 'V';
  if (beat % 59 === 0 && 'NLR'.includes(mnemonic)) return 'A';
  if (beat % 7 === 0 && mnemonic === 'V') return 'N';
  if (beat % 11 === 0 && 'AaJSej'.includes(mnemonic)) return 'N';
  return mnemonic;
}

function compareRecord(record: string): ComparedRecord {
  const file = path.join(MITDB, `${record}.atr`);
  const { annotations } = parseAnnotations(readFileSync(file), file);
  return { record, comparison: compareReadings(annotations, perturbed(annotations), MIT_BIH) };
}

const ANNOTATORS = { reference: 'atr', test: 'tst' };
const PACED = new Set(['102', '104', '107', '217']);

function printed(name: string): string {
  return readFileSync(path.join(GOLDEN, name), 'utf8');
}

describe.skipIf(!available)(
  'the printout of the reference tools is met to the last character',
  () => {
    const records = available
      ? readdirSync(MITDB)
          .filter((file) => file.endsWith('.atr'))
          .map((file) => path.basename(file, '.atr'))
          .filter((record) => !PACED.has(record))
          .sort()
      : [];
    const report = ec57Report(records.map(compareRecord));

    test('by the beats: bxb -L and sumstats', () => {
      expect(report.records).toHaveLength(44);
      expect(`${beatLineTable(report, '-L').join('\n')}\n`).toBe(printed('bxb.txt'));
    });

    test('by shutdown: bxb -L and sumstats', () => {
      expect(`${shutdownTable(report).join('\n')}\n`).toBe(printed('sd.txt'));
    });

    test.each([
      ['ve', 'vruns.txt'],
      ['sve', 'sruns.txt'],
    ] as const)('by the runs (%s): rxr -L and sumstats', (kind, file) => {
      expect(`${runLineTable(report, kind).join('\n')}\n`).toBe(printed(file));
    });

    test('by the matrices of single records: bxb -S', () => {
      const lines = ['100', '207', '208'].flatMap((record) =>
        beatMatrixReport(compareRecord(record), ANNOTATORS),
      );
      expect(`${lines.join('\n')}\n`).toBe(printed('bxb-S-100-207-208.txt'));
    });

    test('by the run matrices of single records: rxr -S', () => {
      const lines = ['200', '207', '208']
        .map(compareRecord)
        .flatMap((record) => [
          ...runMatrixReport(record, 've', ANNOTATORS),
          ...runMatrixReport(record, 'sve', ANNOTATORS),
        ]);
      expect(`${lines.join('\n')}\n`).toBe(printed('rxr-S-200-207-208.txt'));
    });
  },
);

test('numbers are printed as C prints them', () => {
  expect([90.625, 99.375, 98.96520517, 100, 0, null].map(percentText)).toEqual([
    '90.62',
    '99.38',
    '98.97',
    '100.00',
    '0.00',
    '-',
  ]);
  expect([0.5, 1.5, 2.5, 2.51, 99.5].map((value) => decimalText(value, 0))).toEqual([
    '0',
    '2',
    '2',
    '3',
    '100',
  ]);
});
