import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clusterPoints } from '../../../../app/groups/cluster-points.ts';

const OPTIONS = { cells: 32, most: 8, leastDistance: 0.5 };

/** Points about some centres, those of one centre after those of the other. */
function cloud(centres: readonly (readonly [x: number, y: number])[], sizes: readonly number[]) {
  const points = centres.flatMap(([x, y], index) =>
    Array.from({ length: sizes[index] ?? 0 }, (_, k) => [
      x + 0.05 * Math.sin(7 * k),
      y + 0.05 * Math.cos(11 * k),
    ]).flat(),
  );
  return Float32Array.from(points);
}

describe('clusterPoints', () => {
  it('finds a rare kind beside a very common one, and leaves neither in parts', () => {
    const points = cloud(
      [
        [0, 0],
        [3, 0],
        [0, 2],
      ],
      [5000, 3, 40],
    );
    const { clusterOf, count } = clusterPoints(points, 2, OPTIONS);
    expect(count).toBe(3);
    expect(new Set(clusterOf.subarray(0, 5000)).size).toBe(1);
    expect(new Set(clusterOf.subarray(5000, 5003)).size).toBe(1);
    expect(new Set(clusterOf.subarray(5003)).size).toBe(1);
  });

  it('keeps what is known to differ apart, however near', () => {
    const points = cloud([[0, 0]], [60]);
    const alike = clusterPoints(points, 2, OPTIONS);
    expect(alike.count).toBe(1);
    const kinds = Uint8Array.from({ length: 60 }, (_, point) =>
      (points[2 * point] ?? 0) > 0 ? 2 : 1,
    );
    const { clusterOf } = clusterPoints(points, 2, { ...OPTIONS, kinds });
    const first = [...clusterOf].filter((_, point) => kinds[point] === 1);
    const second = [...clusterOf].filter((_, point) => kinds[point] === 2);
    expect(first.filter((group) => second.includes(group)).length).toBeLessThan(6);
    expect(new Set(first)).not.toEqual(new Set(second));
  });

  it('deals every point to one of at most the wanted clusters, none of them empty', () => {
    fc.assert(
      fc.property(
        fc.array(fc.float({ min: -10, max: 10, noNaN: true }), { minLength: 0, maxLength: 90 }),
        fc.integer({ min: 1, max: 6 }),
        (numbers, most) => {
          const points = Float32Array.from(numbers.slice(0, numbers.length - (numbers.length % 3)));
          const options = { ...OPTIONS, most };
          const { clusterOf, count, centres } = clusterPoints(points, 3, options);
          expect(clusterOf.length).toBe(points.length / 3);
          expect(count).toBeLessThanOrEqual(most);
          expect(new Set(clusterOf).size).toBe(count);
          expect(centres.length).toBe(3 * count);
          expect(clusterPoints(points, 3, options).clusterOf).toEqual(clusterOf);
        },
      ),
    );
  });
});
