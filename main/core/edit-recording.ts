import {
  MOST_LISTED_CHANGES,
  type EditRequest,
  type EditResult,
} from '../../app/contract/schemas.ts';
import {
  applyEntries,
  planEdits,
  planRedo,
  planUndo,
  recordInHistory,
} from '../../app/domain/annotation-log.ts';
import type { Transaction } from '../../app/domain/annotation-log.ts';
import { AppError } from '../../app/domain/app-error.ts';
import { planGroupUndo, type GroupChange } from '../../app/domain/group-edits.ts';
import {
  applyRegionEntries,
  planRegionEdit,
  planRegionUndo,
  type RegionEdit,
} from '../../app/domain/reader-regions.ts';
import { forgetAnalysedTime } from './analysed-time.ts';
import { toBeatState } from './beat-table.ts';
import { now } from './context.ts';
import type { CoreContext } from './context.ts';
import { modelClassOf } from './open-reading.ts';
import type { OpenReading } from './open-reading.ts';
import { changeCounted, keepCounts } from './kept-counts.ts';
import { forgetGroups } from './reading-groups.ts';
import { requireEditable } from './reading-rights.ts';
import { followEdit } from './since-signed.ts';

/** Writing to the edit log: each function returns only when its transaction is durable. */

type Context = Pick<CoreContext, 'store' | 'readings'>;

/**
 * The reading that the present reader has open, to be changed.
 * @throws AppError forbidden
 */
function editable({ store, readings }: Context, recordingId: string): OpenReading {
  const open = readings.of(recordingId);
  requireEditable(store, open);
  return open;
}

export function appendEdits(
  context: Context,
  recordingId: string,
  edits: readonly EditRequest[],
): EditResult {
  const open = editable(context, recordingId);
  const { reader } = context.store.settings.read();
  if (edits.some(({ kind }) => kind === 'insert')) passOverIds(context, open);
  const entries = planEdits(open.reading, edits, { reader, modelClassOf: modelClass(open) });
  if (entries.length === 0) return unchanged(context, open);
  return commit(context, open, [{ kind: 'edit', target: null, entries, regions: [] }]);
}

/** What a request is answered with that says what the reading says already: no step of undo. */
function unchanged({ store }: Context, { identity, history }: OpenReading): EditResult {
  return {
    changed: [],
    regionsChanged: false,
    groupsChanged: false,
    canUndo: history.done.length > 0,
    canRedo: history.undone.length > 0,
    savedAt: store.edits.lastSavedAt(identity.key) ?? now(),
  };
}

/** @throws AppError bad-request outside the recording, conflict when nothing changes */
export function markRegion(context: Context, recordingId: string, edit: RegionEdit): EditResult {
  const open = editable(context, recordingId);
  const { reader } = context.store.settings.read();
  const regions = planRegionEdit(open.reading, edit, reader);
  return commit(context, open, [{ kind: 'edit', target: null, entries: [], regions }]);
}

/** Splits or merges groups of beats. */
export function changeGroups(
  context: Context,
  recordingId: string,
  groups: GroupChange,
): EditResult {
  const open = editable(context, recordingId);
  return commit(context, open, [{ kind: 'edit', target: null, entries: [], regions: [], groups }]);
}

/** @throws AppError conflict when there is nothing to undo */
export function undoLatest(context: Context, recordingId: string): EditResult {
  const open = editable(context, recordingId);
  const target = open.history.done.at(-1);
  if (target === undefined) throw new AppError('conflict', 'There is nothing to undo.');
  return commit(context, open, [undoOf(context, open, target)]);
}

/** @throws AppError conflict when there is nothing to redo */
export function redoLatest(context: Context, recordingId: string): EditResult {
  const open = editable(context, recordingId);
  const target = open.history.undone.at(-1);
  if (target === undefined) throw new AppError('conflict', 'There is nothing to redo.');
  return commit(context, open, [redoOf(context, open, target)]);
}

/**
 * Undoes or redoes until a transaction is the last in force, each a transaction of its own in the
 * log, all durable together; null undoes everything.
 * @throws AppError not-found for a transaction that can neither be undone nor redone, conflict when
 *   it is the last in force already
 */
