import fc from 'fast-check';
import { expect, it } from 'vitest';
import { reviewQueue, type QueueBeats } from '../../../../app/learning/review-queue.ts';

type Beat = readonly [probabilities: readonly number[], group?: number, judged?: 0 | 1];

function queue(beats: readonly Beat[], other: readonly number[] | null = null): QueueBeats {
  return {
    beatId: Uint32Array.from(beats, (_, index) => index + 1),
    sample: Uint32Array.from(beats, (_, index) => 100 * index),
    probabilities: beats.flatMap(([probabilities]) => probabilities),
    judged: Uint8Array.from(beats, ([, , judged = 0]) => judged),
    otherClass: other === null ? null : Uint8Array.from(other),
    groupOf: (beat) => beats[beat]?.[1] ?? null,
    groupSizeOf: (group) => beats.filter((beat) => beat[1] === group).length,
  };
}

const SURE_N: Beat = [[1, 0, 0, 0, 0]];
const beatsOf = (beats: QueueBeats, limit = 10): number[] =>
  reviewQueue(beats, { limit }).map(({ beat }) => beat);

it('asks first about the beat between two classes, never about a judged one', () => {
  const unsure: Beat = [[0.5, 0, 0.5, 0, 0]];
  expect(beatsOf(queue([SURE_N, unsure, [[0.9, 0, 0.1, 0, 0]], [...unsure, undefined, 1] as never]))).toEqual([1, 2, 0]); // prettier-ignore
});

it('asks first about a beat that stands for many', () => {
  const alike: Beat[] = Array.from({ length: 6 }, () => [[0.8, 0, 0.2, 0, 0], 7]);
  const single: Beat = [[0.6, 0, 0.4, 0, 0], 8];
  const [first, second] = reviewQueue(queue([single, ...alike]), { limit: 10 });
  expect(first).toMatchObject({ beat: 1, groupSize: 6 });
  expect(second).toMatchObject({ beat: 0, groupSize: 1, reason: 'N 60 %, V 40 %' });
});

it('asks where two models disagree, and about rare classes, before the rest', () => {
  const many: Beat[] = Array.from({ length: 20 }, () => SURE_N);
  const disputed = queue([...many, SURE_N], [...many.map(() => 0), 2]);
  expect(reviewQueue(disputed, { limit: 1 })[0]).toMatchObject({
    beat: 20,
    reason: 'Models: N and V',
  });
  const rare = queue([...many, [[0.7, 0.3, 0, 0, 0]], [[0.3, 0.7, 0, 0, 0]]]);
  expect(beatsOf(rare, 2)).toEqual([20, 21]);
  expect(reviewQueue(rare, { limit: 2 })[0]?.score).toBeGreaterThan(0.6);
});

it('says of a beat how many its group has, sure and judged ones too, and asks once for each group', () => {
  const unsure = [0.6, 0, 0.4, 0, 0];
  const sure = [1, 0, 0, 0, 0];
  const beats = queue([[unsure, 4], [unsure, 4], [sure, 4], [sure, 4, 1], [unsure, 2], [unsure]]);
  const items = reviewQueue(beats, { limit: 10 });
  expect(items[0]).toMatchObject({ beat: 0, group: 4, groupSize: 4 });
  expect(items.find(({ beat }) => beat === 5)).toMatchObject({ group: null, groupSize: 1 });
  const once = reviewQueue(beats, { limit: 10, onePerGroup: true });
  expect(once.map(({ group }) => group)).toEqual([4, 2]);
});

it('orders any beats by falling score, each at most once', () => {
  const probability = fc.array(fc.nat(100), { minLength: 5, maxLength: 5 });
  fc.assert(
    fc.property(fc.array(fc.tuple(probability, fc.nat(3)), { maxLength: 40 }), (beats) => {
      const items = reviewQueue(queue(beats), { limit: 20 });
      const scores = items.map(({ score }) => score);
      expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      expect(new Set(items.map(({ beat }) => beat)).size).toBe(items.length);
      expect(items.length).toBe(Math.min(20, beats.length));
      expect(scores.every((score) => Number.isFinite(score) && score >= 0)).toBe(true);
    }),
  );
});

it('asks, by groups, about beats unlike those alike, however sure the model is of them', () => {
  const group: Beat[] = Array.from({ length: 9 }, () => [[1, 0, 0, 0, 0], 3]);
  const odd: Beat = [[0, 0, 1, 0, 0], 3];
  const alone: Beat = [[0.5, 0.5, 0, 0, 0], 4];
  const items = reviewQueue(queue([...group, odd, alone]), { limit: 10, order: 'group' });
  expect(items).toMatchObject([{ beat: 9, reason: 'V among 90 % N' }]);
});

it('asks, by models, only where they differ, and by uncertainty never because they do', () => {
  const unsure: Beat = [[0.6, 0, 0.4, 0, 0]];
  const beats = queue([SURE_N, unsure, SURE_N], [0, 0, 2]);
  const order = (name: 'models' | 'uncertainty') =>
    reviewQueue(beats, { limit: 10, order: name }).map(({ beat }) => beat);
  expect(order('models')).toEqual([2]);
  expect(order('uncertainty')[0]).toBe(1);
});

it('leaves rarity aside when asked to, and one beat for each group', () => {
  const many: Beat[] = Array.from({ length: 30 }, () => SURE_N);
  const common: Beat = [[0.55, 0, 0, 0.45, 0], 5];
  const rare: Beat = [[0.3, 0.7, 0, 0, 0], 6];
  const beats = queue([...many, common, common, rare]);
  const first = (rareFirst: boolean) =>
    reviewQueue(beats, { limit: 1, order: 'uncertainty', rareFirst, onePerGroup: true })[0]?.beat;
  expect(first(false)).toBe(30);
  const groups = reviewQueue(beats, { limit: 40, onePerGroup: true });
  expect(groups.filter(({ beat }) => beat === 30 || beat === 31)).toHaveLength(1);
});
