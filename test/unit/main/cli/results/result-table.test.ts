import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { expect, it } from 'vitest';
import {
  protocolResultSchema,
  type ProtocolResult,
} from '../../../../../app/contract/protocol-result.ts';
import { countBars } from '../../../../../main/cli/results/charts.ts';
import { resultTable } from '../../../../../main/cli/results/result-table.ts';

const RESULTS = path.resolve(import.meta.dirname, '../../../../../resources/results');

function resultOf(protocol: string): ProtocolResult {
  const file = readFileSync(path.join(RESULTS, `${protocol}.json`), 'utf8');
  return v.parse(protocolResultSchema, JSON.parse(file));
}

const tableOf = (protocol: string): string => resultTable(resultOf(protocol));

it('has the balanced accuracy of records, by which infarction is judged, and of no beats', () => {
  expect(tableOf('infarction-ptbxl')).toMatch(/records: normal .*\n\n\|  \| Accuracy \| Balanced accuracy \|/); // prettier-ignore
  expect(tableOf('ds1-ds2')).not.toContain('Balanced accuracy');
});

it('tells figures of the detector and of EC57 apart by a second decimal, and others by one', () => {
  expect(tableOf('detector')).toMatch(/QRS detector \| 99\.\d\d \| 99\.\d\d \| 99\.\d\d \|/);
  expect(tableOf('ds1-ds2')).toMatch(/parameters \| \d\d\.\d .* \| 99\.\d\d .* \| 99\.\d\d /);
});

it('says what each network learned from, and what was recorded too badly for it', () => {
  const bars = countBars(resultOf('ds1-ds2'));
  expect(bars).toContain('training: The paper’s network on template and rhythm');
  expect(bars).toMatch(/Left out: \d+ cut off by an end of the recording, \d+ baseline jump/);
});
