import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../app/random.ts';

describe('seeded random numbers', () => {
  test('are the published mulberry32 sequence', () => {
    const random = createRandom(1);
    // Reference values of mulberry32(1), computed with the author's C code.
    expect([random.uniform(), random.uniform(), random.uniform()]).toEqual([
      0.6270739405881613, 0.002735721180215478, 0.5274470399599522,
    ]);
  });

  test('differ between seeds and repeat for one', () => {
    const draw = (seed: number) => {
      const random = createRandom(seed);
      return Array.from({ length: 50 }, () => random.uniform());
    };
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  test('normal values have mean 0, variance 1 and the right tails', () => {
    const random = createRandom(3);
    const values = Float64Array.from({ length: 200_000 }, () => random.normal());
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    const beyond2 = values.filter((value) => Math.abs(value) > 2).length / values.length;
    expect(Math.abs(mean)).toBeLessThan(0.01);
    expect(Math.abs(variance - 1)).toBeLessThan(0.02);
    expect(Math.abs(beyond2 - 0.0455)).toBeLessThan(0.003);
    expect(values.every(Number.isFinite)).toBe(true);
  });

  test('integers cover their range evenly', () => {
    const random = createRandom(5);
    const counts = new Uint32Array(7);
    for (let draw = 0; draw < 70_000; draw += 1) {
      const index = random.integer(7);
      counts[index] = (counts[index] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
  });

  test('shuffling keeps the elements of arrays and typed arrays and mixes every place', () => {
    const firstPlaces = new Set<number>();
    for (let seed = 0; seed < 100; seed += 1) {
      const list = Uint16Array.from({ length: 10 }, (_, index) => index);
      createRandom(seed).shuffle(list);
      expect([...list].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
      firstPlaces.add(list[0] ?? -1);
    }
    expect(firstPlaces.size).toBe(10);
    const words = ['a', 'b', 'c'];
    createRandom(1).shuffle(words);
    expect(words.toSorted()).toEqual(['a', 'b', 'c']);
  });
});
