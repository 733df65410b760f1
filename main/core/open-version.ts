import { NO_MODEL_CLASS } from '../../app/contract/beat-columns.ts';
import { applyEntries, emptyHistory, recordInHistory } from '../../app/domain/annotation-log.ts';
import { AppError } from '../../app/domain/app-error.ts';
import { BEAT_CLASSES } from '../../app/domain/beat-class.ts';
import { applyRegionEntries } from '../../app/domain/reader-regions.ts';
import { createReading } from '../../app/domain/reading.ts';
import type { SignedBeats } from '../../app/evaluation/adjudication.ts';
import type { Predictions } from '../store/queries/predictions.ts';
import type { StoredRecording } from '../store/queries/recordings.ts';
import type { SignedVersion } from '../store/queries/signed-versions.ts';
import type { Store } from '../store/store.ts';
import type { OpenReading } from './open-reading.ts';
import { beatsToSign, hashOf, NOTHING_BESIDES_BEATS, signedContents } from './signed-state.ts';

/**
 * A reading as it was signed, replayed from its log: events, trends, groups and reports follow from it
 * as they do from the reading as it stands.
 * @throws AppError not-found; database-damaged when what is stored is not what was signed
 */
export function readVersion(
  store: Store,
  recording: StoredRecording,
  versionKey: number,
): OpenReading {
  const version = store.signedVersions.byKey(versionKey);
  const identity = store.readings
    .ofRecording(recording.key)
    .find(({ key }) => key === version?.readingKey);
  const detected = store.detections.read(recording.key);
  if (version === null || identity === undefined || detected === null) {
    throw new AppError('not-found', 'This recording has no such signed version.');
  }
  const { editsThrough } = version;
  const reading = createReading(detected, recording.sampleCount);
  applyEntries(reading, store.edits.entriesThrough(identity.key, editsThrough));
  applyRegionEntries(reading, store.regionEdits.through(identity.key, editsThrough));
  const history = emptyHistory();
  for (const header of store.edits.headers(identity.key, editsThrough)) {
    recordInHistory(history, header);
  }
  const contents = signedContents(store, version, NOTHING_BESIDES_BEATS);
  const predictions = predictionsAsSigned(store, recording.key, version);
  const beats = beatsToSign({ reading, predictions });
  if (hashOf(version, beats, recording.id, contents) !== version.sha256) {
    throw new AppError(
      'database-damaged',
      `Version ${version.number} is not what was signed: its hash is another one.`,
      { remedy: 'Open the current reading, and take the library from a copy if it is damaged.' },
    );
  }
  return { recording, identity, signed: { version, contents }, reading, history, predictions };
}

/** What the model says now of the beats that it was signed with; of those left to it, what was signed. */
function predictionsAsSigned(
  store: Store,
  recordingKey: number,
  version: SignedVersion,
): Predictions | null {
  const { modelId } = version;
  if (modelId === null) return null;
  const stored = store.predictions.read(recordingKey, modelId);
  const beats: SignedBeats = store.signedVersions.beats(version);
  const count = beats.beatId.reduce((a, b) => Math.max(a, b), stored?.classes.length ?? 0);
  const classes = new Uint8Array(count).fill(NO_MODEL_CLASS);
  const probabilities = new Uint16Array(count * BEAT_CLASSES.length);
  if (stored !== null) {
    classes.set(stored.classes);
    probabilities.set(stored.probabilities);
  }
  beats.beatId.forEach((id, row) => {
    if (beats.judged[row] === 0) classes[id - 1] = beats.beatClass[row] ?? NO_MODEL_CLASS;
  });
  return { modelId, engine: stored?.engine ?? '', lead: stored?.lead ?? 0, classes, probabilities };
}
