import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { expect, it } from 'vitest';
import { protocolResultSchema } from '../../../../../app/contract/protocol-result.ts';
import { resultTable } from '../../../../../main/cli/results/result-table.ts';

const RESULTS = path.resolve(import.meta.dirname, '../../../../../resources/results');

function tableOf(protocol: string): string {
  const file = readFileSync(path.join(RESULTS, `${protocol}.json`), 'utf8');
  return resultTable(v.parse(protocolResultSchema, JSON.parse(file)));
}

it('has the balanced accuracy of records, by which infarction is judged, and of no beats', () => {
  expect(tableOf('infarction-ptbxl')).toMatch(/records: normal .*\n\n\|  \| Accuracy \| Balanced accuracy \|/); // prettier-ignore
  expect(tableOf('ds1-ds2')).not.toContain('Balanced accuracy');
});

it('tells figures of the detector and of EC57 apart by a second decimal, and others by one', () => {
  expect(tableOf('detector')).toMatch(/QRS detector \| 99\.\d\d \| 99\.\d\d \| 99\.\d\d \|/);
  expect(tableOf('ds1-ds2')).toMatch(/parameters \| \d\d\.\d .* \| 99\.\d\d .* \| 99\.\d\d /);
});
