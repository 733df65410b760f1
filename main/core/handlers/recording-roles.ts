import type { Handlers } from '../../../app/contract/channels.ts';
import { now } from '../context.ts';
import type { CoreContext } from '../context.ts';
import { findRecording } from '../find-recording.ts';

type RoleChannel =
  'recordings:tag' | 'recordings:lock' | 'recordings:assign-patient' | 'recordings:roles';

/** The part that recordings have in learning: learned from, or locked for comparison. */
export function recordingRoleHandlers({ store, emit }: Pick<CoreContext, 'store' | 'emit'>) {
  return {
    'recordings:lock': ({ recordingId, locked }) => {
      const { key } = findRecording(store, recordingId);
      if (locked) store.recordingRoles.lock(key, store.settings.read().reader, now());
      else store.recordingRoles.unlock(key);
      emit({ name: 'recording:changed', payload: { recordingId } });
      return {};
    },
    'recordings:assign-patient': ({ recordingId, patient }) => {
      store.recordingRoles.assignPatient(findRecording(store, recordingId).key, patient);
      emit({ name: 'recording:changed', payload: { recordingId } });
      return {};
    },
    'recordings:tag': ({ recordingId, tags }) => {
      const { key } = findRecording(store, recordingId);
      store.transaction(() => {
        store.recordingTags.replace(key, tags);
      });
      emit({ name: 'recording:changed', payload: { recordingId } });
      return {};
    },
    'recordings:roles': () =>
      store.recordings.list().map(({ key, id, name }) => {
        const { patient, lockedBy, lockedAt } = store.recordingRoles.read(key);
        return {
          recordingId: id,
          name,
          patient,
          locked: lockedAt !== null,
          lockedBy,
          lockedAt,
          beats: store.currentReadings.read(key)?.beatCount ?? 0,
          reviewedBeats: store.editedBeats.countLabelled(key),
        };
      }),
  } satisfies Handlers<RoleChannel>;
}
