import type { EditRequest, EditResult } from '../../app/contract/schemas.ts';
import {
  applyEntries,
  planEdits,
  planRedo,
  planUndo,
  recordInHistory,
} from '../../app/domain/annotation-log.ts';
import type { LogEntry, Transaction } from '../../app/domain/annotation-log.ts';
import { AppError } from '../../app/domain/app-error.ts';
import { beatMark } from '../../app/domain/reading.ts';
import {
  applyRegionEntries,
  planRegionEdit,
  planRegionUndo,
  type RegionEdit,
} from '../../app/domain/reader-regions.ts';
import { analysedTimeOf, forgetAnalysedTime } from './analysed-time.ts';
import { countReading, toBeatState } from './beat-table.ts';
import { now } from './context.ts';
import type { CoreContext } from './context.ts';
import { modelClassOf } from './open-readings.ts';
import type { OpenReading } from './open-readings.ts';

/** Writing to the edit log: each function returns only when its transaction is durable. */

type Context = Pick<CoreContext, 'store' | 'readings'>;

export function appendEdits(
  context: Context,
  recordingId: string,
  edits: readonly EditRequest[],
): EditResult {
  const open = context.readings.of(recordingId);
  const { reader } = context.store.settings.read();
  if (edits.some(({ kind }) => kind === 'insert')) passOverIds(context, open);
  const entries = planEdits(open.reading, edits, { reader, modelClassOf: modelClass(open) });
  return commit(context, open, { kind: 'edit', target: null, entries, regions: [] });
}

/** @throws AppError bad-request outside the recording, conflict when nothing changes */
export function markRegion(context: Context, recordingId: string, edit: RegionEdit): EditResult {
  const open = context.readings.of(recordingId);
  const { reader } = context.store.settings.read();
  const regions = planRegionEdit(open.reading, edit, reader);
  return commit(context, open, { kind: 'edit', target: null, entries: [], regions });
}

/** @throws AppError conflict when there is nothing to undo */
export function undoLatest(context: Context, recordingId: string): EditResult {
  const open = context.readings.of(recordingId);
  const target = open.history.done.at(-1);
  if (target === undefined) throw new AppError('conflict', 'There is nothing to undo.');
  const entries = context.store.edits.entriesOf(target);
  return commit(context, open, {
    kind: 'undo',
    target,
    entries: planUndo(entries, modelClass(open)),
    regions: planRegionUndo(context.store.regionEdits.entriesOf(target)),
  });
}

/** @throws AppError conflict when there is nothing to redo */
export function redoLatest(context: Context, recordingId: string): EditResult {
  const open = context.readings.of(recordingId);
  const target = open.history.undone.at(-1);
  if (target === undefined) throw new AppError('conflict', 'There is nothing to redo.');
  const entries = context.store.edits.entriesOf(target);
  return commit(context, open, {
    kind: 'redo',
    target,
    entries: planRedo(entries, modelClass(open)),
    regions: context.store.regionEdits.entriesOf(target),
  });
}

/** Ids are given once in a recording: the models' classes are kept by them. */
function passOverIds({ store }: Context, { recording, reading }: OpenReading): void {
  const given = store.editedBeats.highestId(recording.key);
  if (given >= reading.nextBeatId) reading.nextBeatId = given + 1;
}

function modelClass({ predictions }: OpenReading) {
  return (beatId: number) => modelClassOf(predictions, beatId);
}

function commit(
  { store, readings }: Context,
  open: OpenReading,
  change: Omit<Transaction, 'id'>,
): EditResult {
  const { recording, identity, reading, predictions, history } = open;
  const { reader } = store.settings.read();
  const touched = new Set(change.entries.map(({ beatId }: LogEntry) => beatId));
  const at = now();
  try {
    applyEntries(reading, change.entries);
    applyRegionEntries(reading, change.regions);
    if (change.regions.length > 0) forgetAnalysedTime(reading);
    const time = analysedTimeOf(store, recording, reading);
    const id = store.transaction(() => {
      for (const beatId of touched) {
        const mark = beatMark(reading, beatId);
        if (mark !== null) store.editedBeats.put(identity.key, beatId, mark);
      }
      store.currentReadings.write(recording.key, countReading(reading, predictions, time));
      if (identity.reader === null) store.readings.nameReader(identity, reader);
      return store.edits.append(identity, change, { reader, at });
    });
    recordInHistory(history, { id, kind: change.kind, target: change.target });
  } catch (error) {
    // What is in memory is ahead of the database: the next request reads it anew.
    readings.forget(recording.id);
    throw error;
  }
  return {
    changed: Array.from(touched, (beatId) => toBeatState(reading, predictions, beatId)),
    regionsChanged: change.regions.length > 0,
    canUndo: history.done.length > 0,
    canRedo: history.undone.length > 0,
    savedAt: at,
  };
}
