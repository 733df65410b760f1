import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wilsonInterval } from '../../../../app/evaluation/wilson-interval.ts';

test('agrees with published values', () => {
  // Newcombe, Stat Med 17:857 (1998), table I, method 3: 81/263, 15/148, 0/20 and 1/29.
  for (const [successes, total, low, high] of [
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ] as const) {
    const interval = wilsonInterval(successes, total);
    expect(interval?.low).toBeCloseTo(low, 4);
    expect(interval?.high).toBeCloseTo(high, 4);
  }
});

test('has no interval without a single trial', () => {
  expect(wilsonInterval(0, 0)).toBeNull();
});

test('holds the share and stays within 0..1', () => {
  fc.assert(
    fc.property(fc.nat(5000), fc.integer({ min: 1, max: 5000 }), (some, total) => {
      const successes = Math.min(some, total);
      const interval = wilsonInterval(successes, total);
      const share = successes / total;
      return (
        interval !== null &&
        interval.low >= 0 &&
        interval.high <= 1 &&
        interval.low <= share + 1e-9 &&
        interval.high >= share - 1e-9
      );
    }),
  );
});
