import { AppError } from '../../app/domain/app-error.ts';
import type { StoredRecording } from '../store/queries/recordings.ts';
import type { Store } from '../store/store.ts';

/** @throws AppError not-found */
export function findRecording(store: Store, id: string): StoredRecording {
  const recording = store.recordings.byId(id);
  if (recording === null) {
    throw new AppError('not-found', 'This recording is not in the library any more.', {
      remedy: 'Go back to the library and open another one.',
    });
  }
  return recording;
}
