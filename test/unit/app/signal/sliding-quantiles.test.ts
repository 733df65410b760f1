import fc from 'fast-check';
import { expect, it } from 'vitest';
import { quantileOf, slidingQuantiles } from '../../../../app/signal/sliding-quantiles.ts';

it('gives the quantiles of each window as sorting it anew does, without the values that are missing', () => {
  const value = fc.oneof(
    { weight: 5, arbitrary: fc.integer({ min: -20, max: 20 }) },
    { weight: 1, arbitrary: fc.constant(Number.NaN) },
  );
  fc.assert(
    fc.property(
      fc.array(value, { maxLength: 40 }),
      fc.integer({ min: 1, max: 12 }),
      (list, reach) => {
        const values = Float64Array.from(list);
        const quantiles = [0, 0.25, 0.5, 0.9];
        const sliding = slidingQuantiles(values, reach, quantiles);
        values.forEach((_, centre) => {
          const window = values
            .slice(Math.max(0, centre - reach), centre + reach + 1)
            .filter((other) => !Number.isNaN(other))
            .sort();
          quantiles.forEach((quantile, index) => {
            expect(sliding[index]?.[centre]).toBe(quantileOf(window, window.length, quantile));
          });
        });
      },
    ),
  );
});

it('interpolates between two values', () => {
  expect(quantileOf(Float64Array.of(1, 2, 4), 3, 0.75)).toBe(3);
  expect(quantileOf(new Float64Array(0), 0, 0.5)).toBeNaN();
});
