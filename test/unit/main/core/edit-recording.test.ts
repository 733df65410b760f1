import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { replay } from '../../../../app/domain/annotation-log.ts';
import type { Transaction } from '../../../../app/domain/annotation-log.ts';
import { createReading } from '../../../../app/domain/reading.ts';
import { countReading, toBeatColumns } from '../../../../main/core/beat-table.ts';
import { analysedTimeOf } from '../../../../main/core/analysed-time.ts';
import {
  appendEdits,
  markRegion,
  redoLatest,
  undoLatest,
} from '../../../../main/core/edit-recording.ts';
import { OpenReadings } from '../../../../main/core/open-readings.ts';
import { openStore } from '../../../../main/store/store.ts';
import type { Store } from '../../../../main/store/store.ts';
import {
  evenBeats,
  storeModel,
  storePredictions,
  storeRecording,
} from '../../../support/stored-recording.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const BEATS = evenBeats(50);

interface Context {
  store: Store;
  readings: OpenReadings;
}

let folder: string;
let context: Context;

function open(): Context {
  const store = openStore(folder);
  return { store, readings: new OpenReadings(store) };
}

function reopen(): void {
  context.store.close();
  context = open();
}

beforeEach(() => {
  folder = temporaryFolder();
  context = open();
  storeModel(context.store);
  const { key } = storeRecording(context.store, { beats: BEATS });
  storePredictions(context.store, key, BEATS, { classOf: (index) => (index === 9 ? 2 : 0) });
});

afterEach(() => {
  context.store.close();
});

function columns(): ReturnType<typeof toBeatColumns> {
  const { reading, predictions } = context.readings.of('rec-1');
  return toBeatColumns(reading, predictions);
}

