import { AppError } from './app-error.ts';
import type { BeatClass } from './beat-class.ts';
import type { GroupChange } from './group-edits.ts';
import type { BeatMark, BeatValue, Reading } from './reading.ts';
import { beatAt, beatMark, detectedCount, setBeatMark } from './reading.ts';
import { applyRegionEntries, type RegionEntry } from './reader-regions.ts';

/**
 * Corrections as an append-only log. A reader's request is one transaction, whatever the number of
 * beats in it, and one step of undo. Nothing is ever taken out of the log: an undo is a
 * transaction that puts the earlier values back, a redo one that sets the later values again.
 * What can be undone or redone is therefore derived from the log alone, and a restart keeps it.
 */

/** A change of one beat. A move keeps the beat's identity; an insert makes a new beat. */
type BeatEdit =
  | { readonly kind: 'relabel'; readonly beatId: number; readonly beatClass: BeatClass }
  | { readonly kind: 'delete'; readonly beatId: number }
  | { readonly kind: 'insert'; readonly sample: number; readonly beatClass: BeatClass }
  | { readonly kind: 'move'; readonly beatId: number; readonly sample: number };

/** What a reader asks for: a change of one beat, or the same one for many. */
export type Edit =
  | BeatEdit
  | {
      readonly kind: 'relabel-all';
      readonly beatIds: Uint32Array;
      readonly beatClass: BeatClass;
    }
  | { readonly kind: 'delete-all'; readonly beatIds: Uint32Array };

export type EditKind = BeatEdit['kind'];

/** One beat's change, in full: `null` means that there is no beat. */
export interface LogEntry {
  readonly kind: EditKind;
  readonly beatId: number;
  readonly before: BeatValue | null;
  readonly after: BeatValue | null;
}

export type TransactionKind = 'edit' | 'undo' | 'redo';

export interface Transaction {
  /** Counts up along the log. */
  readonly id: number;
  readonly kind: TransactionKind;
  /** The transaction that an undo or redo is about; null for an edit. */
  readonly target: number | null;
  /** Beats that it changed. */
  readonly entries: readonly LogEntry[];
  /** Regions that it changed. */
  readonly regions: readonly RegionEntry[];
  /** Groups of beats that it split or merged, if any; see `group-edits.ts`. */
  readonly groups?: GroupChange | undefined;
}

/** Ids of the transactions in force and of those undone, each with the latest last. */
export interface UndoHistory {
  readonly done: number[];
  readonly undone: number[];
}

export function emptyHistory(): UndoHistory {
  return { done: [], undone: [] };
}

/** Brings the history up to date with one more transaction, in place. A new edit ends all redo. */
export function recordInHistory(
  history: UndoHistory,
  { id, kind, target }: Pick<Transaction, 'id' | 'kind' | 'target'>,
): void {
  if (kind === 'edit') {
    history.done.push(id);
    history.undone.length = 0;
    return;
  }
  const [from, to] =
    kind === 'undo' ? [history.done, history.undone] : [history.undone, history.done];
  const latest = from.pop();
  if (latest === undefined || latest !== target) {
    throw new AppError(
      'internal',
      `Entry ${id} of the edit log does not follow the one before it.`,
    );
  }
  to.push(latest);
}

/** The class that the model in use gives a beat; null when it has not seen the beat. */
export type ModelClassOf = (beatId: number) => BeatClass | null;

/** Shown for a beat that nobody has classified yet. */
export const CLASS_BEFORE_ANALYSIS: BeatClass = 'Q';

/** A beat as the reader sees it now; null when there is none. */
export function shownBeat(mark: BeatMark | null, modelClass: BeatClass | null): BeatValue | null {
  if (mark === null || mark.deleted) return null;
  return {
    sample: mark.sample,
    beatClass: mark.label?.beatClass ?? modelClass ?? CLASS_BEFORE_ANALYSIS,
    reader: mark.label?.reader ?? null,
  };
}

/**
 * Works out the log entries of a request without changing the reading: none for a label that a
 * reader gave the beat before.
 * @throws AppError not-found for a beat that does not exist, conflict for one that is deleted or
 *   a place that is taken, bad-request for a place outside the recording.
 */
