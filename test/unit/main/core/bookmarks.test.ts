import { expect, it, onTestFinished } from 'vitest';
import type { CoreContext } from '../../../../main/core/context.ts';
import { editingHandlers } from '../../../../main/core/handlers/editing.ts';
import { OpenReadings } from '../../../../main/core/open-readings.ts';
import { openStore } from '../../../../main/store/store.ts';
import { evenBeats, storeRecording } from '../../../support/stored-recording.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const recordingId = 'rec-1';
const STRIP = { startSample: 900, durationS: 7, leads: [0], note: '' };

function openHandlers() {
  const store = openStore(temporaryFolder());
  onTestFinished(() => {
    store.close();
  });
  const { key } = storeRecording(store, { id: recordingId, beats: evenBeats(20) });
  const context = { store, readings: new OpenReadings(store) } as unknown as CoreContext;
  return { store, key, handlers: editingHandlers(context) };
}

it('lists bookmarks by time, each as it was last changed', () => {
  const { handlers } = openHandlers();
  const late = handlers['bookmarks:put']({ recordingId, id: null, ...STRIP });
  handlers['bookmarks:put']({ recordingId, id: null, ...STRIP, startSample: 100 });
  handlers['bookmarks:put']({ recordingId, ...STRIP, id: late.id, note: 'longest pause' });
  expect(handlers['bookmarks:list']({ recordingId })).toMatchObject([
    { startSample: 100, note: '' },
    { startSample: 900, note: 'longest pause', id: late.id, reader: 'Reader' },
  ]);
});

it('keeps the order of those at one time when a note of the first is written', () => {
  const { handlers } = openHandlers();
  const first = handlers['bookmarks:put']({ recordingId, id: null, ...STRIP });
  const second = handlers['bookmarks:put']({ recordingId, id: null, ...STRIP });
  handlers['bookmarks:put']({ recordingId, ...STRIP, id: first.id, note: 'run' });
  expect(handlers['bookmarks:list']({ recordingId }).map(({ id }) => id)).toEqual([
    first.id,
    second.id,
  ]);
});

it('takes a removal back as it was', () => {
  const { handlers } = openHandlers();
  const put = handlers['bookmarks:put']({ recordingId, id: null, ...STRIP, note: 'run' });
  handlers['bookmarks:remove']({ recordingId, id: put.id });
  expect(handlers['bookmarks:list']({ recordingId })).toEqual([]);
  expect(() => handlers['bookmarks:remove']({ recordingId, id: put.id })).toThrow('gone');
  handlers['bookmarks:put']({ recordingId, ...STRIP, id: put.id, note: put.note });
  expect(handlers['bookmarks:list']({ recordingId })).toMatchObject([{ id: put.id, note: 'run' }]);
});

it('keeps no note of a recording that is gone', () => {
  const { store, key, handlers } = openHandlers();
  handlers['bookmarks:put']({ recordingId, id: null, ...STRIP, note: 'Mrs Example' });
  store.bookmarks.forget(key);
  expect(handlers['bookmarks:list']({ recordingId })).toEqual([]);
});
