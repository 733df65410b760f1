import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { main } from '../../../../main/cli/program.ts';
import { openStore } from '../../../../main/store/store.ts';
import {
  evenBeats,
  storeModel,
  storePredictions,
  storeRecording,
} from '../../../support/stored-recording.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

let library: string;
let printed: string;
let failed: string;

beforeEach(() => {
  library = temporaryFolder();
  const store = openStore(library);
  storeModel(store);
  const beats = evenBeats(40);
  const { key } = storeRecording(store, { beats });
  storePredictions(store, key, beats);
  store.close();
  printed = '';
  failed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    failed += String(text);
    return true;
  });
});

afterEach(() => {
  vi.restoreAllMocks();
});

it('writes the form that the file name says, and never over a file', async () => {
  const folder = temporaryFolder();
  const write = (name: string) =>
    main(['report', '208', '--library', library, '--out', path.join(folder, name)]);
  expect(await write('day.CSV')).toBe(0);
  const file = path.join(folder, 'day.CSV');
  expect(printed).toBe(`${file}\n`);
  expect(readFileSync(file, 'utf8')).toMatch(/All beats,40\b/);
  expect(await write('day.CSV')).toBe(1);
  expect(failed).toContain('was not overwritten');
});

it('knows no other form, and says so before it opens the library', async () => {
  const file = path.join(temporaryFolder(), 'day.docx');
  expect(await main(['report', '208', '--library', library, '--out', file])).toBe(1);
  expect(failed).toContain('.pdf, .html or .csv');
  expect(existsSync(file)).toBe(false);
});
