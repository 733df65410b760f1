import { afterEach, expect, test, vi } from 'vitest';
import { BeatList } from '../../../../../renderer/features/review/beat-list.svelte.ts';
import {
  LookQueue,
  type QueueStorage,
} from '../../../../../renderer/features/review/look-queue.svelte.ts';
import { createFakeBridge } from '../../../../support/fake-bridge.ts';

const EDITED = 1;

/** Beats 1 to 4; beat 2 was decided by a reader since the queue was made. */
function reading(): BeatList {
  const beats = new BeatList();
  beats.replace({
    count: 4,
    beatId: Uint32Array.of(1, 2, 3, 4),
    sample: Uint32Array.of(100, 200, 300, 400),
    beatClass: new Uint8Array(4),
    modelClass: new Uint8Array(4),
    confidence: new Uint8Array(4).fill(100),
    flags: Uint8Array.of(0, EDITED, 0, 0),
  });
  return beats;
}

/** A core that always answers with the queue of these beats. */
function coreWithQueue(beatIds: readonly number[]): ReturnType<typeof createFakeBridge> {
  const fake = createFakeBridge({
    'training:queue': () =>
      beatIds.map((beatId) => ({
        beatId,
        sample: 0,
        score: 1,
        reason: 'unsure',
        group: null,
        groupSize: 1,
      })),
  });
  vi.stubGlobal('window', { ectopy: fake.bridge });
  return fake;
}

/** The page's storage, empty. */
function memory(): QueueStorage {
  const kept = new Map<string, string>();
  return {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => {
      kept.set(name, value);
    },
  };
}

function decide(beats: BeatList, beatId: number): void {
  const { table } = beats;
  const state = table.stateAt(table.indexOfId(beatId));
  beats.apply([{ ...state, edited: true }]);
}

afterEach(() => {
  vi.unstubAllGlobals();
});

test('the queue is asked for once, passes over what was decided or deleted, and then starts anew', async () => {
  const fake = coreWithQueue([3, 2, 99, 1]);
  const queue = new LookQueue('rec-1', reading(), memory());
  expect(await queue.step(1)).toBe(3);
  expect(await queue.step(1)).toBe(1);
  expect(await queue.step(-1)).toBe(3);
  expect(fake.requests).toHaveLength(1);
  expect(queue.goTo(1)).toBe(1);
  expect(await queue.step(1)).toBeNull();
  expect(await queue.step(1)).toBe(3);
  expect(fake.requests).toHaveLength(2);
});

test('a queue that cannot be had says why', async () => {
  vi.stubGlobal('window', { ectopy: createFakeBridge({}).bridge });
  const queue = new LookQueue('rec-1', reading(), memory());
  expect(await queue.step(1)).toBeNull();
  expect(queue.problem?.code).toBe('not-found');
});

test('progress, choice and the list itself survive a restart', async () => {
  const fake = coreWithQueue([4, 3, 1]);
  const storage = memory();
  const beats = reading();
  const queue = new LookQueue('rec-1', beats, storage);
  await queue.choose({ order: 'models', rareFirst: false });
  expect(fake.requests[0]?.params).toEqual({
    recordingId: 'rec-1',
    limit: 200,
    order: 'models',
    rareFirst: false,
    onePerGroup: false,
  });
  decide(beats, 3);
  const reopened = new LookQueue('rec-1', beats, storage);
  expect(reopened.choice.order).toBe('models');
  expect(reopened.open.map(({ beatId }) => beatId)).toEqual([4, 1]);
  expect(reopened.done).toBe(1);
  expect(new LookQueue('rec-2', beats, storage).beats).toBeNull();
});

test('the time left follows the pace of the reader, breaks left out', async () => {
  const count = 40;
  const beats = new BeatList();
  const ids = Array.from({ length: count }, (_, index) => index + 1);
  beats.replace({
    count,
    beatId: Uint32Array.from(ids),
    sample: Uint32Array.from(ids, (id) => 100 * id),
    beatClass: new Uint8Array(count),
    modelClass: new Uint8Array(count),
    confidence: new Uint8Array(count),
    flags: new Uint8Array(count),
  });
  coreWithQueue(ids);
  const queue = new LookQueue('rec-1', beats, memory());
  await queue.load();
  let atMs = 0;
  queue.follow(atMs);
  expect(queue.secondsLeft).toBeNull();
  for (let beatId = 1; beatId <= 12; beatId += 1) {
    atMs += beatId === 7 ? 600_000 : 4000;
    decide(beats, beatId);
    queue.follow(atMs);
  }
  expect(queue.perMinute).toBeCloseTo(15, 9);
  expect(queue.secondsLeft).toBeCloseTo((28 / 15) * 60, 9);
});
