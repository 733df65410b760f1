import type { LogEntry, ModelClassOf } from '../domain/annotation-log.ts';
import { shownBeat } from '../domain/annotation-log.ts';
import { beatClassAt } from '../domain/beat-class.ts';
import type { BeatClass } from '../domain/beat-class.ts';
import type { BeatValue, Reading } from '../domain/reading.ts';
import { beatMark } from '../domain/reading.ts';
import { EC57_MATCH_WINDOW_S, toSamples } from './ec57.ts';
import { pairBeats } from './pair-beats.ts';
import type { LabelledBeats } from './pair-beats.ts';

/** The beats of a reading as it was signed. */
export interface SignedBeats extends LabelledBeats {
  readonly beatId: Uint32Array;
  /** 1 where a reader gave the class, 0 where the model's stands. */
  readonly judged: Uint8Array;
}

/** A beat as one of two readers left it. */
export interface ReaderBeat {
  readonly beatId: number;
  readonly sample: number;
  readonly beatClass: BeatClass;
  readonly judged: boolean;
}

/** A beat on which two readers differ; null: this reader has no beat there. */
export interface Difference {
  readonly first: ReaderBeat | null;
  readonly second: ReaderBeat | null;
}

/** Whose word was taken; `other`: neither reader's. */
export const SETTLEMENT_CHOICES = ['first', 'second', 'other'] as const;
export type SettlementChoice = (typeof SETTLEMENT_CHOICES)[number];

/** Two signed readings of a recording, taken apart. */
export interface ComparedReadings {
  /** Beats of which both say the same. */
  readonly agreed: readonly AgreedBeat[];
  /** In order of time. */
  readonly differences: readonly Difference[];
}

interface AgreedBeat {
  readonly first: ReaderBeat;
  readonly second: ReaderBeat;
}

/**
 * Where two signed readings say the same and where they differ. A beat that is in both is one beat
 * wherever its readers put it, so that one which was moved further than the match window is one
 * difference, not two; the others are the same where they match as in EC57. Each beat of either
 * reading is in exactly one place of the result.
 */
export function compareSigned(
  first: SignedBeats,
  second: SignedBeats,
  recording: { readonly sampleRateHz: number; readonly sampleCount: number },
): ComparedReadings {
  const agreed: AgreedBeat[] = [];
  const differences: Difference[] = [];
  const matchWindowSamples = toSamples(EC57_MATCH_WINDOW_S, recording.sampleRateHz);
  const add = (a: ReaderBeat | null, b: ReaderBeat | null): void => {
    const isSame =
      a !== null &&
      b !== null &&
      a.beatClass === b.beatClass &&
      Math.abs(a.sample - b.sample) <= matchWindowSamples;
    if (isSame) agreed.push({ first: a, second: b });
    else differences.push({ first: a, second: b });
  };

  const rowsOfSecond = new Map(Array.from(second.beatId, (beatId, row) => [beatId, row]));
  const aloneInFirst: number[] = [];
  first.beatId.forEach((beatId, row) => {
    const twin = rowsOfSecond.get(beatId);
    rowsOfSecond.delete(beatId);
    if (twin === undefined) aloneInFirst.push(row);
    else add(beatAt(first, row), beatAt(second, twin));
  });
  const aloneInSecond = [...rowsOfSecond.values()];
  for (const pair of pairBeats(
    rowsOf(first, aloneInFirst),
    rowsOf(second, aloneInSecond),
    recording,
  )) {
    add(
      beatAt(first, pair.first === null ? null : (aloneInFirst[pair.first] ?? null)),
      beatAt(second, pair.second === null ? null : (aloneInSecond[pair.second] ?? null)),
    );
  }
  return { agreed, differences: differences.toSorted((a, b) => placeOf(a) - placeOf(b)) };
}

/** Sample at which a difference is shown: the first reader's beat, or else the second's. */
export function placeOf({ first, second }: Difference): number {
  return (first ?? second)?.sample ?? 0;
}

/** Names of the readers whose signed readings are adjudicated. */
export interface ReaderNames {
  readonly first: string;
  readonly second: string;
}

/**
 * The entries that make an untouched reading say what both signed readings say. Beats on which they
 * differ stay as the model has them. Who gave a class is kept.
 */