export function planEdits(
  reading: Reading,
  edits: readonly Edit[],
  context: { readonly reader: string; readonly modelClassOf: ModelClassOf },
): LogEntry[] {
  const { reader, modelClassOf } = context;
  const entries: LogEntry[] = [];
  // By beat id, one more than the number of its last entry so far: a map takes long for a whole day.
  const lastEntry = new Int32Array(reading.nextBeatId + edits.length);
  /** Places as the entries so far leave them. */
  const places = new Map<number, boolean>();
  let nextBeatId = reading.nextBeatId;

  const valueOf = (beatId: number): BeatValue => {
    const last = lastEntry[beatId] ?? 0;
    const known = last === 0 ? undefined : entries[last - 1];
    const value = known === undefined ? valueBefore(reading, beatId, modelClassOf) : known.after;
    if (value === null) {
      throw new AppError('conflict', `Beat number ${beatId} is deleted.`, {
        remedy: 'Undo the deletion, or insert a new beat.',
      });
    }
    return value;
  };
  const requireFree = (sample: number): void => {
    if (!Number.isInteger(sample) || sample < 0 || sample >= reading.sampleCount) {
      throw new AppError('bad-request', `Sample ${sample} lies outside the recording.`);
    }
    if (places.get(sample) ?? beatAt(reading, sample) !== null) {
      throw new AppError('conflict', `There is a beat at sample ${sample} already.`, {
        remedy: 'Relabel that beat instead.',
      });
    }
  };
  const take = (entry: LogEntry): void => {
    const { beatId, before, after } = entry;
    if (before?.sample !== after?.sample) {
      if (before !== null) places.set(before.sample, false);
      if (after !== null) places.set(after.sample, true);
    }
    lastEntry[beatId] = entries.push(entry);
  };
  const relabel = (beatId: number, beatClass: BeatClass): void => {
    const before = valueOf(beatId);
    // Said by a reader already: there would be nothing for an undo to show.
    if (before.reader !== null && before.beatClass === beatClass) return;
    take({ kind: 'relabel', beatId, before, after: { sample: before.sample, beatClass, reader } });
  };
  const remove = (beatId: number): void => {
    take({ kind: 'delete', beatId, before: valueOf(beatId), after: null });
  };

  for (const edit of edits) {
    switch (edit.kind) {
      case 'relabel':
        relabel(edit.beatId, edit.beatClass);
        break;
      case 'delete':
        remove(edit.beatId);
        break;
      case 'relabel-all':
        for (const beatId of edit.beatIds) relabel(beatId, edit.beatClass);
        break;
      case 'delete-all':
        for (const beatId of edit.beatIds) remove(beatId);
        break;
      case 'insert': {
        const { sample, beatClass } = edit;
        requireFree(sample);
        const after = { sample, beatClass, reader };
        take({ kind: 'insert', beatId: nextBeatId++, before: null, after });
        break;
      }
      case 'move': {
        const { beatId, sample } = edit;
        const before = valueOf(beatId);
        if (sample !== before.sample) requireFree(sample);
        // Who gave the class does not change: a moved beat still follows the model.
        take({ kind: 'move', beatId, before, after: { ...before, sample } });
        break;
      }
    }
  }
  return entries;
}

/** @throws AppError not-found */
function valueBefore(
  reading: Reading,
  beatId: number,
  modelClassOf: ModelClassOf,
): BeatValue | null {
  const mark = beatMark(reading, beatId);
  if (mark === null) {
    throw new AppError('not-found', `The recording has no beat number ${beatId}.`);
  }
  return shownBeat(mark, mark.label === null ? modelClassOf(beatId) : null);
}

/**
 * The entries that take a transaction back. A class that came from a model is given back to the
 * model, as the one in use now sees it.
 */
export function planUndo(entries: readonly LogEntry[], modelClassOf: ModelClassOf): LogEntry[] {
  return entries.toReversed().map(({ kind, beatId, before, after }) => ({
    kind,
    beatId,
    before: asShownNow(after, beatId, modelClassOf),
    after: asShownNow(before, beatId, modelClassOf),
  }));
}

/** The entries that do an undone transaction again. */
export function planRedo(entries: readonly LogEntry[], modelClassOf: ModelClassOf): LogEntry[] {
  return entries.map(({ kind, beatId, before, after }) => ({
    kind,
    beatId,
    before: asShownNow(before, beatId, modelClassOf),
    after: asShownNow(after, beatId, modelClassOf),
  }));
}

function asShownNow(
  value: BeatValue | null,
  beatId: number,
  modelClassOf: ModelClassOf,
): BeatValue | null {
  if (value?.reader !== null) return value;
  return { ...value, beatClass: modelClassOf(beatId) ?? CLASS_BEFORE_ANALYSIS };
}

/** Applies entries to the reading, in place. */
export function applyEntries(reading: Reading, entries: readonly LogEntry[]): void {
  for (const { beatId, before, after } of entries) {
    setBeatMark(reading, beatId, markOf(after, before));
  }
}

/** The mark that an entry leaves. A deleted beat keeps its last place and label. */
export function markOf(after: BeatValue | null, before: BeatValue | null): BeatMark {
  const value = after ?? before;
  if (value === null) throw new RangeError('An entry of the edit log changes nothing to nothing');
  return {
    sample: value.sample,
    label: value.reader === null ? null : { beatClass: value.beatClass, reader: value.reader },
    deleted: after === null,
  };
}

/** The log from its start, reduced onto the detector's beats: what the store keeps materialised. */
export function replay(reading: Reading, log: Iterable<Transaction>): UndoHistory {
  const history = emptyHistory();
  for (const transaction of log) {
    applyEntries(reading, transaction.entries);
    applyRegionEntries(reading, transaction.regions);
    recordInHistory(history, transaction);
  }
  return history;
}

/** True for a beat whose label, place or existence comes from a reader. */
export function isEdited(reading: Reading, beatId: number, mark: BeatMark): boolean {
  return (
    mark.label !== null ||
    mark.deleted ||
    beatId > detectedCount(reading) ||
    mark.sample !== reading.detected[beatId - 1]
  );
}
