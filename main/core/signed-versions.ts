import { createHash, randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { SignedVersion as ShownVersion } from '../../app/contract/readings.ts';
import type { ReadingIdentity } from '../../app/contract/schemas.ts';
import { beatClassAt } from '../../app/domain/beat-class.ts';
import type { BeatClass } from '../../app/domain/beat-class.ts';
import { regionsAfter, type ReaderRegion } from '../../app/domain/reader-regions.ts';
import type { SignedBeats } from '../../app/evaluation/adjudication.ts';
import type { StoredReading } from '../store/queries/readings.ts';
import type { SignedVersion } from '../store/queries/signed-versions.ts';
import { toBeatColumns } from './beat-table.ts';
import { now } from './context.ts';
import type { CoreContext } from './context.ts';
import type { OpenReading } from './open-readings.ts';
import { criteriaOf } from './recording-events.ts';

type Context = Pick<CoreContext, 'store' | 'readings'>;

/** A beat that a reading has otherwise than a signed version of it; null: no beat. */
export interface ChangedBeat {
  readonly sample: number;
  readonly signed: BeatClass | null;
  readonly present: BeatClass | null;
}

/** Freezes a reading as it stands, in the name of the present reader. */
export function signReading({ store }: Context, open: OpenReading): SignedVersion {
  const { recording, identity, predictions } = open;
  const beats = beatsToSign(open);
  const { criteria } = criteriaOf({ store }, recording.id);
  const modelId = predictions?.modelId ?? null;
  const { reader } = store.settings.read();
  const id = randomUUID();
  store.transaction(() => {
    if (identity.reader === null) store.readings.nameReader(identity, reader);
    store.signedVersions.insert(
      {
        id,
        readingKey: identity.key,
        number: store.signedVersions.ofReading(identity.key).length + 1,
        reader,
        signedAt: now(),
        editsThrough: store.edits.lastSeq(),
        modelId,
        criteria: JSON.stringify(criteria),
        sha256: hashOf(beats, { recordingId: recording.id, modelId, criteria }),
      },
      beats,
    );
  });
  const version = store.signedVersions.byId(id);
  if (version === null) throw new Error('A version that was just signed is gone');
  return version;
}

/** What is signed: the beats in order of time, and what else they follow from. */
function hashOf(beats: SignedBeats, from: Readonly<Record<string, unknown>>): string {
  const hash = createHash('sha256').update(`${JSON.stringify(from)}\n`);
  for (const column of [beats.beatId, beats.sample, beats.beatClass, beats.judged]) {
    hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  }
  return hash.digest('hex');
}

export function beatsToSign({ reading, predictions }: OpenReading): SignedBeats {
  const { beatId, sample, beatClass } = toBeatColumns(reading, predictions);
  const judged = Uint8Array.from(beatId, (id) => Number(reading.marks.get(id)?.label != null));
  return { beatId, sample, beatClass, judged };
}

/** The beats that a reading has otherwise than what was signed, in order of time. */
export function changesSince(signed: SignedBeats, present: SignedBeats): ChangedBeat[] {
  const rowOf = new Map(Array.from(present.beatId, (id, row) => [id, row]));
  const changes: ChangedBeat[] = [];
  const classIn = ({ beatClass }: SignedBeats, row: number) => beatClassAt(beatClass[row] ?? 0);
  signed.beatId.forEach((id, row) => {
    const now = rowOf.get(id);
    rowOf.delete(id);
    const sample = signed.sample[row] ?? 0;
    const before = classIn(signed, row);
    if (now === undefined) changes.push({ sample, signed: before, present: null });
    else if (classIn(present, now) !== before || present.sample[now] !== sample) {
      changes.push({
        sample: present.sample[now] ?? sample,
        signed: before,
        present: classIn(present, now),
      });
    }
  });
  for (const row of rowOf.values()) {
    changes.push({
      sample: present.sample[row] ?? 0,
      signed: null,
      present: classIn(present, row),
    });
  }
  return changes.toSorted((a, b) => a.sample - b.sample);
}

/** A reading as the header names it. */
export function identify(
  { store, readings }: Context,
  recordingId: string,
  stored: StoredReading,
): ReadingIdentity {
  const { key, id, kind, reader, blinded } = stored;
  const signed = store.signedVersions.ofReading(key).at(-1);
  if (signed === undefined) return { id, kind, reader, blinded, status: 'open' };
  const open = readings.read(recordingId, stored);
  const isChanged =
    changesSince(store.signedVersions.beats(signed), beatsToSign(open)).length > 0 ||
    isReadOtherwise(store, signed, open);
  return { id, kind, reader, blinded, status: isChanged ? 'changed' : 'signed' };
}

/**
 * Whether a report of the same beats would say something else than when they were signed: other time
 * is left out, other criteria make an event, or more was said of events.
 */
function isReadOtherwise(
  store: Context['store'],
  { readingKey, editsThrough, criteria, signedAt }: SignedVersion,
  { recording, reading }: OpenReading,
): boolean {
  const signedRegions = regionsAfter(store.regionEdits.through(readingKey, editsThrough));
  return (
    !isDeepStrictEqual(inOrder(signedRegions), inOrder([...reading.regions.values()])) ||
    !isDeepStrictEqual(JSON.parse(criteria), criteriaOf({ store }, recording.id).criteria) ||
    store.eventJudgements.dispositions(readingKey).some(({ at }) => at > signedAt)
  );
}

function inOrder(regions: readonly ReaderRegion[]): ReaderRegion[] {
  return regions.toSorted(
    (a, b) => (a.lead ?? -1) - (b.lead ?? -1) || a.startSample - b.startSample,
  );
}

export function describeVersion(
  { store }: Context,
  version: SignedVersion,
  open: OpenReading,
): ShownVersion {
  const { id, number, reader, signedAt, modelId, beatCount, sha256 } = version;
  const changedSince = changesSince(store.signedVersions.beats(version), beatsToSign(open)).length;
  return { id, number, reader, signedAt, modelId, beatCount, sha256, changedSince };
}
