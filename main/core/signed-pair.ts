import type { AgreementReport } from '../../app/contract/readings.ts';
import { AppError } from '../../app/domain/app-error.ts';
import { unionSpans, type Span } from '../../app/domain/regions.ts';
import { agreementOf } from '../../app/evaluation/agreement.ts';
import { pairBeats } from '../../app/evaluation/pair-beats.ts';
import { timeAgreement } from '../../app/evaluation/time-agreement.ts';
import type { StoredRecording } from '../store/queries/recordings.ts';
import type { SignedVersion } from '../store/queries/signed-versions.ts';
import type { Store } from '../store/store.ts';
import { timeWith } from './analysed-time.ts';
import type { CoreContext } from './context.ts';
import { findRecording } from './find-recording.ts';
import { NOTHING_BESIDES_BEATS, signedContents } from './signed-state.ts';

type Context = Pick<CoreContext, 'store' | 'readings'>;

export interface SignedPair {
  readonly first: SignedVersion;
  readonly second: SignedVersion;
}

/**
 * Agreement of the versions that the two readers signed last, in beats and in time left out.
 * @throws AppError conflict before both have signed
 */
export function agreement({ store }: Context, recordingId: string): AgreementReport {
  const recording = findRecording(store, recordingId);
  const versions = requirePair(store, recording.key);
  const first = store.signedVersions.beats(versions.first);
  const second = store.signedVersions.beats(versions.second);
  return {
    first: { reader: versions.first.reader, version: versions.first.number },
    second: { reader: versions.second.reader, version: versions.second.number },
    ...agreementOf(first, second, pairBeats(first, second, recording)),
    time: timeAgreement(
      leftOut(store, recording, versions.first),
      leftOut(store, recording, versions.second),
      recording,
    ),
  };
}

/** By lead, what cannot be used or was marked as left out. */
function leftOut(store: Store, recording: StoredRecording, version: SignedVersion): Span[][] {
  const { regions } = signedContents(store, version, NOTHING_BESIDES_BEATS);
  const { leads } = timeWith(store, recording, regions);
  return leads.map((stretches) => unionSpans(...Object.values(stretches)));
}

/** Why the two readings cannot be compared yet; null: they can. */
export function agreementRefused({ store }: Context, recordingId: string): string | null {
  const { key } = findRecording(store, recordingId);
  const readings = store.readings.ofRecording(key);
  if (!readings.some(({ kind }) => kind === 'second')) return 'There is no second reading.';
  const open = readings.filter(
    (reading) =>
      reading.kind !== 'adjudicated' && store.signedVersions.ofReading(reading.key).length === 0,
  );
  if (open.length === 0) return null;
  const names = open.map(({ reader }) => reader ?? 'the first reader').join(' and ');
  return `${names} ${open.length === 1 ? 'has' : 'have'} not signed yet: labels are compared once both readers have signed, so that neither sees the other’s before.`;
}

/** The versions that the first and the second reader signed last. */
export function latestPair(store: Store, recordingKey: number): SignedPair | null {
  const readings = store.readings.ofRecording(recordingKey);
  const [first, second] = (['first', 'second'] as const).map((kind) => {
    const reading = readings.find((other) => other.kind === kind);
    return reading === undefined ? undefined : store.signedVersions.ofReading(reading.key).at(-1);
  });
  return first === undefined || second === undefined ? null : { first, second };
}

/** @throws AppError conflict */
export function requirePair(store: Store, recordingKey: number): SignedPair {
  const pair = latestPair(store, recordingKey);
  if (pair === null) throw new AppError('conflict', 'Not both readers have signed yet.');
  return pair;
}
