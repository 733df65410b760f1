import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { editedBeats } from '../../../../support/edited-beats.ts';
import { createFakeBridge } from '../../../../support/fake-bridge.ts';

const QUEUED = [700, 20, 300];

let parts: ReturnType<typeof editedBeats>;

beforeEach(async () => {
  const fake = createFakeBridge({
    'training:queue': () =>
      QUEUED.map((beatId) => ({
        beatId,
        sample: 250 * beatId,
        score: 1,
        reason: 'unsure',
        group: null,
        groupSize: 1,
      })),
  });
  vi.stubGlobal('window', { ectopy: fake.bridge });
  parts = editedBeats(1200);
  await parts.walk.step(1);
});

afterEach(() => {
  vi.unstubAllGlobals();
});

it('goes on to the next beat of the queue at every label, that of the class shown too, and at a deletion', async () => {
  const { correction, selection, edits, queue, walk, transactions } = parts;
  const seen = [[selection.beatId, walk.place]];
  // 700 is a V, and stays one.
  for (const decide of [
    () => {
      correction.label('V');
    },
    () => {
      correction.label('S');
    },
  ]) {
    decide();
    await vi.waitFor(() => {
      expect(selection.beatId).not.toBe(seen.at(-1)?.[0]);
    });
    seen.push([selection.beatId, walk.place]);
  }
  expect(seen).toEqual([
    [700, 1],
    [20, 2],
    [300, 3],
  ]);
  expect(queue.done).toBe(2);
  correction.remove();
  await vi.waitFor(() => {
    expect(walk.place).toBeNull();
  });
  await edits.settled();
  expect(transactions.flat().map((edit) => 'beatId' in edit && edit.beatId)).toEqual(QUEUED);
});

it('steps on in time again once the reader left the queue or turned to another beat', () => {
  const { correction, selection, walk } = parts;
  expect(walk.leave()).toBe(true);
  expect(walk.leave()).toBe(false);
  expect(walk.place).toBeNull();
  correction.label('N');
  expect(selection.beatId).toBe(701);
  walk.goTo(20);
  selection.show(30);
  expect(walk.place).toBeNull();
  correction.label('N');
  expect(selection.beatId).toBe(31);
});
