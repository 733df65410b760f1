import { isDeepStrictEqual } from 'node:util';
import type { ReadingIdentity } from '../../app/contract/schemas.ts';
import { beatClassAt, type BeatClass } from '../../app/domain/beat-class.ts';
import { shownBeat } from '../../app/domain/annotation-log.ts';
import { beatMark } from '../../app/domain/reading.ts';
import type { SignedBeats } from '../../app/evaluation/adjudication.ts';
import type { StoredReading } from '../store/queries/readings.ts';
import type { SignedVersion } from '../store/queries/signed-versions.ts';
import type { CoreContext } from './context.ts';
import { modelClassOf, type OpenReading } from './open-reading.ts';
import { openReadingOf } from './open-readings.ts';
import { contentsOf } from './reading-contents.ts';
import { ReadingMemory } from './reading-memory.ts';
import { criteriaOf } from './recording-events.ts';
import { beatsToSign, signedContents, statementOf, type SignedPart } from './signed-state.ts';

/** What a reading has otherwise than it was signed. */

type Context = Pick<CoreContext, 'store' | 'readings'>;

/** A beat that a reading has otherwise than a signed version of it; null: no beat. */
export interface ChangedBeat {
  readonly sample: number;
  readonly signed: BeatClass | null;
  readonly present: BeatClass | null;
  /** Of the same class, somewhere else; neither moved nor relabelled: only who gave the class changed. */
  readonly moved: boolean;
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
    if (now === undefined) {
      changes.push({ sample, signed: before, present: null, moved: false });
      return;
    }
    if (isAsSigned(signed, row, present, now)) return;
    const moved = present.sample[now] !== sample;
    const after = classIn(present, now);
    changes.push({ sample: present.sample[now] ?? sample, signed: before, present: after, moved });
  });
  for (const row of rowOf.values()) {
    changes.push({
      sample: present.sample[row] ?? 0,
      signed: null,
      present: classIn(present, row),
      moved: false,
    });
  }
  return changes.toSorted((a, b) => a.sample - b.sample);
}

/** Whether two rows are one beat in the same place, of the same class, given by model or reader as before. */
function isAsSigned(signed: SignedBeats, was: number, present: SignedBeats, now: number): boolean {
  return (
    signed.sample[was] === present.sample[now] &&
    signed.beatClass[was] === present.beatClass[now] &&
    signed.judged[was] === present.judged[now]
  );
}

/** The beats of the version signed last, by id, and which of them the reading has otherwise. */
interface Followed {
  readonly signed: SignedBeats;
  /** Row in `signed` by beat id; -1: no beat. */
  readonly rowOf: Int32Array;
  readonly changed: Set<number>;
}

const followed = new ReadingMemory<Followed>();

/**
 * Compares all beats once, and from then on those that are edited (`followEdit`): whether a reading is
 * as it was signed is told after every edit.
 */
function changedBeats(
  store: Context['store'],
  open: OpenReading,
  version: SignedVersion,
): ReadonlySet<number> {
  return followed.recall(open.reading, [version.key, open.predictions], () => {
    const signed = store.signedVersions.beats(version);
    const present = beatsToSign(open);
    const lastId = Math.max(highest(signed.beatId), highest(present.beatId));
    const rowOf = new Int32Array(lastId + 1).fill(-1);
    signed.beatId.forEach((id, row) => (rowOf[id] = row));
    const isThere = new Uint8Array(lastId + 1);
    const changed = new Set<number>();
    present.beatId.forEach((id, row) => {
      isThere[id] = 1;
      const was = rowOf[id] ?? -1;
      if (was < 0 || !isAsSigned(signed, was, present, row)) changed.add(id);
    });
    for (const id of signed.beatId) if (isThere[id] === 0) changed.add(id);
    return { signed, rowOf, changed };
  }).changed;
}

/** After an edit of these beats. */
export function followEdit({ reading, predictions }: OpenReading, beatIds: Iterable<number>): void {
  const known = followed.known(reading);
  if (known === null) return;
  const { signed, rowOf, changed } = known;
  for (const id of beatIds) {
    const was = rowOf[id] ?? -1;
    const now = shownBeat(beatMark(reading, id), modelClassOf(predictions, id));
    const isSame =
      now === null
        ? was < 0
        : was >= 0 &&
          signed.sample[was] === now.sample &&
          beatClassAt(signed.beatClass[was] ?? 0) === now.beatClass &&
          signed.judged[was] === Number(now.reader !== null);
    if (isSame) changed.delete(id);
    else changed.add(id);
  }
}

/** Parts of a reading besides its beats that it has otherwise than a version of it. */
export function changedParts(
  { store }: Pick<Context, 'store'>,
  version: SignedVersion,
  open: OpenReading,
): (SignedPart | 'criteria')[] {
  const present = contentsOf(store, open);
  const now = statementOf(present);
  const was = statementOf(signedContents(store, version, present));
  const parts = (Object.keys(now) as SignedPart[]).filter((part) => now[part] !== was[part]);
  const { criteria } = criteriaOf({ store }, open);
  return isDeepStrictEqual(JSON.parse(version.criteria), criteria) ? parts : [...parts, 'criteria'];
}

/** What the present reader has open, as the header names it: a version is what was signed. */
export function identifyOpen(context: Context, recordingId: string): ReadingIdentity {
  const { store, readings } = context;
  const stored = openReadingOf(store, recordingId);
  const recordingIsRead = store.currentReadings.read(stored.recordingKey) !== null;
  const open = recordingIsRead ? readings.of(recordingId) : null;
  if (open?.signed == null) return identify(context, recordingId, stored);
  const { id, kind, reader, blinded } = open.identity;
  const { version } = open.signed;
  return {
    ...{ id, kind, reader, blinded },
    status: 'signed',
    version: {
      id: version.id,
      number: version.number,
      reader: version.reader,
      signedAt: version.signedAt,
    },
  };
}

/** A reading as it stands, as the header names it. */
export function identify(
  { store, readings }: Context,
  recordingId: string,
  stored: StoredReading,
): ReadingIdentity {
  const { key, id, kind, reader, blinded } = stored;
  const version = store.signedVersions.ofReading(key).at(-1);
  const identity = { id, kind, reader, blinded, version: null };
  if (version === undefined) return { ...identity, status: 'open' };
  const open = readings.read(recordingId, stored);
  const isSigned =
    changedBeats(store, open, version).size === 0 &&
    changedParts({ store }, version, open).length === 0;
  return { ...identity, status: isSigned ? 'signed' : 'changed' };
}

function highest(ids: Uint32Array): number {
  return ids.reduce((a, b) => Math.max(a, b), 0);
}
