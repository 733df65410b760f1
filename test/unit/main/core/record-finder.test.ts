import { afterEach, beforeEach, expect, it } from 'vitest';
import { OpenReadings } from '../../../../main/core/open-readings.ts';
import { openRecordFinder } from '../../../../main/core/record-finder.ts';
import { openStore, type Store } from '../../../../main/store/store.ts';
import { storeModel, storePredictions, storeRecording } from '../../../support/stored-recording.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

/** At 360 samples a second. */
const BEATS = Uint32Array.of(360, 720, 1440);

let store: Store;

beforeEach(() => {
  store = openStore(temporaryFolder());
  storeModel(store);
});

afterEach(() => {
  store.close();
});

function find(record: string, timeS: number) {
  return openRecordFinder({ store, readings: new OpenReadings(store) }, '/data')({ record, timeS });
}

function imported(id: string, sourcePath: string): void {
  const { key } = storeRecording(store, { id, sourcePath, beats: BEATS });
  storePredictions(store, key, BEATS);
}

it('finds the nearest beat of the recording that was imported from the file of that name', () => {
  imported('copy', '/desk/208.hea');
  expect(find('208', 1.9)).toEqual({ recordingId: 'copy', beatId: 2 });
  expect(find('208', 60)).toEqual({ recordingId: 'copy', beatId: 3 });
  expect(find('20', 2)).toBeNull();
  imported('own', '/data/mitdb/208.hea');
  imported('later-copy', '/data-2/208.hea');
  expect(find('208', 1)).toEqual({ recordingId: 'own', beatId: 1 });
});

it('finds nothing in a recording that is not analysed yet', () => {
  storeRecording(store, { beats: BEATS });
  expect(find('208', 2)).toBeNull();
});
