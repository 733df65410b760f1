import { expect, it, vi } from 'vitest';
import type { EditHistory, StepChange } from '../../../../../app/contract/editing.ts';
import { formatElapsed } from '../../../../../app/text/recording-time.ts';
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

it('says in few words what a step changed, and where', () => {
  const names = {
    timeAt: (sample: number, { tenths = false } = {}) => formatElapsed(sample / 250, { tenths }),
    lead: (lead: number | null) => (lead === null ? 'all leads' : `lead ${lead}`),
  };
  const none = { from: null, to: null, lead: null, verdict: null };
  const said = (change: Pick<StepChange, 'kind' | 'count'> & Partial<StepChange>): string =>
    describeChange({ ...none, startSample: 400, endSample: 400, ...change }, names);
  expect(said({ kind: 'relabel', from: 'N', to: 'V', count: 1200, endSample: 15_000 })).toBe(
    '1,200 N → V, 0:00:01–0:01:00',
  );
  expect(said({ kind: 'relabel', from: 'N', to: 'N', count: 1 })).toBe('confirm N at 0:00:01.6');
  expect(said({ kind: 'delete', from: 'N', count: 1 })).toBe('delete N at 0:00:01.6');
  expect(said({ kind: 'region', count: 1, endSample: 5000, verdict: 'exclude' })).toBe(
    'left out 0:00:01–0:00:20, all leads',
  );
  expect(said({ kind: 'region', count: 1, endSample: 5000, lead: 1 })).toBe(
    'mark taken away 0:00:01–0:00:20, lead 1',
  );
  expect(said({ kind: 'group', count: 1, startSample: null, endSample: null })).toBe(
    '1 change of groups',
  );
});
