import { afterEach, expect, test, vi } from 'vitest';
import { BeatList } from '../../../../../renderer/features/review/beat-list.svelte.ts';
import { LookQueue } from '../../../../../renderer/features/review/look-queue.svelte.ts';
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

afterEach(() => {
  vi.unstubAllGlobals();
});

test('the queue is asked for once, passes over what was decided or deleted, and then starts anew', async () => {
  const order = [3, 2, 99, 1];
  const fake = createFakeBridge({
    'training:queue': () =>
      order.map((beatId) => ({ beatId, sample: 0, score: 1, reason: 'unsure', groupSize: 1 })),
  });
  vi.stubGlobal('window', { ectopy: fake.bridge });
  const queue = new LookQueue('rec-1', reading());
  expect(await queue.step(1)).toBe(3);
  expect(await queue.step(1)).toBe(1);
  expect(await queue.step(-1)).toBe(3);
  expect(fake.requests).toHaveLength(1);
  expect(queue.goTo(3)).toBe(1);
  expect(await queue.step(1)).toBeNull();
  expect(await queue.step(1)).toBe(3);
  expect(fake.requests).toHaveLength(2);
});

test('a queue that cannot be had says why', async () => {
  vi.stubGlobal('window', { ectopy: createFakeBridge({}).bridge });
  const queue = new LookQueue('rec-1', reading());
  expect(await queue.step(1)).toBeNull();
  expect(queue.problem?.code).toBe('not-found');
});
