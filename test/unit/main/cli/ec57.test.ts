import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { annotationCode } from '../../../../app/domain/annotation-codes.ts';
import { encodeAnnotations } from '../../../../app/formats/wfdb/write-annotation.ts';
import { ectopy } from '../../../support/captured-output.ts';

const RATE_HZ = 250;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ectopy-ec57-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Writes a beat a second, one letter each, from the end of the learning period on. */
function annotate(record: string, annotator: string, letters: string, resolutionHz = RATE_HZ) {
  const annotations = Array.from(letters, (letter, beat) => ({
    sample: (301 + beat) * resolutionHz,
    code: annotationCode(letter) ?? 0,
    subtype: 0,
    channel: 0,
    num: 0,
    aux: '',
  })).filter(({ code }) => code !== 0);
  const table = resolutionHz === RATE_HZ ? {} : { sampleRateHz: resolutionHz };
  writeFileSync(path.join(folder, `${record}.${annotator}`), encodeAnnotations(annotations, table));
}

/** A header of ten minutes; the comparison needs no signal. */
function describeRecord(record: string, seconds = 600) {
  const lines = [
    `${record} 1 ${RATE_HZ} ${seconds * RATE_HZ}`,
    `${record}.dat 16 200 16 0 0 0 0 II`,
  ];
  writeFileSync(path.join(folder, `${record}.hea`), `${lines.join('\n')}\n`);
}

const run = (...args: string[]) => ectopy('ec57', '--data', folder, ...args);

/** Two records: in the first a V of a couplet is called N, one N is missed and one called V. */
function annotateTwo() {
  describeRecord('one');
  annotate('one', 'atr', 'NNNVVSNNNN');
  annotate('one', 'ect', 'NNNVNS-VNN');
  describeRecord('two');
  annotate('two', 'atr', 'NNNNN');
  annotate('two', 'ect', 'NNNNN');
}

test('prints rates per record and pooled, null where undefined', async () => {
  annotateTwo();
  describeRecord('unread');
  annotate('unread', 'atr', 'N');

  const { code, stdout, stderr } = await run('--reference', 'atr', '--test', 'ect', '--json');
  expect(stderr).toBe('');
  expect(code).toBe(0);
  const one = {
    record: 'one',
    qrs: { se: 90, ppv: 100, tp: 9, fn: 1, fp: 0 },
    v: { se: 50, ppv: 50, tp: 1, fn: 1, fp: 1 },
    s: { se: 100, ppv: 100, tp: 1, fn: 0, fp: 0 },
  };
  const nothing = { se: null, ppv: null, tp: 0, fn: 0, fp: 0 };
  expect(JSON.parse(stdout)).toMatchObject({
    mapping: 'aami-bxb',
    records: [
      one,
      {
        record: 'two',
        qrs: { se: 100, ppv: 100, tp: 5, fn: 0, fp: 0 },
        v: nothing,
        s: nothing,
      },
    ],
    gross: {
      qrs: { se: (100 * 14) / 15, ppv: 100 },
      v: { se: 50, ppv: 50 },
      s: { se: 100, ppv: 100 },
    },
  });
  const chosen = await run('--test', 'ect', '--records', 'one, one', '--json');
  expect(JSON.parse(chosen.stdout)).toMatchObject({ records: [one] });
});

test('prints averages, runs and matrices', async () => {
  annotateTwo();
  const { stdout } = await run('--test', 'ect', '--json');
  const unused = { se: null, ppv: null };
  const couplet = { se: 0, ppv: null, foundRuns: 0, missedRuns: 1, trueRuns: 0, falseRuns: 0 };
  expect(JSON.parse(stdout)).toMatchObject({
    settings: { mapping: 'aami-bxb', rules: 'reference', learningPeriodS: 300, matchWindowS: 0.15 },
    records: [
      {
        record: 'one',
        matrix: [
          [5, 0, 1, 0, 0, 1, 0],
          [0, 1, 0, 0, 0, 0, 0],
          [1, 0, 1, 0, 0, 0, 0],
          [0, 0, 0, 0, 0, 0, 0],
          [0, 0, 0, 0, 0, 0, 0],
        ],
        extra: { O: [0, 0, 0, 0, 0], X: [0, 0, 0, 0, 0] },
        v: { fpr: 100 / 7 },
        runs: { ve: { couplet } },
      },
      { record: 'two' },
    ],
    average: {
      qrs: { se: 95, ppv: 100 },
      v: { se: 50, ppv: 50 },
      s: { se: 100, ppv: 100 },
      runs: { ve: { couplet: { se: 0, ppv: null } } },
    },
    runs: {
      ve: { couplet: { se: 0, ppv: null }, short: unused, long: unused },
      sve: { couplet: unused, short: unused, long: unused },
    },
  });
});

