import { expect, it } from 'vitest';
import { asksFirst } from '../../../../../renderer/features/review/asks-first.ts';

it.each([
  [1, 10, false],
  [19, 1000, false],
  [20, 100_000, true],
  [6, 100, true],
  [5, 100, false],
])('%i of %i beats are asked about: %s', (beats, all, asked) => {
  expect(asksFirst(beats, all)).toBe(asked);
});
