import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { appendEdits, undoLatest } from '../../../../main/core/edit-recording.ts';
import { OpenReadings } from '../../../../main/core/open-readings.ts';
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
  const beats = evenBeats(10);
  const { key } = storeRecording(store, { id: 'rec-1', beats });
  storePredictions(store, key, beats);
  const context = { store, readings: new OpenReadings(store) };
  appendEdits(context, 'rec-1', [
    { kind: 'relabel', beatId: 2, beatClass: 'V' },
    { kind: 'move', beatId: 3, sample: 605 },
  ]);
  appendEdits(context, 'rec-1', [{ kind: 'delete', beatId: 4 }]);
  undoLatest(context, 'rec-1');
  store.close();
});

it('writes what was edited, and what was undone with what undid it', async () => {
  const out = temporaryFolder();
  const run = () => ectopy('edit-log', '208', '--library', library, '--out', out, '--json');
  const { code, stdout } = await run();
  expect(code).toBe(0);
  const file = path.join(out, '208.ect.log');
  expect(JSON.parse(stdout)).toEqual({ path: file, lines: 6 });
  expect(readFileSync(file, 'utf8').split('\r\n')).toEqual([
    '[LWEditLog-1.0] Record 208, annotator ect (360 samples/second)',
    '',
    '-400,N',
    '400,V',
    '-600,N',
    '605,N',
    '-800,N',
    '800,N',
    '',
  ]);
  const again = await run();
  expect(again.code).toBe(1);
  expect(again.stderr).toContain('was not overwritten');
});

it('names the recordings there are when it knows none of that name', async () => {
  const { code, stderr } = await ectopy('edit-log', '999', '--library', library);
  expect(code).toBe(1);
  expect(stderr).toContain('208 (rec-1)');
});
