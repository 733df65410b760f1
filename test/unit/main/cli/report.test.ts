import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { openStore } from '../../../../main/store/store.ts';
import {
  evenBeats,
  storeModel,
  storePredictions,
  storeRecording,
} from '../../../support/stored-recording.ts';
import { ectopy } from '../../../support/captured-output.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

let library: string;

beforeEach(() => {
  library = temporaryFolder();
  const store = openStore(library);
  storeModel(store);
  const beats = evenBeats(40);
  const { key } = storeRecording(store, { beats });
  storePredictions(store, key, beats);
  store.close();
});

it('writes the form that the file name says, and never over a file', async () => {
  const folder = temporaryFolder();
  const write = (name: string) =>
    ectopy('report', '208', '--library', library, '--out', path.join(folder, name));
  const { code, stdout } = await write('day.CSV');
  expect(code).toBe(0);
  const file = path.join(folder, 'day.CSV');
  expect(stdout).toBe(`${file}\n`);
  expect(readFileSync(file, 'utf8')).toMatch(/All beats,40\b/);
  const again = await write('day.CSV');
  expect(again.code).toBe(1);
  expect(again.stderr).toContain('was not overwritten');
});

it('knows no other form, and says so before it opens the library', async () => {
  const file = path.join(temporaryFolder(), 'day.docx');
  const { code, stderr } = await ectopy('report', '208', '--library', library, '--out', file);
  expect(code).toBe(1);
  expect(stderr).toContain('.pdf, .html or .csv');
  expect(existsSync(file)).toBe(false);
});
