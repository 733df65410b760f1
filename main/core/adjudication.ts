import type { AdjudicatedDifference, Adjudication } from '../../app/contract/readings.ts';
import type { EditResult } from '../../app/contract/schemas.ts';
import { applyEntries, shownBeat, type LogEntry } from '../../app/domain/annotation-log.ts';
import { AppError } from '../../app/domain/app-error.ts';
import type { BeatClass } from '../../app/domain/beat-class.ts';
import { beatAt, beatMark } from '../../app/domain/reading.ts';
import type { RegionVerdict } from '../../app/domain/reader-regions.ts';
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
import {
  compareRegions,
  planAgreedRegions,
  planStretch,
  verdictOn,
  type StretchDifference,
} from '../../app/evaluation/region-differences.ts';
import type { StoredReading } from '../store/queries/readings.ts';
import type { SignedVersion } from '../store/queries/signed-versions.ts';
import type { Store } from '../store/store.ts';
import { beginReading, changeReader, showOpenReading } from './begin-reading.ts';
import { now } from './context.ts';
import type { CoreContext } from './context.ts';
import { appendEntries } from './edit-recording.ts';
import { findRecording } from './find-recording.ts';
import { modelClassOf } from './open-reading.ts';
import type { OpenReading } from './open-reading.ts';
import { requireName } from './present-reader.ts';
import { ReadingMemory } from './reading-memory.ts';
import { requireEditable } from './reading-rights.ts';
import { agreementRefused, latestPair, requirePair, type SignedPair } from './signed-pair.ts';
import { NOTHING_BESIDES_BEATS, signedContents } from './signed-state.ts';

type Context = Pick<CoreContext, 'store' | 'readings'>;

/** What an adjudicator says of a difference: a reader's word, another class, or no beat. */
export type Verdict = 'first' | 'second' | BeatClass | 'none';

/**
 * A reading that holds what the two signed readings agree on, and opens it. Its reader is the present
 * one from then on.
 * @throws AppError conflict with what stands against it
 */
