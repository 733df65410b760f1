import type { Adjudication, AgreementReport } from '../../app/contract/readings.ts';
import type { EditResult } from '../../app/contract/schemas.ts';
import { applyEntries, shownBeat } from '../../app/domain/annotation-log.ts';
import { AppError } from '../../app/domain/app-error.ts';
import type { BeatClass } from '../../app/domain/beat-class.ts';
import { beatAt, beatMark } from '../../app/domain/reading.ts';
import {
  compareSigned,
  placeOf,
  planAgreed,
  planSettlement,
  type ComparedReadings,
  type Difference,
  type ReaderBeat,
  type SettlementChoice,
} from '../../app/evaluation/adjudication.ts';
import { agreementOf } from '../../app/evaluation/agreement.ts';
import { pairBeats } from '../../app/evaluation/pair-beats.ts';
import type { StoredReading } from '../store/queries/readings.ts';
import type { SignedVersion } from '../store/queries/signed-versions.ts';
import type { Store } from '../store/store.ts';
import { beginReading, showOpenReading } from './begin-reading.ts';
import { now } from './context.ts';
import type { CoreContext } from './context.ts';
import { appendEntries } from './edit-recording.ts';
import { findRecording } from './find-recording.ts';
import { modelClassOf } from './open-reading.ts';
import type { OpenReading } from './open-reading.ts';
import { ReadingMemory } from './reading-memory.ts';

type Context = Pick<CoreContext, 'store' | 'readings'>;

/** What an adjudicator says of a difference: a reader's word, another class, or no beat. */
export type Verdict = 'first' | 'second' | BeatClass | 'none';

interface SignedPair {
  readonly first: SignedVersion;
  readonly second: SignedVersion;
}

/**
 * Agreement of the versions that the two readers signed last.
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
  };
}

/**
 * A reading by the present reader that holds what the two signed readings agree on, and opens it.
 * @throws AppError conflict with what stands against it
 */
export function beginAdjudication(context: CoreContext, recordingId: string): void {
  const refused = adjudicationRefused(context, recordingId);
  if (refused !== null) throw new AppError('conflict', refused);
  const { store, readings } = context;
  const versions = requirePair(store, findRecording(store, recordingId).key);
  const author = { reader: store.settings.read().reader, at: now() };
  store.transaction(() => {
    const stored = beginReading(context, recordingId, {
      kind: 'adjudicated',
      blinded: false,
      modelId: null,
      firstVersion: versions.first.key,
      secondVersion: versions.second.key,
    });
    const open = readings.read(recordingId, stored);
    readings.forget(recordingId);
    const { reading, predictions } = open;
    const entries = planAgreed(reading, comparedOf(store, open), {
      names: { first: versions.first.reader, second: versions.second.reader },
      modelClassOf: (beatId) => modelClassOf(predictions, beatId),
    });
    if (entries.length === 0) return;
    const change = { kind: 'edit', target: null, entries, regions: [] } as const;
    store.readings.startWith(stored.key, store.edits.append(stored, change, author));
    applyEntries(reading, entries);
    store.editedBeats.write(stored.key, reading.marks, reading.marks.keys());
  });
  showOpenReading(context, recordingId);
}

/** @throws AppError conflict when the open reading is no adjudication */
export function listAdjudication({ store, readings }: Context, recordingId: string): Adjudication {
  const open = requireAdjudication(readings.of(recordingId));
  const { identity, recording } = open;
  const versions = adjudicatedPair(store, identity);
  const latest = latestPair(store, recording.key);
  const { differences } = comparedOf(store, open);
  const settled = settledIn(store, open);
  return {
    firstReader: versions.first.reader,
    secondReader: versions.second.reader,
    adjudicator: identity.reader ?? '',
    outdated: latest?.first.key !== versions.first.key || latest.second.key !== versions.second.key,
    differences: differences.map((difference, index) => {
      const choice = settled.get(index);
      return {
        sample: placeOf(difference),
        ...difference,
        settled: choice === undefined ? null : { choice, beatClass: classNow(open, difference) },
      };
    }),
  };
}

/**
 * Settles one difference: one transaction of the adjudicated reading, in the adjudicator's name.
 * @throws AppError not-found, conflict, forbidden
 */