describe('edits of a recording', () => {
  it('are all there after a restart, with undo and redo', () => {
    appendEdits(context, 'rec-1', [{ kind: 'relabel', beatId: 1, beatClass: 'V' }]);
    appendEdits(context, 'rec-1', [{ kind: 'insert', sample: 333, beatClass: 'S' }]);
    appendEdits(context, 'rec-1', [{ kind: 'delete', beatId: 4 }]);
    undoLatest(context, 'rec-1');
    const before = columns();
    reopen();
    expect(columns()).toEqual(before);
    const redone = redoLatest(context, 'rec-1');
    expect(redone).toMatchObject({ canRedo: false, changed: [{ beatId: 4, deleted: true }] });
    reopen();
    for (let undone = 0; undone < 3; undone++) undoLatest(context, 'rec-1');
    expect(() => undoLatest(context, 'rec-1')).toThrow(
      expect.objectContaining({ code: 'conflict' }),
    );
    expect(columns().beatClass.filter((index) => index === 2)).toHaveLength(1);
    expect(columns().flags.every((flag) => flag === 0)).toBe(true);
  });

  it('are no step where a reader said the same before; the first word on a beat of the model is one', () => {
    const confirm = () =>
      appendEdits(context, 'rec-1', [{ kind: 'relabel', beatId: 1, beatClass: 'N' }]);
    const { history } = context.readings.of('rec-1');
    expect(confirm().changed).toMatchObject([{ beatId: 1, beatClass: 'N', edited: true }]);
    expect(history.done).toHaveLength(1);
    expect(confirm()).toMatchObject({ changed: [], canUndo: true });
    const both = Uint32Array.of(1, 2);
    appendEdits(context, 'rec-1', [{ kind: 'relabel-all', beatIds: both, beatClass: 'N' }]);
    confirm();
    expect(history.done).toHaveLength(2);
    undoLatest(context, 'rec-1');
    undoLatest(context, 'rec-1');
    expect(history.done).toEqual([]);
  });

  it('answer with the new state of each beat that changed', () => {
    const result = appendEdits(context, 'rec-1', [
      { kind: 'relabel', beatId: 10, beatClass: 'F' },
      { kind: 'move', beatId: 2, sample: 410 },
    ]);
    expect(result).toMatchObject({ canUndo: true, canRedo: false });
    expect(result.changed).toEqual([
      {
        beatId: 10,
        sample: 2000,
        beatClass: 'F',
        deleted: false,
        edited: true,
        modelClass: 'V',
        confidence: 1,
      },
      {
        beatId: 2,
        sample: 410,
        beatClass: 'N',
        deleted: false,
        edited: true,
        modelClass: 'N',
        confidence: 1,
      },
    ]);
  });

  it('keep the reader of their time, and the old and new values', () => {
    context.store.settings.write({ reader: 'Ada' });
    appendEdits(context, 'rec-1', [{ kind: 'relabel', beatId: 10, beatClass: 'S' }]);
    context.store.settings.write({ reader: 'Ben' });
    undoLatest(context, 'rec-1');
    const { identity } = context.readings.of('rec-1');
    expect(context.store.edits.ofBeat(identity, 10)).toMatchObject([
      { kind: 'relabel', reader: 'Ada', oldClass: 'V', newClass: 'S', oldSample: 2000 },
      { kind: 'undo', reader: 'Ben', oldClass: 'S', newClass: 'V', newSample: 2000 },
    ]);
  });

  it('leave counts and materialised beats equal to a replay of the log', () => {
    appendEdits(context, 'rec-1', [{ kind: 'relabel', beatId: 3, beatClass: 'Q' }]);
    appendEdits(context, 'rec-1', [
      { kind: 'delete', beatId: 7 },
      { kind: 'insert', sample: 1500, beatClass: 'V' },
      { kind: 'relabel', beatId: 51, beatClass: 'F' },
    ]);
    const excluded = { lead: null, mark: 'exclude', startSample: 1900, endSample: 2300 } as const;
    markRegion(context, 'rec-1', excluded);
    undoLatest(context, 'rec-1');
    undoLatest(context, 'rec-1');
    redoLatest(context, 'rec-1');
    undoLatest(context, 'rec-1');
    markRegion(context, 'rec-1', excluded);
    const { store, readings } = context;
    const { recording, identity, reading, predictions, history } = readings.of('rec-1');
    const log = store.edits.headers(identity.key).map((header): Transaction => ({
      ...header,
      entries: store.edits.changesOf(header.id).entries,
      regions: store.regionEdits.entriesOf(header.id),
    }));
    const replayed = createReading(BEATS, recording.sampleCount);
    expect(replay(replayed, log)).toEqual(history);
    expect(replayed.marks).toEqual(reading.marks);
    expect(replayed.regions).toEqual(reading.regions);
    const time = analysedTimeOf(store, recording, replayed);
    expect(time.excluded).toEqual([{ startSample: 1900, endSample: 2300 }]);
    expect(new Map(store.editedBeats.list(identity.key))).toEqual(replayed.marks);
    expect(store.currentReadings.read(recording.key)).toEqual(
      countReading(replayed, predictions, time),
    );
    expect(store.currentReadings.read(recording.key)).toMatchObject({
      beatCount: 48,
      excludedBeats: 2,
      editedCount: 1,
      byClass: { N: 47, V: 0, Q: 1 },
    });
  });

  it('of very many beats are one step, told without listing them, and kept as they are', () => {
    const many = evenBeats(2500);
    const { key } = storeRecording(context.store, { id: 'rec-2', beats: many });
    storePredictions(context.store, key, many);
    const beatIds = Uint32Array.from(many, (_, index) => index + 1);
    const labelled = appendEdits(context, 'rec-2', [
      { kind: 'relabel-all', beatIds, beatClass: 'V' },
      { kind: 'delete-all', beatIds: beatIds.subarray(0, 500) },
    ]);
    expect(labelled).toMatchObject({ changed: null, canUndo: true });
    const present = () => {
      const { reading, predictions } = context.readings.of('rec-2');
      return toBeatColumns(reading, predictions);
    };
    const after = present();
    expect(after.count).toBe(2000);
    expect(after.beatClass.every((index) => index === 2)).toBe(true);
    reopen();
    expect(present()).toEqual(after);
    expect(undoLatest(context, 'rec-2')).toMatchObject({ changed: null, canUndo: false });
    reopen();
    expect(present()).toMatchObject({ count: 2500, flags: new Uint8Array(2500) });
    redoLatest(context, 'rec-2');
    expect(present()).toEqual(after);
  });

  it('that are refused leave no trace', () => {
    const before = columns();
    expect(() =>
      appendEdits(context, 'rec-1', [
        { kind: 'relabel', beatId: 1, beatClass: 'V' },
        { kind: 'relabel', beatId: 999, beatClass: 'V' },
      ]),
    ).toThrow(expect.objectContaining({ code: 'not-found' }));
    expect(columns()).toEqual(before);
    expect(context.store.edits.lastSeq()).toBe(0);
  });
});
