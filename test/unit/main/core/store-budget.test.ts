import { expect, it, onTestFinished } from 'vitest';
import { encodeBeatColumns } from '../../../../app/contract/beat-columns.ts';
import { toBeatColumns } from '../../../../main/core/beat-table.ts';
import { appendEdits, goToStep } from '../../../../main/core/edit-recording.ts';
import { OpenReadings } from '../../../../main/core/open-readings.ts';
import { openStore } from '../../../../main/store/store.ts';
import { computedMs } from '../../../support/computed-ms.ts';
import {
  evenBeats,
  storeModel,
  storePredictions,
  storeRecording,
} from '../../../support/stored-recording.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

/** A 24 h recording at 76 beats a minute. */
const BEATS = evenBeats(110_000);

function elapsedMs(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function lowerQuartile(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 2] ?? Infinity;
}

it('keeps to its budgets on a 24 h recording', () => {
  const store = openStore(temporaryFolder());
  onTestFinished(() => {
    store.close();
  });
  const readings = new OpenReadings(store);
  const context = { store, readings };
  storeModel(store);

  const writing = computedMs(() => {
    const { key } = storeRecording(store, { beats: BEATS });
    storePredictions(store, key, BEATS);
  });
  expect(writing).toBeLessThan(1500);

  // Waiting for the disk is what a durable edit is about.
  const editing = Array.from({ length: 20 }, (_, index) =>
    elapsedMs(() => {
      appendEdits(context, 'rec-1', [{ kind: 'relabel', beatId: index + 1, beatClass: 'V' }]);
    }),
  );
  expect(lowerQuartile(editing)).toBeLessThan(20);

  const allBeats = Uint32Array.from(BEATS, (_, index) => index + 1);
  const relabelling = (beatIds: Uint32Array<ArrayBuffer>): number =>
    Math.min(
      ...Array.from({ length: 3 }, () =>
        computedMs(() => {
          appendEdits(context, 'rec-1', [{ kind: 'relabel-all', beatIds, beatClass: 'S' }]);
        }),
      ),
    );
  expect(relabelling(allBeats.slice(1000, 21_000))).toBeLessThan(300);

  const encoding = Array.from({ length: 4 }, () => {
    readings.forgetAll();
    return computedMs(() => {
      const { reading, predictions } = readings.of('rec-1');
      encodeBeatColumns(toBeatColumns(reading, predictions));
    });
  });
  expect(Math.min(...encoding)).toBeLessThan(50);

  expect(relabelling(allBeats)).toBeLessThan(1000);

  const STEPS = 1500;
  // Written to the disk once: the jump is what is measured.
  store.transaction(() => {
    for (let beatId = 1; beatId <= STEPS; beatId++) {
      appendEdits(context, 'rec-1', [{ kind: 'relabel', beatId, beatClass: 'V' }]);
    }
  });
  const last = readings.of('rec-1').history.done.at(-1) ?? 0;
  const first = readings.of('rec-1').history.done.at(-STEPS) ?? 0;
  const jumping = [first, last, first, last].map((step) =>
    computedMs(() => {
      goToStep(context, 'rec-1', step);
    }),
  );
  expect(Math.min(...jumping)).toBeLessThan(STEPS / 20);
});