export function settle(
  context: Context,
  recordingId: string,
  index: number,
  verdict: Verdict,
): EditResult {
  const { store, readings } = context;
  const open = requireAdjudication(readings.of(recordingId));
  const { reading, predictions } = open;
  const { differences } = comparedOf(store, open);
  const difference = differences[index];
  if (difference === undefined) {
    throw new AppError('not-found', 'The two readings have no such difference.');
  }
  const choice: SettlementChoice = verdict === 'first' || verdict === 'second' ? verdict : 'other';
  const chosen = chosenBeat(difference, verdict);
  const there = chosen === null ? null : beatAt(reading, chosen.sample);
  const settled = settledIn(store, open);
  // A beat whose own difference is open may still go elsewhere.
  const mayStay = differences.some(
    ({ first, second }, other) =>
      (other === index || !settled.has(other)) &&
      (first?.beatId === there || second?.beatId === there),
  );
  if (there !== null && !mayStay) {
    throw new AppError('conflict', 'The adjudicated reading has another beat at this place.', {
      remedy: 'Settle this difference as no beat, or that of the other beat otherwise first.',
    });
  }
  const entries = planSettlement(reading, difference, chosen, {
    reader: store.settings.read().reader,
    modelClassOf: (beatId) => modelClassOf(predictions, beatId),
  });
  return appendEntries(context, open, entries, (transaction) => {
    store.settlements.insert({ transaction, difference: index, choice });
  });
}

/** How many differences the open adjudication has still to settle. */
export function unsettledCount({ store, readings }: Context, recordingId: string): number {
  const open = requireAdjudication(readings.of(recordingId));
  return comparedOf(store, open).differences.length - settledIn(store, open).size;
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

/** Why no adjudication can be begun; null: one can. */
export function adjudicationRefused(context: Context, recordingId: string): string | null {
  const refused = agreementRefused(context, recordingId);
  if (refused !== null) return refused;
  const { store } = context;
  const { key } = findRecording(store, recordingId);
  const latest = requirePair(store, key);
  const same = store.readings
    .ofRecording(key)
    .find(
      ({ firstVersion, secondVersion }) =>
        firstVersion === latest.first.key && secondVersion === latest.second.key,
    );
  return same === undefined ? null : `${same.reader} adjudicates these two readings already.`;
}

function chosenBeat({ first, second }: Difference, verdict: Verdict): Chosen | null {
  if (verdict === 'first') return first;
  if (verdict === 'second') return second;
  const beat = first ?? second;
  if (verdict === 'none' || beat === null) return null;
  return { beatId: beat.beatId, sample: beat.sample, beatClass: verdict };
}

type Chosen = Pick<ReaderBeat, 'beatId' | 'sample' | 'beatClass'>;

/** By difference, the choice in force. */
function settledIn(
  store: Store,
  { identity, history }: OpenReading,
): Map<number, SettlementChoice> {
  const inForce = new Set(history.done);
  return new Map(
    store.settlements
      .ofReading(identity.key)
      .filter(({ transaction }) => inForce.has(transaction))
      .map(({ difference, choice }) => [difference, choice]),
  );
}

/** What the adjudicated reading has where the two differ; null: no beat. */
function classNow(
  { reading, predictions }: OpenReading,
  { first, second }: Difference,
): BeatClass | null {
  for (const beat of [first, second]) {
    if (beat === null) continue;
    const mark = beatMark(reading, beat.beatId);
    const shown = shownBeat(mark, modelClassOf(predictions, beat.beatId));
    if (shown !== null) return shown.beatClass;
  }
  return null;
}

/** Signed versions never change, so that their comparison is made once. */
const comparisons = new ReadingMemory<ComparedReadings>();

function comparedOf(store: Store, { recording, identity, reading }: OpenReading): ComparedReadings {
  return comparisons.recall(reading, [], () => {
    const { first, second } = adjudicatedPair(store, identity);
    return compareSigned(
      store.signedVersions.beats(first),
      store.signedVersions.beats(second),
      recording,
    );
  });
}

function adjudicatedPair(store: Store, { firstVersion, secondVersion }: StoredReading): SignedPair {
  const first = firstVersion === null ? null : store.signedVersions.byKey(firstVersion);
  const second = secondVersion === null ? null : store.signedVersions.byKey(secondVersion);
  if (first === null || second === null) throw notAdjudicated();
  return { first, second };
}

function requireAdjudication(open: OpenReading): OpenReading {
  if (open.identity.kind !== 'adjudicated') throw notAdjudicated();
  return open;
}

function notAdjudicated(): AppError {
  return new AppError('conflict', 'The open reading is no adjudication.', {
    remedy: 'Open the adjudicated reading in the readers view.',
  });
}

/** The versions that the first and the second reader signed last. */
function latestPair(store: Store, recordingKey: number): SignedPair | null {
  const readings = store.readings.ofRecording(recordingKey);
  const [first, second] = (['first', 'second'] as const).map((kind) => {
    const reading = readings.find((other) => other.kind === kind);
    return reading === undefined ? undefined : store.signedVersions.ofReading(reading.key).at(-1);
  });
  return first === undefined || second === undefined ? null : { first, second };
}

function requirePair(store: Store, recordingKey: number): SignedPair {
  const pair = latestPair(store, recordingKey);
  if (pair === null) throw new AppError('conflict', 'Not both readers have signed yet.');
  return pair;
}
