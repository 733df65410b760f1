import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beatClassAt } from '../../../../app/domain/beat-class.ts';
import { toBeatColumns } from '../../../../main/core/beat-table.ts';
import { listSteps } from '../../../../main/core/edit-history.ts';
import {
  appendEdits,
  goToStep,
  redoLatest,
  undoLatest,
} from '../../../../main/core/edit-recording.ts';
import { OpenReadings } from '../../../../main/core/open-readings.ts';
import { openStore } from '../../../../main/store/store.ts';
import {
  evenBeats,
  storeModel,
  storePredictions,
  storeRecording,
} from '../../../support/stored-recording.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const BEATS = evenBeats(40);
const ID = 'rec-1';

function openContext() {
  const store = openStore(temporaryFolder());
  storeModel(store);
  const { key } = storeRecording(store, { id: ID, beats: BEATS });
  storePredictions(store, key, BEATS);
  return { store, readings: new OpenReadings(store) };
}

let context: ReturnType<typeof openContext>;
beforeEach(() => {
  context = openContext();
});
afterEach(() => {
  context.store.close();
});

function relabel(beatId: number, classIndex: number): void {
  appendEdits(context, ID, [{ kind: 'relabel', beatId, beatClass: beatClassAt(classIndex) }]);
}

function columns() {
  const { reading, predictions } = context.readings.of(ID);
  return toBeatColumns(reading, predictions);
}

function steps() {
  return listSteps(context, ID, 0, 500);
}

describe('the history as a list', () => {
  it('names what each step changed, and where the present is', () => {
    appendEdits(context, ID, [
      { kind: 'relabel', beatId: 1, beatClass: 'V' },
      { kind: 'relabel', beatId: 2, beatClass: 'V' },
      { kind: 'delete', beatId: 3 },
    ]);
    relabel(4, 1);
    undoLatest(context, ID);
    const history = steps();
    expect(history).toMatchObject({ total: 2, done: 1, first: 0 });
    expect(history.steps[0]).toMatchObject({
      reader: 'Reader',
      count: 3,
      changes: [
        {
          kind: 'relabel',
          from: 'N',
          to: 'V',
          count: 2,
          startSample: BEATS[0],
          endSample: BEATS[1],
        },
        { kind: 'delete', from: 'N', to: null, count: 1, startSample: BEATS[2] },
      ],
    });
    const at = BEATS[3] ?? 0;
    expect(history.steps[1]?.changes).toEqual([
      {
        kind: 'relabel',
        from: 'N',
        to: 'S',
        count: 1,
        startSample: at,
        endSample: at,
        lead: null,
        verdict: null,
      },
    ]);
  });

  it('comes in pages, what redo takes first directly behind the present', () => {
    for (let beatId = 1; beatId <= 6; beatId++) relabel(beatId, 2);
    const ids = steps().steps.map(({ transactionId }) => transactionId);
    goToStep(context, ID, ids[2] ?? 0);
    expect(steps().steps.map(({ transactionId }) => transactionId)).toEqual(ids);
    const page = listSteps(context, ID, 2, 3);
    expect(page).toMatchObject({ total: 6, done: 3, first: 2 });
    expect(page.steps.map(({ transactionId }) => transactionId)).toEqual(ids.slice(2, 5));
  });
});

describe('goToStep', () => {
  it('equals the undos and redos that lead there, in the reading and in the log', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 4 }),
        (places) => {
          const { history } = context.readings.of(ID);
          for (let n = history.done.length; n < 12; n++) {
            // A label that a beat has would be no step.
            relabel(1 + (n % 5), 1 + (Math.floor(n / 5) % 3));
          }
          expect(history.done).toHaveLength(12);
          const ids = steps().steps.map(({ transactionId }) => transactionId);
          for (const place of places) {
            const present = history.done.length;
            if (place === present) continue;
            goToStep(context, ID, place === 0 ? null : (ids[place - 1] ?? 0));
            const reached = columns();
            expect(history.done).toHaveLength(place);
            // There and back by single steps comes to the same reading.
            for (let at = place; at < present; at++) redoLatest(context, ID);
            for (let at = place; at > present; at--) undoLatest(context, ID);
            for (let at = present; at < place; at++) redoLatest(context, ID);
            for (let at = present; at > place; at--) undoLatest(context, ID);
            expect(columns()).toEqual(reached);
          }
          context.readings.forget(ID);
          expect(context.readings.of(ID).history.done).toEqual(history.done);
        },
      ),
      { numRuns: 4 },
    );
  });

  it('answers with every beat on the way, and refuses a step that a new edit has ended', () => {
    relabel(1, 2);
    relabel(2, 2);
    const last = steps().steps[1]?.transactionId ?? 0;
    const result = goToStep(context, ID, null);
    expect(result.changed?.map(({ beatId }) => beatId).toSorted()).toEqual([1, 2]);
    expect(result).toMatchObject({ canUndo: false, canRedo: true });
    relabel(3, 2);
    expect(() => goToStep(context, ID, last)).toThrow(
      expect.objectContaining({ code: 'not-found' }),
    );
  });
});
