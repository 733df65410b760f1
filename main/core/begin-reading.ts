import { randomUUID } from 'node:crypto';
import { AppError } from '../../app/domain/app-error.ts';
import { isNamed, sameReader } from '../../app/domain/reader-name.ts';
import type { NewReading, StoredReading } from '../store/queries/readings.ts';
import type { SignedVersion } from '../store/queries/signed-versions.ts';
import type { Store } from '../store/store.ts';
import { hasUnseenBeats, startClassification } from './classify.ts';
import { now } from './context.ts';
import type { CoreContext } from './context.ts';
import { findRecording } from './find-recording.ts';
import { groupIfNeeded } from './group-jobs.ts';
import { keepCounts } from './kept-counts.ts';
import { openReadingOf } from './open-readings.ts';
import { nameReader, requireName } from './present-reader.ts';
import { closedBecause } from './reading-rights.ts';
import { recordingsLearnedFrom } from './training-sets.ts';

type Begun = Pick<NewReading, 'kind' | 'blinded' | 'firstVersion' | 'secondVersion' | 'modelId'>;

/** Adds a reading by the present reader to a recording and opens it for them. */
export function beginReading(
  { store }: Pick<CoreContext, 'store'>,
  recordingId: string,
  given: Begun,
): StoredReading {
  const recordingKey = findRecording(store, recordingId).key;
  const { reader } = store.settings.read();
  const reading: NewReading = {
    ...given,
    id: randomUUID(),
    recordingKey,
    reader,
    createdAt: now(),
    createdAfter: store.edits.lastSeq(),
  };
  return store.transaction(() => {
    const key = store.readings.insert(reading);
    store.readings.open({ key, recordingKey }, reader);
    return { ...reading, key };
  });
}

/**
 * A reading from the model's classification, without the first reader's corrections, and opens it.
 * It keeps a model that learned nothing from them. Its reader is the present one from then on.
 * @throws AppError conflict with what stands against it
 */
export function beginSecond(context: CoreContext, recordingId: string, reader: string): void {
  requireName(reader);
  const refused = secondRefused(context, recordingId, reader);
  if (refused !== null) throw new AppError('conflict', refused);
  changeReader(context, reader);
  beginReading(context, recordingId, {
    kind: 'second',
    blinded: true,
    firstVersion: null,
    secondVersion: null,
    modelId: impartialModel(context.store, recordingId),
  });
  showOpenReading(context, recordingId);
}

/**
 * The model in use for a recording, or the latest before it that learned from no correction of this
 * recording: what the first reader said must not come back as a model's class. Null: none.
 */
function impartialModel(store: Store, recordingId: string): string | null {
  const { key } = findRecording(store, recordingId);
  let modelId = store.currentReadings.read(key)?.modelId ?? null;
  while (modelId !== null && recordingsLearnedFrom(store, modelId).has(recordingId)) {
    modelId = store.models.byId(modelId)?.parentId ?? null;
  }
  return modelId;
}

/** Why a reader cannot begin the second reading; null: can. */
export function secondRefused(
  { store }: Pick<CoreContext, 'store'>,
  recordingId: string,
  reader: string,
): string | null {
  const recording = findRecording(store, recordingId);
  const readings = store.readings.ofRecording(recording.key);
  const [first] = readings;
  if (recording.status !== 'ready') return 'The recording has not been classified yet.';
  if (readings.some(({ kind }) => kind === 'second')) return 'There is a second reading already.';
  if (impartialModel(store, recordingId) === null) {
    return 'Every model that is left learned from the corrections of this recording.';
  }
  const labelled = first === undefined ? [] : store.edits.readers(first.key);
  if (first === undefined || first.reader === null) {
    return labelled.length === 0
      ? 'Nobody has begun the first reading yet.'
      : 'Whoever made the first reading has not given a name yet: name the reader in the header first.';
  }
  if ([first.reader, ...labelled].some((name) => sameReader(name, reader))) {
    return `${reader} gave labels in the first reading, and a second reading is by somebody else. Names that differ in case or spaces alone are one reader’s.`;
  }
  return null;
}

/**
 * Opens a reading for the present reader.
 * @throws AppError not-found, forbidden while that reader's own reading must come first
 */
export function openReading(context: CoreContext, recordingId: string, readingId: string): void {
  const { store } = context;
  const { key } = findRecording(store, recordingId);
  const { reader } = store.settings.read();
  const stored = store.readings.byId(readingId);
  if (stored?.recordingKey !== key) {
    throw new AppError('not-found', 'This recording has no such reading.');
  }
  const closed = closedBecause(store, stored, reader);
  if (closed !== null) throw new AppError('forbidden', closed);
  store.readings.open(stored, reader);
  showOpenReading(context, recordingId);
}

/**
 * Opens a signed version for the present reader, who may see it; null: goes back to the reading that was
 * open before.
 * @throws AppError database-damaged when it is not what was signed
 */
export function openVersion(
  context: CoreContext,
  recordingId: string,
  version: SignedVersion | null,
): void {
  const { store, readings } = context;
  const stored = openReadingOf(store, recordingId);
  store.transaction(() => {
    store.readings.open(stored, store.settings.read().reader, version?.key ?? null);
    readings.of(recordingId);
  });
  showOpenReading(context, recordingId);
}

/** Another reading is open: the library counts it, and what it lacks is computed. */
export function showOpenReading(context: CoreContext, recordingId: string): void {
  const { store, readings, emit } = context;
  const open = readings.current(recordingId);
  const { identity, reading, predictions } = open;
  keepCounts(store, open);
  emit({ name: 'recording:changed', payload: { recordingId } });
  const isClassified = predictions !== null || identity.modelId !== null;
  if (isClassified && hasUnseenBeats(reading, predictions)) {
    startClassification(context, recordingId, { background: true });
  } else groupIfNeeded(context, recordingId);
}

/** Another reader takes over: where recordings have several readings, shows that reader's. */
export function changeReader(context: CoreContext, name: string): void {
  const { settings } = context.store;
  const before = settings.read().reader;
  nameReader(context.store, name);
  if (settings.read().reader === before) return;
  if (!isNamed(before)) {
    // What was read without a name has a reader now.
    for (const recordingId of context.readings.recordingIds()) {
      context.emit({ name: 'recording:changed', payload: { recordingId } });
    }
  }
  for (const recordingId of context.store.readings.sharedRecordings()) {
    showOpenReading(context, recordingId);
  }
}
