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
  const entries = planEdits(open.reading, edits, { reader, modelClassOf: modelClass(open) });
  return commit(context, open, { kind: 'edit', target: null, entries });
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
  });
}

function modelClass({ predictions }: OpenReading) {
  return (beatId: number) => modelClassOf(predictions, beatId);
}

function commit(
  { store, readings }: Context,
  open: OpenReading,
  change: Omit<Transaction, 'id'>,
): EditResult {
  const { recording, reading, predictions, history } = open;
  const { key } = recording;
  const touched = new Set(change.entries.map(({ beatId }: LogEntry) => beatId));
  const at = now();
  try {
    applyEntries(reading, change.entries);
    const id = store.transaction(() => {
      for (const beatId of touched) {
        const mark = beatMark(reading, beatId);
        if (mark !== null) store.editedBeats.put(key, beatId, mark);
      }
      store.currentReadings.write(key, countReading(reading, predictions));
      return store.edits.append(key, change, { reader: store.settings.read().reader, at });
    });
    recordInHistory(history, { id, kind: change.kind, target: change.target });
  } catch (error) {
    // What is in memory is ahead of the database: the next request reads it anew.
    readings.forget(recording.id);
    throw error;
  }
  return {
    changed: Array.from(touched, (beatId) => toBeatState(reading, predictions, beatId)),
    canUndo: history.done.length > 0,
    canRedo: history.undone.length > 0,
    savedAt: at,
  };
}
