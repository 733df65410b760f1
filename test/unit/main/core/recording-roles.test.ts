import { afterEach, beforeEach, expect, it } from 'vitest';
import { recordingRoleHandlers } from '../../../../main/core/handlers/recording-roles.ts';
import { openStore, type Store } from '../../../../main/store/store.ts';
import { storeRecording } from '../../../support/stored-recording.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

let folder: string;
let store: Store;

beforeEach(() => {
  folder = temporaryFolder();
  store = openStore(folder);
});

afterEach(() => {
  store.close();
});

it('sets all tags of a recording, each once, and keeps them through a restart', () => {
  const { key, id } = storeRecording(store, { beats: Uint32Array.of(100, 500) });
  const changed: string[] = [];
  const handlers = recordingRoleHandlers({
    store,
    emit: ({ name }) => {
      changed.push(name);
    },
  });
  handlers['recordings:tag']({ recordingId: id, tags: ['teaching', 'paced', 'paced'] });
  handlers['recordings:tag']({ recordingId: id, tags: ['paced', 'mine'] });
  store.close();
  store = openStore(folder);
  expect(store.recordingTags.list(key)).toEqual(['mine', 'paced']);
  expect(changed).toEqual(['recording:changed', 'recording:changed']);
  expect(() => handlers['recordings:tag']({ recordingId: 'gone', tags: [] })).toThrow();
});
