import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  PROTOCOL_IDS,
  protocolResultSchema,
  type ProtocolId,
  type ProtocolResult,
} from '../../../../app/contract/protocol-result.ts';
import { Ds2Ledger } from '../../../../main/learning/protocols/ds2-ledger.ts';
import { writeLearningData } from '../../../support/learning-data.ts';

const root = path.resolve(import.meta.dirname, '../../../..');

/** Every protocol once, on synthetic recordings in the form of each database. */
let folder: string;
let results: ProtocolResult[];
let notices: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'ectopy-reproduce-'));
  const data = path.join(folder, 'data');
  await writeLearningData(data);
  const words = ['reproduce', '--data', data, '--csv', path.join(data, 'csv'), '--quick'];
  const { stdout, stderr } = await ectopy([...words, '--engine', 'wasm', '--json']);
  results = v.parse(v.array(protocolResultSchema), JSON.parse(stdout));
  notices = stderr;
}, 600_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function ectopy(args: string[]): Promise<{ stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [path.join(root, 'main/cli/index.ts'), ...args, '--out', path.join(folder, 'out')],
      { cwd: folder, maxBuffer: 2 ** 26 },
      (error, stdout, stderr) => {
        if (error === null) resolve({ stdout, stderr });
        else reject(new Error(stderr, { cause: error }));
      },
    );
  });
}

function resultOf(protocol: ProtocolId): ProtocolResult {
  const result = results.find((one) => one.protocol === protocol);
  if (result === undefined) throw new Error(`${protocol} has no result`);
  return result;
}

const networksOf = ({ contenders }: ProtocolResult): string[] =>
  contenders.filter(({ control }) => !control).map(({ id }) => id);

describe('reproduce --quick', () => {
  it('runs every protocol, each with controls, and says that its figures are none', () => {
    expect(results.map(({ protocol }) => protocol)).toEqual(PROTOCOL_IDS);
    for (const result of results.filter(({ protocol }) => protocol !== 'detector')) {
      expect(result.quick).toBe(true);
      expect(result.contenders.filter(({ control }) => control).length).toBeGreaterThan(0);
      for (const { tests } of result.contenders) {
        expect(tests.every(({ count }) => count > 0)).toBe(true);
      }
    }
    expect(notices).not.toContain('left out.');
  });

  it('fails where a folder has data for no protocol', async () => {
    const nothing = path.join(folder, 'nothing');
    await expect(ectopy(['reproduce', '--data', nothing, '--quick'])).rejects.toThrow(
      'There is no data for any protocol.',
    );
  }, 60_000);

  it('trains what each protocol asks for', () => {
    expect(networksOf(resultOf('kachuee'))).toEqual(['paper', 'paper-cosine']);
    expect(networksOf(resultOf('ds1-ds2'))).toEqual(['paper', 'paper-template-rhythm', 'rhythm-form']); // prettier-ignore
    expect(networksOf(resultOf('adaptive'))).toContain('rhythm-form-unfitted');
  });

  it('tests new patients with reference beats and end to end, and opens DS2 once for each kind', () => {
    const { contenders } = resultOf('ds1-ds2');
    expect(contenders[0]?.tests.map(({ id }) => id)).toEqual([
      'reference-beats',
      'reference-beats-without-232',
      'end-to-end',
      'end-to-end-without-232',
      'reference-beats-bxb',
      'end-to-end-bxb',
    ]);
    // Every table has its controls, also where beats are found by the detector.
    for (const { tests } of contenders) expect(tests).toHaveLength(6);
    const endToEnd = contenders[0]?.tests.find(({ id }) => id === 'end-to-end');
    expect(endToEnd?.classes).toEqual(['N', 'S', 'V', 'F', 'Q', 'none']);
    expect(endToEnd?.further['EC57 QRS Se']?.value).toBeGreaterThan(0.95);
    expect(endToEnd?.confusion.at(-1)?.at(-1)).toBe(0);
    const ledger = new Ds2Ledger(path.join(folder, 'out', 'ds1-ds2-quick'));
    expect(ledger.entries.map(({ contender }) => contender)).toEqual(['paper', 'paper-template-rhythm', 'rhythm-form']); // prettier-ignore
    expect(ledger.entries[0]?.result['end-to-end accuracy']).toBe(endToEnd?.accuracy.value);
    // The first five minutes of each record were learned from: only the rest is tested.
    const [fitted] = resultOf('adaptive').contenders[0]?.tests ?? [];
    expect(fitted?.count).toBeLessThan((contenders[0]?.tests[0]?.count ?? 0) / 3);
  });

  it('reads the published CSV, and says where their split leaks patients', () => {
    expect(resultOf('kachuee').data[0]?.records).toEqual(['mitbih_train.csv', 'mitbih_test.csv']);
    expect(resultOf('kachuee').description).toContain('published files');
    expect(resultOf('infarction-csv').findings[0]).toContain('lie on both sides of this split');
  });

  it.each(['infarction-ptbxl', 'infarction-ptbxl-z', 'infarction-ptbdb'] as const)(
    'votes beats to records and reports the gain from transfer: %s',
    (protocol) => {
      const [scratch, , full] = resultOf(protocol).contenders;
      expect(scratch?.tests.map(({ unit }) => unit)).toEqual(['records', 'beats']);
      expect(scratch?.tests[0]?.classes).toEqual(['normal', 'infarction']);
      const gain = full?.tests[0]?.further['gain in balanced accuracy over random weights'];
      expect(gain?.value).toEqual(expect.any(Number));
    },
  );

  it('takes no patient of another disease from PTBDB folders', () => {
    const [data] = resultOf('infarction-ptbdb').data;
    expect(data?.records).toHaveLength(4);
    expect(data?.leftOut.map(({ reason }) => reason)).toEqual(
      Array.from({ length: 2 }, () => 'neither infarction nor healthy control'),
    );
  });

  it('writes a report that stands alone, with every protocol and its pictures', () => {
    const page = readFileSync(path.join(folder, 'out', 'report.html'), 'utf8');
    for (const { protocol, title } of results) {
      const [, section = ''] = page.split(`<section id="${protocol}-quick">`);
      expect(section).toContain(`<h2>${title}</h2>`);
      if (protocol !== 'detector') expect(section.split('</section>')[0]).toContain('<svg');
    }
    expect(page).not.toMatch(/<script|<link|src=|url\(|https?:/);
    expect(page).not.toMatch(/NaN|undefined|Infinity/);
  });
});
