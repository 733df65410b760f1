import { truncateSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import {
  protocolResultSchema,
  type ProtocolId,
} from '../../../../../app/contract/protocol-result.ts';
import { Ds2Ledger } from '../../../../../main/learning/protocols/ds2-ledger.ts';
import { readPredictions } from '../../../../../main/learning/protocols/predictions.ts';
import { runProtocol } from '../../../../../main/learning/protocols/run-protocol.ts';
import { writeAnnotatedRecords } from '../../../../support/annotated-database.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

function taskOf(protocol: ProtocolId, dataFolder: string, outFolder: string) {
  return {
    protocol,
    dataFolder,
    outFolder,
    networks: ['paper' as const],
    loss: 'twofold' as const,
    seeds: [1],
    quick: true,
    engine: 'wasm' as const,
  };
}

describe('beats split at random', () => {
  it('are trained and tested with controls; what cannot be used is named; a second call computes nothing', async () => {
    const data = temporaryFolder();
    const out = temporaryFolder();
    await writeAnnotatedRecords(data, ['200', '208', '213'], 2);
    truncateSync(path.join(data, '213.dat'), 1000);
    const task = taskOf('kachuee', data, out);
    const epochs: string[] = [];
    const result = await runProtocol(task, {
      onEpoch: (contender, part, seed, { epoch }) => epochs.push(`${contender} ${part} ${seed} ${epoch}`), // prettier-ignore
    });
    expect(v.is(protocolResultSchema, result)).toBe(true);
    expect(epochs.slice(0, 2)).toEqual(['paper random split 1 1', 'paper random split 1 2']);
    expect(result.data[0]?.leftOut).toEqual([
      { record: '102', reason: 'not in the folder' },
      { record: '209', reason: 'not in the folder' },
      { record: '213', reason: expect.stringContaining('damaged') as string },
    ]);
    expect(result.findings.join(' ')).toContain('2 annotations have codes that no mapping knows');

    const ids = result.contenders.map(({ id, control }) => `${id}${control ? ' (control)' : ''}`);
    expect(ids).toEqual(['paper', 'paper-cosine', 'always-n (control)', 'length-only (control)', 'rr-only (control)']); // prettier-ignore
    const natural = result.contenders[0]?.tests[0];
    // The generator has no Q: a class without beats has no figures, and is in no mean.
    expect(natural?.byClass['Q']).toMatchObject({ support: 0, recall: { value: null } });
    expect(natural?.macroF1.value).toBeGreaterThan(0);
    const tested = readPredictions(path.join(out, 'kachuee-quick'));
    expect(tested.find(({ test }) => test === 'natural')?.timeS).toHaveLength(natural?.count ?? -1);

    epochs.length = 0;
    const again = await runProtocol(task, { onEpoch: () => epochs.push('again') });
    expect(epochs).toEqual([]);
    expect(again.contenders[0]?.tests).toEqual(result.contenders[0]?.tests);
  }, 240_000);

  it('cannot be had without a record, and says what to do', async () => {
    await expect(
      runProtocol(taskOf('kachuee', temporaryFolder(), temporaryFolder())),
    ).rejects.toMatchObject({
      code: 'file-missing',
      remedy: expect.stringContaining('102') as string,
    });
  });

  it('stop when asked', async () => {
    const data = temporaryFolder();
    await writeAnnotatedRecords(data, ['200'], 1);
    const signal = AbortSignal.abort();
    await expect(
      runProtocol(taskOf('kachuee', data, temporaryFolder()), { signal }),
    ).rejects.toMatchObject({ code: 'cancelled' });
  });
});

it('tests patients that are new with reference beats, end to end, and fitted to each person', async () => {
  const data = temporaryFolder();
  const out = temporaryFolder();
  await writeAnnotatedRecords(data, ['106', '100', '232'], 5.5);
  const result = await runProtocol(taskOf('ds1-ds2', data, out));
  expect(v.is(protocolResultSchema, result)).toBe(true);
  const paper = result.contenders.find(({ id }) => id === 'paper');
  expect(paper?.tests.map(({ id }) => id)).toEqual([
    'reference-beats',
    'reference-beats-without-232',
    'end-to-end',
    'end-to-end-without-232',
    'reference-beats-bxb',
    'end-to-end-bxb',
  ]);
  const endToEnd = paper?.tests.find(({ id }) => id === 'end-to-end');
  expect(endToEnd?.classes).toEqual(['N', 'S', 'V', 'F', 'Q', 'none']);
  expect(endToEnd?.further['EC57 QRS Se']?.value).toBeGreaterThan(0.95);
  expect(endToEnd?.confusion.at(-1)?.at(-1)).toBe(0);

  const ledger = new Ds2Ledger(path.join(out, 'ds1-ds2-quick'));
  expect(ledger.entries.map(({ contender }) => contender)).toEqual([
    'paper',
    'paper-template-rhythm',
  ]);
  expect(ledger.entries[0]?.result['end-to-end accuracy']).toBe(endToEnd?.accuracy.value);
  await runProtocol(taskOf('ds1-ds2', data, out));
  expect(ledger.entries).toHaveLength(2);

  const fitted = await runProtocol(taskOf('adaptive', data, out));
  const [own] = fitted.contenders[0]?.tests ?? [];
  expect(own?.count).toBeLessThan((paper?.tests[0]?.count ?? 0) / 3);
  expect(fitted.contenders.map(({ id }) => id)).toContain('paper-unfitted');
}, 240_000);