test('prints the tables of the reference tools', async () => {
  annotateTwo();
  const { stdout } = await run('--test', 'ect');
  // As bxb -L and rxr -L write a line, to the character.
  expect(stdout).toContain(
    ' one     5   0   1   0   0   0   1   0   0   0   1   0    1   0   0   1   0   0   0' +
      '  90.00 100.00  50.00  50.00 100.00 100.00 471.40\n',
  );
  expect(stdout).toContain(' one   0   1   0   0   0   0   0   0   0   0   0   0    0   -   -');
  expect(stdout).toContain('\nSummary of results from 2 records\n');
  const standard = await run('--test', 'ect', '--layout', 'standard', '--record', 'one');
  expect(standard.stdout).toContain(' V |    1    0    1    0    0    0    0\n');
  expect(standard.stdout).toContain('            Couplet sensitivity:   0% (0/1)\n');
  expect(standard.stdout).not.toContain('two');
});

test('lists the beats behind a cell', async () => {
  annotateTwo();
  const missed = await run('--test', 'ect', '--record', 'one', '--cell', 'Vn');
  expect(missed.stdout).toMatch(/^one +0:05:05\.000 +76250 +76250$/m);
  const { stdout } = await run('--test', 'ect', '--cell', 'No', '--json');
  expect(JSON.parse(stdout)).toEqual({
    mapping: 'aami-bxb',
    cell: 'No',
    beats: [{ record: 'one', referenceSample: 307 * 250, testSample: null, timeS: 307 }],
  });
  for (const name of ['vN', 'Oo', 'N', 'Nnn']) {
    expect(await run('--test', 'ect', '--cell', name)).toMatchObject({ code: 1, stdout: '' });
  }
});

test('prints a table that names the mapping, which decides about escape beats', async () => {
  describeRecord('one');
  annotate('one', 'atr', 'NNjN');
  annotate('one', 'ect', 'NNNN');
  const { stdout } = await run('--test', 'ect');
  expect(stdout).toContain('aami-bxb');
  expect(stdout).toMatch(/^Gross +100\.00 +100\.00 +- +- +0\.00 +-$/m);
  const literature = await run('--test', 'ect', '--mapping', 'aami-literature');
  expect(literature.stdout).toContain('aami-literature');
  expect(literature.stdout).toMatch(/^Gross +100\.00 +100\.00 +- +- +- +-$/m);
});

test('brings annotations of another time resolution to the record’s samples', async () => {
  describeRecord('one');
  annotate('one', 'atr', 'NNNN');
  annotate('one', 'ect', 'NNNN', 1000);
  const { stdout } = await run('--test', 'ect', '--json');
  expect(JSON.parse(stdout)).toMatchObject({ gross: { qrs: { se: 100, ppv: 100 } } });
});

test.each([
  ['an unknown record', ['--records', 'one,nobody'], 'not-found'],
  ['a record outside the folder', ['--records', '../one'], 'not-found'],
  ['a missing annotation file', ['--reference', 'qrs'], 'file-missing'],
  ['a record that is too short', ['--records', 'short'], 'bad-request'],
  ['a damaged annotation file', ['--records', 'damaged'], 'file-truncated'],
])('fails on %s', async (_what, args, code) => {
  for (const record of ['one', 'short', 'damaged']) {
    describeRecord(record, record === 'short' ? 200 : 600);
    annotate(record, 'atr', 'NN');
    annotate(record, 'ect', 'NN');
  }
  writeFileSync(path.join(folder, 'damaged.ect'), Uint8Array.of(1, 4, 10, 0xfc));
  const result = await run('--test', 'ect', '--json', ...args);
  expect(result.code).toBe(1);
  expect(result.stdout).toBe('');
  expect(JSON.parse(result.stderr)).toMatchObject({ error: { code } });
});

test('fails where nothing can be compared, and without saying what to judge', async () => {
  const nothing = await run('--test', 'ect', '--json');
  expect(nothing).toMatchObject({ code: 1, stdout: '' });
  expect(JSON.parse(nothing.stderr)).toMatchObject({ error: { code: 'not-found' } });
  expect(await run('--json')).toMatchObject({ code: 1, stdout: '' });
  expect(await run('--test', 'ect', '--records', ',')).toMatchObject({ code: 1, stdout: '' });
});