export function goToStep(
  context: Context,
  recordingId: string,
  transactionId: number | null,
): EditResult {
  const open = editable(context, recordingId);
  const { done, undone } = open.history;
  const place = transactionId === null ? -1 : done.indexOf(transactionId);
  if (transactionId === null || place >= 0) {
    const targets = done.slice(place + 1).toReversed();
    if (targets.length === 0) throw alreadyThere();
    return commit(
      context,
      open,
      targets.map((target) => undoOf(context, open, target)),
    );
  }
  const last = undone.indexOf(transactionId);
  if (last < 0) {
    throw new AppError('not-found', 'This step can no longer be gone to.', {
      remedy: 'A new edit has ended what could be redone; take a step that the list shows.',
    });
  }
  const targets = undone.slice(last).toReversed();
  return commit(
    context,
    open,
    targets.map((target) => redoOf(context, open, target)),
  );
}

function alreadyThere(): AppError {
  return new AppError('conflict', 'The reading is at this step already.');
}

type Change = Omit<Transaction, 'id'>;

/** What takes a transaction back; what it was is in the log, whatever came after it. */
function undoOf({ store }: Context, open: OpenReading, target: number): Change {
  const { entries, regions, groups } = store.edits.changesOf(target);
  return {
    kind: 'undo',
    target,
    entries: planUndo(entries, modelClass(open)),
    regions: planRegionUndo(regions),
    groups: groups && { ...groups, entries: planGroupUndo(groups.entries) },
  };
}

function redoOf({ store }: Context, open: OpenReading, target: number): Change {
  const { entries, regions, groups } = store.edits.changesOf(target);
  return { kind: 'redo', target, entries: planRedo(entries, modelClass(open)), regions, groups };
}

/** Ids are given once in a recording: the models' classes are kept by them. */
function passOverIds({ store }: Context, { recording, reading }: OpenReading): void {
  const given = store.editedBeats.highestId(recording.key);
  if (given >= reading.nextBeatId) reading.nextBeatId = given + 1;
}

function modelClass({ predictions }: OpenReading) {
  return (beatId: number) => modelClassOf(predictions, beatId);
}

/**
 * Entries worked out elsewhere, as one transaction; `alongside` writes what belongs to it.
 * @throws AppError forbidden
 */
export function appendEntries(
  context: Context,
  open: OpenReading,
  changed: Pick<Transaction, 'entries' | 'regions'>,
  alongside: (transaction: number) => void,
): EditResult {
  const change: Change = { kind: 'edit', target: null, ...changed };
  return commit(context, open, [change], ([transaction = 0]) => {
    alongside(transaction);
  });
}

function commit(
  { store, readings }: Context,
  open: OpenReading,
  changes: readonly Change[],
  alongside: (transactions: readonly number[]) => void = () => undefined,
): EditResult {
  const { recording, identity, reading, predictions, history } = open;
  const { reader } = store.settings.read();
  requireEditable(store, open);
  const touched = new Set<number>();
  for (const { entries } of changes) for (const { beatId } of entries) touched.add(beatId);
  const regionsChanged = changes.some(({ regions }) => regions.length > 0);
  const groupsChanged = changes.some(({ groups }) => groups !== undefined);
  const at = now();
  try {
    changeCounted(store, open, touched, () => {
      for (const { entries, regions } of changes) {
        applyEntries(reading, entries);
        applyRegionEntries(reading, regions);
      }
    });
    if (regionsChanged) forgetAnalysedTime(reading);
    if (groupsChanged) forgetGroups(reading);
    const ids = store.transaction(() => {
      store.editedBeats.write(identity.key, reading.marks, touched);
      keepCounts(store, open);
      if (identity.reader === null) store.readings.nameReader(identity, reader);
      const written = changes.map((change) => store.edits.append(identity, change, { reader, at }));
      alongside(written);
      return written;
    });
    changes.forEach(({ kind, target }, index) => {
      recordInHistory(history, { id: ids[index] ?? 0, kind, target });
    });
    followEdit(open, touched);
  } catch (error) {
    // What is in memory is ahead of the database: the next request reads it anew.
    readings.forget(recording.id);
    throw error;
  }
  return {
    changed:
      touched.size > MOST_LISTED_CHANGES
        ? null
        : Array.from(touched, (beatId) => toBeatState(reading, predictions, beatId)),
    regionsChanged,
    groupsChanged,
    canUndo: history.done.length > 0,
    canRedo: history.undone.length > 0,
    savedAt: at,
  };
}