export function planAgreed(
  reading: Reading,
  { agreed, differences }: ComparedReadings,
  { names, modelClassOf }: { readonly names: ReaderNames; readonly modelClassOf: ModelClassOf },
): LogEntry[] {
  const detected = reading.detected.length;
  const entries: LogEntry[] = [];
  const spokenFor = new Set<number>();
  for (const { first, second } of differences) {
    for (const beat of [first, second]) if (beat !== null) spokenFor.add(beat.beatId);
  }
  for (const { first, second } of agreed) {
    // The detector's beat before an inserted one; then the place that a reader chose.
    const isFirstDetected = first.beatId <= detected;
    const takesSecond =
      isFirstDetected === second.beatId <= detected
        ? isFirstDetected && first.sample === reading.detected[first.beatId - 1]
        : !isFirstDetected;
    const taken = takesSecond ? second : first;
    const reader = first.judged || !second.judged ? names.first : names.second;
    const judges = first.judged || second.judged;
    spokenFor.add(taken.beatId);
    entries.push(...entriesTo(reading, taken, { reader, modelClassOf, judges }));
  }
  reading.detected.forEach((_, index) => {
    const beatId = index + 1;
    if (!spokenFor.has(beatId)) entries.push(...entriesToNone(reading, beatId, modelClassOf));
  });
  return entries;
}

/**
 * The entries that settle a difference: the beat as given, by the adjudicator, or none. Also a choice
 * that leaves things as they are is written, so that the log says that it was made.
 */
export function planSettlement(
  reading: Reading,
  { first, second }: Difference,
  chosen: Pick<ReaderBeat, 'beatId' | 'sample' | 'beatClass'> | null,
  context: { readonly reader: string; readonly modelClassOf: ModelClassOf },
): LogEntry[] {
  const { reader, modelClassOf } = context;
  const ids = new Set([first, second].flatMap((beat) => (beat === null ? [] : [beat.beatId])));
  const removed = [...ids]
    .filter((beatId) => beatId !== chosen?.beatId)
    .flatMap((beatId) => entriesToNone(reading, beatId, modelClassOf));
  if (chosen !== null) {
    return [...removed, ...entriesTo(reading, chosen, { reader, modelClassOf, judges: true })];
  }
  const refused = first ?? second;
  if (removed.length > 0 || refused === null) return removed;
  const { beatId, sample, beatClass } = refused;
  const value: BeatValue = { sample, beatClass, reader };
  return [
    { kind: 'insert', beatId, before: null, after: value },
    { kind: 'delete', beatId, before: value, after: null },
  ];
}

/** Makes a reading's beat have this place and class; nothing when it has and nobody judges it. */
function entriesTo(
  reading: Reading,
  { beatId, sample, beatClass }: Pick<ReaderBeat, 'beatId' | 'sample' | 'beatClass'>,
  context: {
    readonly reader: string;
    readonly modelClassOf: ModelClassOf;
    readonly judges: boolean;
  },
): LogEntry[] {
  const { reader, modelClassOf, judges } = context;
  const after: BeatValue = { sample, beatClass, reader };
  const before = shownBeat(beatMark(reading, beatId), modelClassOf(beatId));
  if (before === null) return [{ kind: 'insert', beatId, before, after }];
  const moved = { ...before, sample };
  return [
    ...(before.sample === sample
      ? []
      : [{ kind: 'move', beatId, before, after: moved } satisfies LogEntry]),
    ...(before.beatClass === beatClass && !judges
      ? []
      : [{ kind: 'relabel', beatId, before: moved, after } satisfies LogEntry]),
  ];
}

function entriesToNone(reading: Reading, beatId: number, modelClassOf: ModelClassOf): LogEntry[] {
  const before = shownBeat(beatMark(reading, beatId), modelClassOf(beatId));
  return before === null ? [] : [{ kind: 'delete', beatId, before, after: null }];
}

function beatAt(beats: SignedBeats, row: number | null): ReaderBeat | null {
  if (row === null) return null;
  return {
    beatId: beats.beatId[row] ?? 0,
    sample: beats.sample[row] ?? 0,
    beatClass: beatClassAt(beats.beatClass[row] ?? 0),
    judged: beats.judged[row] === 1,
  };
}

function rowsOf({ sample, beatClass }: SignedBeats, rows: readonly number[]): LabelledBeats {
  return {
    sample: Uint32Array.from(rows, (row) => sample[row] ?? 0),
    beatClass: Uint8Array.from(rows, (row) => beatClass[row] ?? 0),
  };
}
