import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { expect, it } from 'vitest';
import {
  protocolResultSchema,
  type ProtocolResult,
} from '../../../../../app/contract/protocol-result.ts';
import { readResults, writeResult } from '../../../../../main/cli/results/stored-results.ts';
import { writeReport } from '../../../../../main/cli/results/write-report.ts';
import { timeWords } from '../../../../../main/cli/results/time-words.ts';
import { RESULT_FILE, withEarlier } from '../../../../../main/learning/protocols/earlier-result.ts';
import { Predictions } from '../../../../../main/learning/protocols/predictions.ts';
import { recipesOf } from '../../../../../main/learning/recipes/index.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

const FILE = path.resolve(import.meta.dirname, '../../../../../resources/results/ds1-ds2.json');
const FIVE_SEEDS = v.parse(protocolResultSchema, JSON.parse(readFileSync(FILE, 'utf8')));

/** The same protocol, as if it had been run with one seed. */
const ONE_SEED: ProtocolResult = {
  ...FIVE_SEEDS,
  seeds: [1],
  wallS: 2,
  contenders: FIVE_SEEDS.contenders.map((contender) => ({
    ...contender,
    trainings: contender.trainings.filter(({ seed }) => seed % 1000 === 1),
  })),
};

function folderWith(result: ProtocolResult): string {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, RESULT_FILE), JSON.stringify(result));
  new Predictions().write(folder);
  return folder;
}

it('does not replace a network by the same one of fewer seeds, and says so', () => {
  const merged = withEarlier(folderWith(FIVE_SEEDS), ONE_SEED, new Predictions());
  const of = (id: string) => merged.contenders.filter((contender) => contender.id === id);
  expect(of('rhythm-form').map(({ trainings }) => trainings.length)).toEqual([25]);
  expect(of('paper')).toHaveLength(1);
  const findings = merged.findings.filter((text) => text.startsWith('Ectopy’s own network'));
  expect(findings).toHaveLength(2);
  expect(findings[1]).toContain('which this run does not replace');

  const replaced = withEarlier(folderWith(ONE_SEED), FIVE_SEEDS, new Predictions());
  expect(replaced.contenders.find(({ id }) => id === 'rhythm-form')?.trainings).toHaveLength(25);
});

it('tells the time of trainings apart from that of a run that found them done', () => {
  expect(timeWords(ONE_SEED)).toMatch(/^7 trainings of [\d,]+ s in all; the run itself 2 s$/);
});

it('reports all results of a folder, quick ones beside', () => {
  const folder = temporaryFolder();
  writeResult(folder, FIVE_SEEDS);
  writeResult(folder, { ...ONE_SEED, protocol: 'adaptive', quick: true });
  writeReport(folder, new Map());
  const page = readFileSync(path.join(folder, 'report.html'), 'utf8');
  expect(page).toContain('<section id="ds1-ds2">');
  expect(page).toContain('<section id="adaptive-quick">');
  expect(readResults(folder).map(({ protocol }) => protocol)).toEqual(['ds1-ds2']);
});

it('takes a kind of network with all its recipes, or one recipe', () => {
  const ids = (...names: string[]) => recipesOf(names).map(({ id }) => id);
  expect(ids('paper')).toEqual(['paper', 'paper-cosine', 'paper-template-rhythm']);
  expect(ids('paper-cosine')).toEqual(['paper-cosine']);
  expect(ids('paper-alone')).toEqual(['paper']);
});
