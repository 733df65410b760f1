import { truncateSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { resultTable } from '../../../../../main/cli/results/result-table.ts';
import { Ds2Ledger } from '../../../../../main/learning/protocols/ds2-ledger.ts';
import { runProtocol } from '../../../../../main/learning/protocols/run-protocol.ts';
import { writeAnnotatedRecords } from '../../../../support/annotated-database.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

it('enters what it will test before a record of DS2 is read, and tells what it had to leave out', async () => {
  const data = temporaryFolder();
  const ledgerFolder = temporaryFolder();
  await writeAnnotatedRecords(data, ['208', '200', '213'], 1);
  truncateSync(path.join(data, '213.dat'), 1000);
  const ledger = new Ds2Ledger(ledgerFolder);
  const entriesAt = new Map<string, number>();
  const notices: string[] = [];
  const task = {
    protocol: 'ds1-ds2' as const,
    dataFolder: data,
    outFolder: temporaryFolder(),
    ledgerFolder,
    networks: ['paper-template-rhythm' as const],
    loss: 'twofold' as const,
    seeds: [1],
    quick: true,
    engine: 'wasm' as const,
  };
  const result = await runProtocol(task, {
    onStage: (stage) => entriesAt.set(stage, ledger.entries.length),
    onNotice: (text) => notices.push(text),
  });
  expect(entriesAt.get('reading MIT-BIH Arrhythmia Database 208')).toBe(0);
  expect(entriesAt.get('reading MIT-BIH Arrhythmia Database 200')).toBe(1);
  // Record 213 was announced, and could not be tested: that is another configuration.
  expect(ledger.entries.map(({ result: figures }) => Object.keys(figures).length > 0)).toEqual([
    false,
    true,
  ]);

  const told = notices.at(-1) ?? '';
  expect(told).toContain('1 of 5 records used; left out: 100, 222, 232 (not in the folder); 213 (The record is damaged. "213.dat" ends after'); // prettier-ignore
  expect(told).not.toContain('was read');
  const table = resultTable(result);
  expect(table.indexOf('1 of 5 records used; left out')).toBeGreaterThan(0);
  expect(table.indexOf('1 of 5 records used; left out')).toBeLessThan(table.indexOf('| --- |'));

  const [network, ...controls] = result.contenders;
  expect(controls.map(({ id }) => id)).toEqual(['always-n', 'length-only', 'rr-only']);
  for (const { tests } of controls) {
    expect(tests.map(({ id }) => id)).toEqual(network?.tests.map(({ id }) => id));
  }
  const always = controls[0]?.tests.find(({ id }) => id === 'end-to-end');
  expect(always?.byClass['N']?.recall.value).toBeGreaterThan(0.9);
  expect(result.findings[0]).toContain('Beats at reference positions, aami-literature: accuracy');
  expect(result.findings[0]).not.toContain('reference-beats');
}, 120_000);
