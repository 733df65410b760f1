import { expect, it } from 'vitest';
import { prematurity } from '../../../../app/groups/prematurity.ts';

const RATE_HZ = 250;

function beatsAt(intervalsS: readonly number[]): Uint32Array {
  let sample = 0;
  return Uint32Array.from([0, ...intervalsS], (interval) =>
    Math.round((sample += interval * RATE_HZ)),
  );
}

it('tells an early beat in a regular rhythm, by its share of the usual interval', () => {
  const intervals = Array.from({ length: 40 }, () => 0.8);
  intervals[20] = 0.4;
  intervals[21] = 1.2;
  const early = prematurity(beatsAt(intervals), RATE_HZ);
  expect(early[21]).toBeCloseTo(-1, 1);
  expect(early[22]).toBeCloseTo(Math.log2(1.5), 1);
  expect(Math.abs(early[10] ?? 1)).toBeLessThan(0.01);
});

it('makes little of it where every interval differs', () => {
  const intervals = Array.from({ length: 60 }, (_, k) => 0.8 + 0.35 * Math.sin(k * k));
  const early = prematurity(beatsAt(intervals), RATE_HZ);
  expect(Math.max(...early.map(Math.abs))).toBeLessThan(0.4);
});
