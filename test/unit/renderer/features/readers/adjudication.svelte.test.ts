import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { AdjudicatedDifference } from '../../../../../app/contract/readings.ts';
import type { BeatClass } from '../../../../../app/domain/beat-class.ts';
import { AdjudicationWork } from '../../../../../renderer/features/readers/adjudication.svelte.ts';
import {
  differencesIn,
  stretchesIn,
} from '../../../../../renderer/features/readers/differences-in.ts';
import { READERS_TEXT } from '../../../../../renderer/text/readers.ts';
import type { Review } from '../../../../../renderer/features/review/index.ts';
import { createFakeBridge } from '../../../../support/fake-bridge.ts';

function difference(beatId: number, first: BeatClass, second: BeatClass): AdjudicatedDifference {
  const own = { beatId, sample: 100 * beatId, judged: true };
  return {
    kind: 'beat',
    number: beatId - 1,
    sample: own.sample,
    first: { ...own, beatClass: first },
    second: { ...own, beatClass: second },
    settled: null,
  };
}

let stored: AdjudicatedDifference[];
let visited: number[];
let said: string[];
let settledNumbers: number[];
let review: Review;
let work: AdjudicationWork;

beforeEach(async () => {
  stored = [difference(1, 'N', 'V'), difference(2, 'N', 'S'), difference(3, 'V', 'F')];
  visited = [];
  said = [];
  settledNumbers = [];
  const fake = createFakeBridge({
    'readings:adjudication': () => ({
      firstReader: 'AB',
      secondReader: 'CD',
      adjudicator: 'EF',
      outdated: false,
      differences: stored,
    }),
    'readings:settle': ({ difference: index, verdict }) => {
      settledNumbers.push(index);
      const old = stored[index];
      if (old?.kind === 'beat' && (verdict === 'first' || verdict === 'second')) {
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
  review = {
    recording: { id: 'rec-1' },
    edits: {
      waiting: 0,
      requests: 0,
      refusal: null,
      request: (send: () => Promise<unknown>) => send(),
    },
    view: {
      visibleSamples: 1000,
      centreOn: (sample: number) => visited.push(sample),
      scrollTo: (sample: number) => visited.push(sample),
    },
    selection: { selectNearest: () => true, select: () => undefined },
    correction: { cursorSample: null },
    playback: { pause: () => undefined },
    say: (message: string) => said.push(message),
  } as unknown as Review;
  work = new AdjudicationWork(review);
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

it('settles time with the keys of beats, but gives it no class', async () => {
  stored = [
    difference(1, 'N', 'V'),
    { kind: 'stretch', number: 3, sample: 150, endSample: 5150, lead: null, first: 'exclude', second: null, settled: null }, // prettier-ignore
  ];
  work = new AdjudicationWork(review);
  await work.load();
  work.goTo(1);
  // Longer than the window: its beginning is what is shown.
  expect(visited.at(-1)).toBe(-50);
  await work.settle('V');
  expect([work.settledCount, said, settledNumbers]).toEqual([0, [READERS_TEXT.timeHasNoClass], []]);
  await work.settle('second');
  expect(work.differences[1]?.settled).toEqual({ choice: 'second', verdict: null });
  expect(settledNumbers).toEqual([3]);
});

it('shows the differences that lie in the window', () => {
  const places = [10, 20, 20, 30, 40].map((sample) => ({ kind: 'beat' as const, sample }));
  expect(differencesIn(places, 20, 40)).toEqual([1, 2, 3]);
  expect(differencesIn(places, 41, 90)).toEqual([]);
  const stretch = { kind: 'stretch' as const, lead: null, first: null, second: 'exclude' as const, settled: null }; // prettier-ignore
  const stretches = [
    { ...stretch, number: 0, sample: 10, endSample: 500 },
    { ...stretch, number: 1, sample: 20, endSample: 60 },
  ];
  expect(stretchesIn(stretches, 60, 70)).toEqual([0]);
  expect(stretchesIn(stretches, 59, 70)).toEqual([0, 1]);
});
