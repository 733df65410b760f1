import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  annotationCode,
  annotationMnemonic,
  isBeat,
} from '../../../../app/domain/annotation-codes.ts';
import type { ComparedAnnotation } from '../../../../app/evaluation/beat-cursor.ts';
import {
  compareBeats,
  grossStatistics,
  type BeatComparison,
} from '../../../../app/evaluation/ec57.ts';
import { percentText } from '../../../../app/evaluation/percent-text.ts';
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

function compareRecord(record: string): BeatComparison {
  const file = path.join(MITDB, `${record}.atr`);
  const { annotations } = parseAnnotations(readFileSync(file), file);
  return compareBeats(annotations, perturbed(annotations), MIT_BIH);
}

/** A record's line of bxb -L, single-spaced. */
function bxbLine(record: string, { matrix, statistics, rrErrorMs }: BeatComparison): string {
  const counts = [
    ...['N', 'S', 'V', 'FQ', 'OX'].map((rows) => matrix.sum(rows, 'nfq')),
    ...['N', 'S', 'V', 'FQ', 'OX'].map((rows) => matrix.sum(rows, 's')),
    ...['N', 'S', 'V', 'FQ', 'OX'].map((rows) => matrix.sum(rows, 'v')),
    ...['N', 'S', 'V', 'FQ'].map((rows) => matrix.sum(rows, 'ox')),
  ];
  const { qrs, v, s } = statistics;
  const figures = [qrs, v, s].flatMap((rate) => [rate.sensitivity, rate.positivePredictivity]);
  return [record, ...counts, ...[...figures, rrErrorMs].map(percentText)].join(' ');
}

describe.skipIf(!available)('the printout of the reference tools', () => {
  const lines = available
    ? readFileSync(path.join(GOLDEN, 'bxb.txt'), 'utf8')
        .split('\n')
        .map((line) => line.trim().replace(/\s+/g, ' '))
    : [];
  const golden = lines.filter((line) => /^\d{3} /.test(line));
  const records = golden.map((line) => line.slice(0, 3));

  test('is met by every record to the last digit', () => {
    expect(records).toHaveLength(44);
    expect(records.map((record) => bxbLine(record, compareRecord(record)))).toEqual(golden);
  });

  test('is met by the gross figures', () => {
    const { qrs, v, s } = grossStatistics(records.map((record) => compareRecord(record).matrix));
    const figures = [qrs, v, s].flatMap((rate) => [rate.sensitivity, rate.positivePredictivity]);
    expect(`Gross ${figures.map(percentText).join(' ')}`).toBe(
      lines.find((line) => line.startsWith('Gross')),
    );
    expect(qrs.truePositives + qrs.falseNegatives).toBe(83_978);
  });

  test.each(['100', '207', '208'])('is met by the matrix of record %s', (record) => {
    const printed = readFileSync(path.join(GOLDEN, 'bxb-S-100-207-208.txt'), 'utf8');
    const [, section = ''] = printed.split(`results for record ${record}\n`);
    const rows = compareRecord(record).matrix.toRows();
    for (const [row, counts] of Object.entries(rows)) {
      const [, shown = ''] = new RegExp(`^ ${row} \\|(.*)$`, 'm').exec(section) ?? [];
      const expected = shown.trim().split(/\s+/).map(Number);
      expect(counts.slice(0, expected.length), row).toEqual(expected);
    }
  });
});

test('percentages are printed as C prints them', () => {
  expect([90.625, 99.375, 98.96520517, 100, 0, null].map(percentText)).toEqual([
    '90.62',
    '99.38',
    '98.97',
    '100.00',
    '0.00',
    '-',
  ]);
});
