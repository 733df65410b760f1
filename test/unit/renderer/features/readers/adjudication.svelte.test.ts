import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { AdjudicatedDifference } from '../../../../../app/contract/readings.ts';
import type { BeatClass } from '../../../../../app/domain/beat-class.ts';
import { AdjudicationWork } from '../../../../../renderer/features/readers/adjudication.svelte.ts';
import { differencesIn } from '../../../../../renderer/features/readers/differences-in.ts';
import type { Review } from '../../../../../renderer/features/review/index.ts';
import { createFakeBridge } from '../../../../support/fake-bridge.ts';

function difference(beatId: number, first: BeatClass, second: BeatClass): AdjudicatedDifference {
  const own = { beatId, sample: 100 * beatId, judged: true };
  return {
    sample: own.sample,
    first: { ...own, beatClass: first },
    second: { ...own, beatClass: second },
    settled: null,
  };
}

let stored: AdjudicatedDifference[];
let visited: number[];
let said: string[];
let work: AdjudicationWork;

beforeEach(async () => {
  stored = [difference(1, 'N', 'V'), difference(2, 'N', 'S'), difference(3, 'V', 'F')];
  visited = [];
  said = [];
  const fake = createFakeBridge({
    'readings:adjudication': () => ({
      firstReader: 'AB',
      secondReader: 'CD',
      adjudicator: 'EF',
      outdated: false,
      differences: stored,
    }),
    'readings:settle': ({ difference: index, verdict }) => {
      const old = stored[index];
      if (old !== undefined && (verdict === 'first' || verdict === 'second')) {
        const settled = { choice: verdict, beatClass: old[verdict]?.beatClass ?? null };
        stored = stored.with(index, { ...old, settled });
      }
      return {
        changed: [],
        regionsChanged: false,
        groupsChanged: false,
        canUndo: true,
        canRedo: false,
        savedAt: 'now',
      };
    },
  });
  vi.stubGlobal('window', { ectopy: fake.bridge });
  const review = {
    recording: { id: 'rec-1' },
    edits: { waiting: 0, requests: 0, request: (send: () => Promise<unknown>) => send() },
    view: { centreOn: (sample: number) => visited.push(sample) },
    selection: { selectNearest: () => true },
    correction: { cursorSample: null },
    playback: { pause: () => undefined },
    say: (message: string) => said.push(message),
  };
  work = new AdjudicationWork(review as unknown as Review);
  await work.load();
});

afterEach(() => {
  vi.unstubAllGlobals();
});

it('settles the difference in hand and goes on to the next one that is open', async () => {
  expect(visited).toEqual([100]);
  await work.settle('second');
  expect(work.index).toBe(1);
  expect(work.settledCount).toBe(1);
  work.goTo(2);
  await work.settle('first');
  expect(work.index).toBe(1);
  await work.settle('first');
  expect(work.settledCount).toBe(3);
  expect(said).toHaveLength(1);
});

it('goes where undo took a decision back, and on from where redo made it again', async () => {
  await work.settle('first');
  await work.settle('first');
  const [first] = stored;
  if (first !== undefined) stored = stored.with(0, { ...first, settled: null });
  await work.load();
  expect(work.index).toBe(0);
  expect(work.settledCount).toBe(1);
  if (first !== undefined) stored = stored.with(0, first);
  await work.load();
  expect(work.index).toBe(2);
});

it('shows the differences that lie in the window', () => {
  const places = [10, 20, 20, 30, 40].map((sample) => ({ sample }));
  expect(differencesIn(places, 20, 40)).toEqual([1, 2, 3]);
  expect(differencesIn(places, 41, 90)).toEqual([]);
});
