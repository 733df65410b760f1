import { AppError } from '../../app/domain/app-error.ts';
import { sameReader } from '../../app/domain/reader-name.ts';
import type { StoredReading } from '../store/queries/readings.ts';
import type { Store } from '../store/store.ts';
import type { OpenReading } from './open-reading.ts';
import { openReadingOf } from './open-readings.ts';

/**
 * Who may see and change which reading. Names are a matter of trust: Ectopy keeps readers from seeing
 * each other's work by accident, it does not know who sits in front of it.
 */

/**
 * Why a reader may not see a reading: the reader's own of the two is not signed yet, so that the
 * other's would be no independent judgement any more. Null: may.
 */
export function closedBecause(
  store: Store,
  { key, kind, recordingKey }: StoredReading,
  reader: string,
): string | null {
  if (kind === 'adjudicated') return null;
  const readings = store.readings.ofRecording(recordingKey);
  const isPair = readings.some((other) => other.kind === 'second' && other.blinded);
  const own = readings.find((other) => other.kind !== 'adjudicated' && isOf(other, reader));
  if (!isPair || own === undefined || own.key === key || isSigned(store, own)) return null;
  return 'Sign your own reading first: until then the other one stays hidden.';
}

/** Whether a reading is blind to all other judgement of its recording at present. */
export function isBlinded(store: Store, reading: StoredReading): boolean {
  return reading.blinded && !isSigned(store, reading);
}

/**
 * What others say of a recording is not for who reads it blind.
 * @throws AppError forbidden
 */
export function refuseToBlind(store: Store, recordingId: string): void {
  if (!isBlinded(store, openReadingOf(store, recordingId))) return;
  throw new AppError('forbidden', 'A blinded reading is made without reference readings.', {
    remedy: 'Sign your reading first.',
  });
}

/**
 * What another model says of a recording may be what it learned from the other reader.
 * @throws AppError forbidden
 */
export function refuseModelToBlind(store: Store, recordingId: string, modelId: string): void {
  const reading = openReadingOf(store, recordingId);
  if (!isBlinded(store, reading) || reading.modelId === modelId) return;
  throw new AppError('forbidden', 'A blinded reading sees the classes of one model alone.', {
    remedy: 'Sign your reading first.',
  });
}

/**
 * What was signed is changed by nobody.
 * @throws AppError forbidden
 */
export function requireCurrent({ signed }: Pick<OpenReading, 'signed'>): void {
  if (signed === null) return;
  const { number, reader } = signed.version;
  throw new AppError('forbidden', `Version ${number}, signed by ${reader}, is read only.`, {
    remedy: 'Go back to the current reading to change it.',
  });
}

/**
 * A reading is its reader's: of whoever edited or signed it first, in a name. Until it is signed, or
 * a second one begun, a colleague may continue it: every label names who gave it.
 * @throws AppError forbidden
 */
export function requireEditable(
  store: Store,
  { identity: reading, signed }: Pick<OpenReading, 'identity' | 'signed'>,
): void {
  requireCurrent({ signed });
  if (reading.reader === null || isOf(reading, store.settings.read().reader)) return;
  const readings = store.readings.ofRecording(reading.recordingKey);
  if (readings.length === 1 && !isSigned(store, reading)) return;
  const hasSecond = readings.some(({ kind }) => kind === 'second');
  throw new AppError(
    'forbidden',
    `This is the reading of ${reading.reader}: only they change it.`,
    {
      remedy: `${hasSecond ? 'Open your own reading' : 'Begin a second reading of your own'} in the readers view; or, if you are ${reading.reader}, continue there under that name.`,
    },
  );
}

/** Whether a reading is this reader's own. */
export function isOf({ reader: owner }: Pick<StoredReading, 'reader'>, reader: string): boolean {
  return owner !== null && sameReader(owner, reader);
}

function isSigned(store: Store, { key }: StoredReading): boolean {
  return store.signedVersions.ofReading(key).length > 0;
}
