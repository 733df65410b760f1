import type { EarlierCopy } from '../../app/contract/library.ts';
import { AppError } from '../../app/domain/app-error.ts';
import { openRecordingFolder } from '../imports/recording-folder.ts';
import { recordingFingerprint } from '../imports/recording-fingerprint.ts';
import type { CoreContext } from './context.ts';
import { findRecording } from './find-recording.ts';

type Context = Pick<CoreContext, 'store' | 'folders'>;

/**
 * The recording of the same signal that was imported first, whatever it is called; null: there is none.
 * @throws AppError not-found
 */
export function earlierCopy({ store, folders }: Context, recordingId: string): EarlierCopy | null {
  const recording = findRecording(store, recordingId);
  const alike = store.recordings
    .list()
    .filter(
      ({ key, sampleCount, sampleRateHz }) =>
        key < recording.key &&
        sampleCount === recording.sampleCount &&
        sampleRateHz === recording.sampleRateHz,
    )
    .sort((a, b) => a.key - b.key);
  if (alike.length === 0) return null;
  const fingerprint = fingerprintIn(folders.recording(recordingId));
  const earlier = alike.find(({ id }) => isOf(folders.recording(id), fingerprint));
  if (earlier === undefined) return null;
  const { id, name, importedAt } = earlier;
  return { recordingId: id, name, importedAt };
}

/** An earlier recording that cannot be read is no reason to say nothing of the others. */
function isOf(folder: string, fingerprint: string): boolean {
  try {
    return fingerprintIn(folder) === fingerprint;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

function fingerprintIn(folder: string): string {
  const reader = openRecordingFolder(folder);
  try {
    return recordingFingerprint(reader);
  } finally {
    reader.close();
  }
}
