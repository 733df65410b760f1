import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  assertDisjoint,
  splitAtRandom,
} from '../../../../../main/learning/protocols/beat-split.ts';
import { readCsvBeats, unpaddedLengths } from '../../../../../main/learning/protocols/csv-beats.ts';
import { Ds2Ledger } from '../../../../../main/learning/protocols/ds2-ledger.ts';
import {
  assertPatientsApart,
  ON_BOTH_SIDES_OF_DE_CHAZAL,
} from '../../../../../main/learning/protocols/inter-patient.ts';
import { votesOfRecords } from '../../../../../main/learning/protocols/record-votes.ts';
import { appErrorOf } from '../../../../support/app-errors.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

describe('patients', () => {
  it('lie on one side of a split, but for the man that the published split has on both', () => {
    const of = (...patients: string[]) => patients.map((patient) => ({ patient }));
    expect(() => {
      assertPatientsApart(of('101', '201'), of('100', '201'), ON_BOTH_SIDES_OF_DE_CHAZAL);
    }).not.toThrow();
    // In another database 201 is another person.
    expect(() => {
      assertPatientsApart(of('101', '201'), of('100', '201'));
    }).toThrow('Patient 201');
    expect(() => {
      assertPatientsApart(of('101', '208'), of('100', '208'));
    }).toThrow('Patient 208');
  });
});

describe('a split of beats', () => {
  it('has no beat twice, which is checked', () => {
    const beatClass = Uint8Array.from({ length: 500 }, (_, beat) => beat % 5);
    const split = splitAtRandom(beatClass);
    assertDisjoint(split);
    expect(split.training.length + split.validation.length + split.test.length).toBe(500);
    expect(() => {
      assertDisjoint({ ...split, validation: split.test });
    }).toThrow('two parts');
  });
});

describe('the ledger of DS2', () => {
  it('enters a configuration before its test, once, and every other one beside it', async () => {
    const folder = temporaryFolder();
    const ledger = new Ds2Ledger(folder);
    const first = ledger.open('ds1-ds2', 'paper', { epochs: 25 });
    expect(ledger.entries).toMatchObject([{ contender: 'paper', result: {} }]);
    ledger.close('ds1-ds2', first, { accuracy: 0.9 });
    ledger.open('ds1-ds2', 'paper', { epochs: 25 });
    ledger.open('ds1-ds2', 'paper', { epochs: 26 });
    expect(ledger.entries.map(({ result }) => result)).toEqual([{ accuracy: 0.9 }, {}]);

    writeFileSync(path.join(folder, 'ds2-ledger.json'), '{"version":1');
    expect(await appErrorOf(() => ledger.entries)).toMatchObject({ code: 'file-malformed' });
  });
});

describe('a published CSV', () => {
  const row = (last: string, length = 187): string =>
    [...Array.from({ length }, (_, k) => (k < 100 ? '0.5' : '0.0')), last].join(',');

  function csvWith(...rows: string[]): string {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'mitbih_test.csv'), `${rows.join('\n')}\n`);
    return folder;
  }

  it('gives beats and, by its zeros, their length', async () => {
    const beats = await readCsvBeats(csvWith(row('0.0'), row('4.0')), 'mitbih_test.csv', 5);
    expect([...beats.beatClass]).toEqual([0, 4]);
    expect([...unpaddedLengths(beats)]).toEqual([100, 100]);
  });

  it.each([
    ['a class that does not exist', row('5.0')],
    ['no number', row('0.0').replace('0.5', 'NaN')],
    ['an empty field', row('0.0').replace('0.5', '')],
    ['too few numbers', row('0.0', 186)],
    ['an open quotation', '"0.5'],
  ])('is refused with the line that has %s', async (_, damaged) => {
    const folder = csvWith(row('0.0'), damaged);
    const error = await appErrorOf(() => readCsvBeats(folder, 'mitbih_test.csv', 5));
    expect(error).toMatchObject({ code: 'file-malformed' });
    expect(error.message).toMatch(/^Line [23] /);
  });

  it('is missed by name', async () => {
    const error = await appErrorOf(() => readCsvBeats(temporaryFolder(), 'mitbih_test.csv', 5));
    expect(error).toMatchObject({ code: 'file-missing' });
  });
});

it('calls a record by the mean log-odds of its beats', () => {
  const set = {
    classes: ['normal', 'infarction'],
    reference: Uint8Array.of(0, 0, 0, 1, 1),
    records: ['a', 'b'],
    patients: ['a', 'b'],
    recordOf: Uint16Array.of(0, 0, 0, 1, 1),
  };
  const test = { id: 'beats', title: '', unit: 'beats', set, timeS: null, notes: [] } as const;
  const second = [0.99, 0.4, 0.4, 0.4, 0.5];
  const probabilities = Float32Array.from(second.flatMap((p) => [1 - p, p]));
  const { predicted } = votesOfRecords(test, { predicted: new Uint8Array(5), probabilities });
  expect([...predicted]).toEqual([1, 0]);
});
