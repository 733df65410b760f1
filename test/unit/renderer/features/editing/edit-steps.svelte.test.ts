import { expect, it, vi } from 'vitest';
import type { EditHistory } from '../../../../../app/contract/editing.ts';
import { EditSteps } from '../../../../../renderer/features/editing/edit-steps.svelte.ts';
import { describeChange } from '../../../../../renderer/text/editing.ts';

/** A log of 100,000 steps, all in force but the last ten. */
const TOTAL = 100_000;

function page(first: number, count: number, done = TOTAL - 10): EditHistory {
  const steps = Array.from({ length: Math.min(count, TOTAL - first) }, (_, index) => ({
    transactionId: first + index + 1,
    at: '2026-01-01T00:00:00.000Z',
    reader: 'AB',
    count: 1,
    changes: [],
  }));
  return { total: TOTAL, done, first, steps };
}

it('reads of 100,000 steps only the pages in sight, and the one of the present', async () => {
  const asked: number[] = [];
  const steps = new EditSteps((first, count) => {
    asked.push(first);
    return Promise.resolve(page(first, count));
  });
  steps.refresh();
  await vi.waitUntil(() => steps.at(TOTAL - 11) !== undefined);
  expect(steps).toMatchObject({ total: TOTAL, done: TOTAL - 10 });
  expect(asked).toEqual([0, 99_900]);
  steps.ask(50_050);
  steps.ask(50_060);
  await vi.waitUntil(() => steps.at(50_050) !== undefined);
  expect(steps.at(50_060)?.transactionId).toBe(50_061);
  expect(asked).toEqual([0, 99_900, 50_000]);
});

it('takes no reply from before the last edit, and keeps what it shows until the new one is there', async () => {
  const replies: ((history: EditHistory) => void)[] = [];
  const steps = new EditSteps(
    () =>
      new Promise((resolve) => {
        replies.push(resolve);
      }),
  );
  steps.ask(0);
  steps.refresh();
  replies[1]?.(page(0, 100, 5));
  await vi.waitUntil(() => steps.loaded);
  replies[0]?.(page(0, 100, 99));
  await Promise.resolve();
  expect(steps.done).toBe(5);
  steps.refresh();
  expect(steps.at(3)?.transactionId).toBe(4);
});

it('says in few words what a step changed', () => {
  const change = { from: 'N', to: 'V', count: 1200 } as const;
  expect(describeChange({ ...change, kind: 'relabel' })).toBe('1,200 N → V');
  expect(describeChange({ ...change, kind: 'relabel', to: 'N', count: 1 })).toBe('confirm N');
  expect(describeChange({ ...change, kind: 'delete', to: null, count: 1 })).toBe('delete N');
});