export function beginAdjudication(context: CoreContext, recordingId: string, reader: string): void {
  requireName(reader);
  const refused = adjudicationRefused(context, recordingId);
  if (refused !== null) throw new AppError('conflict', refused);
  changeReader(context, reader);
  const { store, readings } = context;
  const recordingKey = findRecording(store, recordingId).key;
  const versions = requirePair(store, recordingKey);
  const author = { reader: store.settings.read().reader, at: now() };
  store.transaction(() => {
    const stored = beginReading(context, recordingId, {
      kind: 'adjudicated',
      blinded: false,
      // What both left to the model stays what they agreed on, whatever model comes into use.
      modelId: store.currentReadings.read(recordingKey)?.modelId ?? null,
      firstVersion: versions.first.key,
      secondVersion: versions.second.key,
    });
    const open = readings.read(recordingId, stored);
    readings.forget(recordingId);
    const { reading, predictions } = open;
    const { beats, stretches } = comparedOf(store, open);
    const entries = planAgreed(reading, beats, {
      names: { first: versions.first.reader, second: versions.second.reader },
      modelClassOf: (beatId) => modelClassOf(predictions, beatId),
    });
    const regions = planAgreedRegions(reading, stretches, versions.first.reader);
    if (entries.length + regions.length === 0) return;
    const change = { kind: 'edit', target: null, entries, regions } as const;
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
  const { beats, stretches } = comparedOf(store, open);
  const settled = settledIn(store, open);
  const ofBeats = beats.differences.map((difference, number): AdjudicatedDifference => {
    const choice = settled.get(number);
    const now = choice === undefined ? null : { choice, beatClass: classNow(open, difference) };
    return { kind: 'beat', number, sample: placeOf(difference), ...difference, settled: now };
  });
  const ofStretches = stretches.differences.map((difference, index): AdjudicatedDifference => {
    const { startSample: sample, ...stretch } = difference;
    const number = beats.differences.length + index;
    const choice = settled.get(number);
    const now = choice === undefined ? null : { choice, verdict: verdictNow(open, difference) };
    return { kind: 'stretch', number, sample, ...stretch, settled: now };
  });
  return {
    firstReader: versions.first.reader,
    secondReader: versions.second.reader,
    adjudicator: identity.reader ?? '',
    outdated: latest?.first.key !== versions.first.key || latest.second.key !== versions.second.key,
    differences: [...ofBeats, ...ofStretches].toSorted((a, b) => a.sample - b.sample),
  };
}

/**
 * Settles one difference: one transaction of the adjudicated reading, in the adjudicator's name.
 * @throws AppError not-found, bad-request, conflict, forbidden
 */
export function settle(
  context: Context,
  recordingId: string,
  number: number,
  verdict: Verdict,
): EditResult {
  const { store, readings } = context;
  const open = requireAdjudication(readings.of(recordingId));
  requireEditable(store, open);
  const { beats, stretches } = comparedOf(store, open);
  const beat = beats.differences[number];
  const stretch = stretches.differences[number - beats.differences.length];
  const choice: SettlementChoice = verdict === 'first' || verdict === 'second' ? verdict : 'other';
  const alongside = (transaction: number): void => {
    store.settlements.insert({ transaction, difference: number, choice });
  };
  if (beat !== undefined) {
    const entries = settledBeat(context, open, { difference: beat, number, verdict });
    return appendEntries(context, open, { entries, regions: [] }, alongside);
  }
  if (stretch === undefined) {
    throw new AppError('not-found', 'The two readings have no such difference.');
  }
  const mark = chosenMark(stretch, verdict);
  const regions = planStretch(open.reading, stretch, mark, store.settings.read().reader);
  return appendEntries(context, open, { entries: [], regions }, alongside);
}

function settledBeat(
  { store }: Context,
  open: OpenReading,
  { difference, number, verdict }: { readonly difference: Difference; readonly number: number; readonly verdict: Verdict }, // prettier-ignore
): LogEntry[] {
  const { reading, predictions } = open;
  const { differences } = comparedOf(store, open).beats;
  const chosen = chosenBeat(difference, verdict);
  const there = chosen === null ? null : beatAt(reading, chosen.sample);
  const settled = settledIn(store, open);
  // A beat whose own difference is open may still go elsewhere.
  const mayStay = differences.some(
    ({ first, second }, other) =>
      (other === number || !settled.has(other)) &&
      (first?.beatId === there || second?.beatId === there),
  );
  if (there !== null && !mayStay) {
    throw new AppError('conflict', 'The adjudicated reading has another beat at this place.', {
      remedy: 'Settle this difference as no beat, or that of the other beat otherwise first.',
    });
  }
  return planSettlement(reading, difference, chosen, {
    reader: store.settings.read().reader,
    modelClassOf: (beatId) => modelClassOf(predictions, beatId),
  });
}

function chosenMark(stretch: StretchDifference, verdict: Verdict): RegionVerdict | null {
  if (verdict === 'first' || verdict === 'second') return stretch[verdict];
  if (verdict === 'none') return null;
  throw new AppError('bad-request', 'This difference is about time, which has no class.');
}

/** How many differences the open adjudication has still to settle. */
export function unsettledCount({ store, readings }: Context, recordingId: string): number {
  const open = requireAdjudication(readings.of(recordingId));
  const { beats, stretches } = comparedOf(store, open);
  return beats.differences.length + stretches.differences.length - settledIn(store, open).size;
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

/** What the adjudicated reading says of a stretch; null: of the whole of it nothing. */
function verdictNow({ reading }: OpenReading, stretch: StretchDifference): RegionVerdict | null {
  const verdict = verdictOn(reading, stretch);
  return verdict === 'mixed' ? null : verdict;
}

/** Differences are numbered: those of beats as they come, then those of stretches. */
interface Compared {
  readonly beats: ComparedReadings;
  readonly stretches: ReturnType<typeof compareRegions>;
}

/** Signed versions never change, so that their comparison is made once. */
const comparisons = new ReadingMemory<Compared>();

function comparedOf(store: Store, { recording, identity, reading }: OpenReading): Compared {
  return comparisons.recall(reading, [], () => {
    const { first, second } = adjudicatedPair(store, identity);
    const beatsOf = (version: SignedVersion) => store.signedVersions.beats(version);
    const regionsOf = (version: SignedVersion) =>
      signedContents(store, version, NOTHING_BESIDES_BEATS).regions;
    return {
      beats: compareSigned(beatsOf(first), beatsOf(second), recording),
      stretches: compareRegions(regionsOf(first), regionsOf(second), recording),
    };
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
