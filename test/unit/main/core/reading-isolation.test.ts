import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { replay } from '../../../../app/domain/annotation-log.ts';
import type { Transaction } from '../../../../app/domain/annotation-log.ts';
import { AppError } from '../../../../app/domain/app-error.ts';
import { BEAT_CLASSES } from '../../../../app/domain/beat-class.ts';
import { createReading } from '../../../../app/domain/reading.ts';
import { toBeatColumns } from '../../../../main/core/beat-table.ts';
import { beginReading } from '../../../../main/core/begin-reading.ts';
import { appendEdits, redoLatest, undoLatest } from '../../../../main/core/edit-recording.ts';
import { OpenReadings } from '../../../../main/core/open-readings.ts';
import { openStore } from '../../../../main/store/store.ts';
import {
  evenBeats,
  storeModel,
  storePredictions,
  storeRecording,
} from '../../../support/stored-recording.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const BEATS = evenBeats(12);
const READERS = ['Ada', 'Ben'] as const;

const beatId = fc.integer({ min: 1, max: 14 });
const step = fc.record({
  reader: fc.constantFrom(...READERS),
  work: fc.oneof(
    fc.record({
      kind: fc.constant('relabel' as const),
      beatId,
      beatClass: fc.constantFrom(...BEAT_CLASSES),
    }),
    fc.record({ kind: fc.constant('delete' as const), beatId }),
    fc.record({
      kind: fc.constant('insert' as const),
      sample: fc.integer({ min: 0, max: 3000 }),
      beatClass: fc.constantFrom(...BEAT_CLASSES),
    }),
    fc.record({ kind: fc.constant('move' as const), beatId, sample: fc.nat(3000) }),
    fc.constant('undo' as const),
    fc.constant('redo' as const),
  ),
});

it('keeps two readings apart: each is what its own log says, whatever the other reader does', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
      const folder = temporaryFolder();
      let store = openStore(folder);
      onTestFinished(() => {
        store.close();
      });
      storeModel(store);
      const { key } = storeRecording(store, { beats: BEATS });
      storePredictions(store, key, BEATS);
      let readings = new OpenReadings(store);
      const as = (reader: string): void => {
        store.settings.write({ reader });
      };
      const columns = () => {
        const { reading, predictions } = readings.of('rec-1');
        return toBeatColumns(reading, predictions);
      };
      as('Ada');
      appendEdits({ store, readings }, 'rec-1', [{ kind: 'delete', beatId: 12 }]);
      as('Ben');
      beginReading({ store }, 'rec-1', {
        kind: 'second',
        blinded: true,
        firstVersion: null,
        secondVersion: null,
        modelId: null,
      });

      for (const { reader, work } of steps) {
        const other = reader === 'Ada' ? 'Ben' : 'Ada';
        as(other);
        const before = columns();
        as(reader);
        try {
          if (work === 'undo') undoLatest({ store, readings }, 'rec-1');
          else if (work === 'redo') redoLatest({ store, readings }, 'rec-1');
          else appendEdits({ store, readings }, 'rec-1', [work]);
        } catch (error) {
          // What cannot be done is refused in words.
          expect(error).toBeInstanceOf(AppError);
        }
        as(other);
        expect(columns()).toEqual(before);
      }

      const inserted = new Set<number>();
      for (const reader of READERS) {
        as(reader);
        const { identity, recording, reading, history } = readings.of('rec-1');
        const log = store.edits.headers(identity.key).map((header): Transaction => ({
          ...header,
          entries: store.edits.changesOf(header.id).entries,
          regions: [],
        }));
        const replayed = createReading(BEATS, recording.sampleCount);
        expect(replay(replayed, log)).toEqual(history);
        expect(replayed.marks).toEqual(reading.marks);
        for (const id of reading.marks.keys()) {
          if (id <= BEATS.length) continue;
          expect(inserted).not.toContain(id);
          inserted.add(id);
        }
      }
      const shown = READERS.map((reader) => {
        as(reader);
        return columns();
      });
      store.close();
      store = openStore(folder);
      readings = new OpenReadings(store);
      for (const [index, reader] of READERS.entries()) {
        as(reader);
        expect(columns()).toEqual(shown[index]);
      }
    }),
    { numRuns: 15 },
  );
});
