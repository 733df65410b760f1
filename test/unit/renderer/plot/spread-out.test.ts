import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spreadOut } from '../../../../renderer/plot/spread-out.ts';

test('marks that fit stay where they are', () => {
  expect(spreadOut([10, 50, 30], 12)).toEqual([10, 50, 30]);
});

test('marks end up apart and in their order, and never move up', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 8 }), (positions) => {
      const spread = spreadOut(positions, 12);
      const sorted = spread.toSorted((a, b) => a - b);
      const apart = sorted.every(
        (value, index) => index === 0 || value - (sorted[index - 1] ?? 0) >= 12,
      );
      const onlyDown = spread.every((value, index) => value >= (positions[index] ?? 0));
      return apart && onlyDown;
    }),
  );
});
