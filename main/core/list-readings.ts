import type { ReadingSummary, Readings, SignedVersion } from '../../app/contract/readings.ts';
import { AppError } from '../../app/domain/app-error.ts';
import type { StoredReading } from '../store/queries/readings.ts';
import { adjudicationRefused, unsettledCount } from './adjudication.ts';
import { changeReader, secondRefused } from './begin-reading.ts';
import { analysedTimeOf } from './analysed-time.ts';
import { countReading } from './beat-table.ts';
import { hasUnseenBeats } from './classify.ts';
import type { CoreContext } from './context.ts';
import { findRecording } from './find-recording.ts';
import type { OpenReading } from './open-reading.ts';
import { requireName } from './present-reader.ts';
import { closedBecause, isOf } from './reading-rights.ts';
import { agreementRefused } from './signed-pair.ts';
import { describeVersion, signReading } from './signed-versions.ts';
import { identify } from './since-signed.ts';

type Context = Pick<CoreContext, 'store' | 'readings'>;

/** All readings of a recording, as far as the present reader may see them, and what can be begun. */
export function listReadings(context: Context, recordingId: string): Readings {
  const { store } = context;
  const { key } = findRecording(store, recordingId);
  const open = context.readings.of(recordingId);
  return {
    readings: store.readings
      .ofRecording(key)
      .map((stored) => summarise(context, recordingId, stored, open)),
    secondRefused: secondRefused(context, recordingId, store.settings.read().reader),
    adjudicationRefused: adjudicationRefused(context, recordingId),
    signRefused: signRefused(context, open),
    agreementRefused: agreementRefused(context, recordingId),
  };
}

/**
 * `reader`: who signs, and reads from then on.
 * @throws AppError conflict with what stands against it
 */
export function sign(context: CoreContext, recordingId: string, reader: string): SignedVersion {
  requireName(reader);
  changeReader(context, reader);
  const open = context.readings.of(recordingId);
  const refused = signRefused(context, open);
  if (refused !== null) throw new AppError('conflict', refused);
  return describeVersion(context, signReading(context, open), open);
}

function summarise(
  context: Context,
  recordingId: string,
  stored: StoredReading,
  { identity, signed }: OpenReading,
): ReadingSummary {
  const { store, readings } = context;
  const closed = closedBecause(store, stored, store.settings.read().reader);
  const shared = {
    createdAt: stored.createdAt,
    isOpen: stored.key === identity.key && signed === null,
    closedBecause: closed,
  };
  const { id, kind, reader, blinded, modelId: keptModelId } = stored;
  if (closed !== null) {
    const hidden = { id, kind, reader, blinded, status: 'open' as const, version: null };
    return { ...hidden, ...shared, keptModelId: null, beatCount: 0, editedBeats: 0, versions: [] };
  }
  const open = readings.read(recordingId, stored);
  const time = analysedTimeOf(store, open.recording, open.reading);
  const versions = store.signedVersions.ofReading(stored.key).toReversed();
  return {
    ...identify(context, recordingId, stored),
    ...shared,
    keptModelId,
    beatCount: liveBeats(open),
    editedBeats: countReading(open.reading, open.predictions, time).editedCount,
    versions: versions.map((version) => describeVersion(context, version, open)),
  };
}

/** Beats that are there: counted without building the table. */
function liveBeats({ reading: { detected, marks } }: OpenReading): number {
  let count = detected.length;
  for (const [beatId, { deleted }] of marks) {
    if (beatId > detected.length) count += Number(!deleted);
    else count -= Number(deleted);
  }
  return count;
}

/** Why the present reader cannot sign the open reading; null: can. */
function signRefused(
  context: Context,
  { recording, identity, signed, reading, predictions }: OpenReading,
): string | null {
  if (signed !== null)
    return 'A signed version is open. Go back to the current reading to sign it.';
  const { store } = context;
  if (identity.reader !== null && !isOf(identity, store.settings.read().reader)) {
    return `This is the reading of ${identity.reader}: only they sign it. Begin a second reading of your own, or, if you are ${identity.reader}, continue under that name.`;
  }
  if (predictions === null || hasUnseenBeats(reading, predictions)) {
    return 'Not all beats have been classified yet.';
  }
  const left = identity.kind === 'adjudicated' ? unsettledCount(context, recording.id) : 0;
  if (left === 0) return null;
  return left === 1
    ? 'One difference is not settled yet.'
    : `${left} differences are not settled yet.`;
}
