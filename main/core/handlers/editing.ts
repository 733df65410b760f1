import { randomUUID } from 'node:crypto';
import type { Handlers } from '../../../app/contract/channels.ts';
import { AppError } from '../../../app/domain/app-error.ts';
import { now, type CoreContext } from '../context.ts';
import { listSteps } from '../edit-history.ts';
import { goToStep } from '../edit-recording.ts';
import { exportEditLog } from '../export-edit-log.ts';
import { bookmarksOf } from '../reading-contents.ts';
import { requireEditable } from '../reading-rights.ts';

type EditingChannel =
  | 'history:list'
  | 'history:go-to'
  | 'edit-log:export'
  | 'bookmarks:list'
  | 'bookmarks:put'
  | 'bookmarks:remove';

export function editingHandlers(context: CoreContext) {
  const { store, readings } = context;
  return {
    'history:list': ({ recordingId, first, count }) =>
      listSteps(context, recordingId, first, count),
    'history:go-to': ({ recordingId, transactionId }) =>
      goToStep(context, recordingId, transactionId),
    'edit-log:export': ({ recordingId, folder }) => exportEditLog(context, recordingId, folder),

    'bookmarks:list': ({ recordingId }) => bookmarksOf(store, readings.of(recordingId)),
    'bookmarks:put': ({ recordingId, id, ...place }) => {
      const open = readings.of(recordingId);
      const { identity, recording } = open;
      requireEditable(store, open);
      if (place.startSample >= recording.sampleCount) {
        throw new AppError('bad-request', 'The bookmark lies behind the end of the recording.');
      }
      const { reader } = store.settings.read();
      const bookmark = { id: id ?? randomUUID(), ...place, reader, at: now() };
      store.bookmarks.put(identity.key, bookmark);
      return bookmark;
    },
    'bookmarks:remove': ({ recordingId, id }) => {
      const open = readings.of(recordingId);
      const { key } = open.identity;
      requireEditable(store, open);
      const bookmark = store.bookmarks.find(key, id);
      if (bookmark === null) throw new AppError('not-found', 'This bookmark is gone already.');
      const { reader } = store.settings.read();
      store.bookmarks.remove(key, { ...bookmark, reader, at: now() });
      return {};
    },
  } satisfies Handlers<EditingChannel>;
}
