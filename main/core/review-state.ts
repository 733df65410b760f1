import { isDeepStrictEqual } from 'node:util';
import type { ReviewState } from '../../app/contract/schemas.ts';
import type { StoredReading } from '../store/queries/readings.ts';
import type { StoredRecording } from '../store/queries/recordings.ts';
import type { SignedVersion } from '../store/queries/signed-versions.ts';
import type { Store } from '../store/store.ts';
import type { CoreContext } from './context.ts';
import { criteriaOf } from './recording-events.ts';
import { identify } from './since-signed.ts';

/** How far a recording's reviewing has come, as the library tells it of every recording at once. */
export function reviewState(
  context: Pick<CoreContext, 'store' | 'readings'>,
  recording: StoredRecording,
  editedBeats: number,
): ReviewState {
  const { store } = context;
  const signed = store.readings.ofRecording(recording.key).flatMap((reading) => {
    const version = store.signedVersions.ofReading(reading.key).at(-1);
    return version === undefined ? [] : [{ reading, version }];
  });
  if (signed.length === 0) return editedBeats > 0 ? 'begun' : 'new';
  const isChanged = signed.some(
    ({ reading, version }) =>
      mayHaveChanged(store, recording, reading, version) &&
      identify(context, recording.id, reading).status === 'changed',
  );
  return isChanged ? 'changed' : 'signed';
}

/** Whether anything was done since a signature: only then all beats are compared, which takes time. */
function mayHaveChanged(
  store: Store,
  recording: StoredRecording,
  { key, modelId: keptModelId }: StoredReading,
  version: SignedVersion,
): boolean {
  const modelId = keptModelId ?? store.currentReadings.read(recording.key)?.modelId ?? null;
  const said = [
    store.edits.lastSavedAt(key),
    ...store.eventJudgements.dispositions(key).map(({ at }) => at),
    store.reportForms.lastSavedAt(key),
    store.bookmarks.lastSavedAt(key),
  ];
  return (
    modelId !== version.modelId ||
    said.some((at) => at !== null && at >= version.signedAt) ||
    !isDeepStrictEqual(
      JSON.parse(version.criteria),
      criteriaOf({ store }, { recording, signed: null }).criteria,
    )
  );
}
