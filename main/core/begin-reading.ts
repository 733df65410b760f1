import { randomUUID } from 'node:crypto';
import { AppError } from '../../app/domain/app-error.ts';
import type { NewReading, StoredReading } from '../store/queries/readings.ts';
import { analysedTimeOf } from './analysed-time.ts';
import { countReading } from './beat-table.ts';
import { hasUnseenBeats, startClassification } from './classify.ts';
import { now } from './context.ts';
import type { CoreContext } from './context.ts';
import { findRecording } from './find-recording.ts';
import { groupIfNeeded } from './group-jobs.ts';
import { closedBecause } from './reading-rights.ts';

type Begun = Pick<NewReading, 'kind' | 'blinded' | 'firstVersion' | 'secondVersion'>;

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
 * A reading by the present reader from the model's classification, without the first reader's
 * corrections, and opens it.
 * @throws AppError conflict with what stands against it
 */
export function beginSecond(context: CoreContext, recordingId: string): void {
  const refused = secondRefused(context, recordingId);
  if (refused !== null) throw new AppError('conflict', refused);
  beginReading(context, recordingId, {
    kind: 'second',
    blinded: true,
    firstVersion: null,
    secondVersion: null,
  });
  showOpenReading(context, recordingId);
}

/** Why the present reader cannot begin the second reading; null: can. */
export function secondRefused(
  { store }: Pick<CoreContext, 'store'>,
  recordingId: string,
): string | null {
  const recording = findRecording(store, recordingId);
  const { reader } = store.settings.read();
  const readings = store.readings.ofRecording(recording.key);
  const [first] = readings;
  if (recording.status !== 'ready') return 'The recording has not been classified yet.';
  if (readings.some(({ kind }) => kind === 'second')) return 'There is a second reading already.';
  if (first === undefined || first.reader === null) {
    return 'Nobody has begun the first reading yet.';
  }
  if (first.reader === reader || store.edits.readers(first.key).includes(reader)) {
    return `${reader} gave labels in the first reading, and a second reading is by somebody else. Name the second reader in the settings.`;
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

/** The counts that the library shows are those of the open reading: brings them up to date. */
export function showOpenReading(context: CoreContext, recordingId: string): void {
  const { store, readings, emit } = context;
  const { recording, reading, predictions } = readings.of(recordingId);
  const time = analysedTimeOf(store, recording, reading);
  store.currentReadings.write(recording.key, countReading(reading, predictions, time));
  emit({ name: 'recording:changed', payload: { recordingId } });
  if (predictions !== null && hasUnseenBeats(reading, predictions)) {
    startClassification(context, recordingId, { background: true });
  } else groupIfNeeded(context, recordingId);
}

/** Another reader has taken over: where recordings have several readings, shows that reader's. */
export function readerChanged(context: CoreContext): void {
  for (const recordingId of context.store.readings.sharedRecordings()) {
    showOpenReading(context, recordingId);
  }
}
