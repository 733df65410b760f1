import fc from 'fast-check';
import { expect, it } from 'vitest';
import { median } from '../../../../app/signal/median.ts';
import { runningMedian } from '../../../../app/signal/running-median.ts';

it('equals the median of every window, ends repeated', () => {
  const values = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(values, fc.integer({ min: 0, max: 8 }), (list, half) => {
      const actual = runningMedian(Float32Array.from(list), 2 * half + 1);
      list.forEach((_, centre) => {
        const window = Array.from({ length: 2 * half + 1 }, (__, k) =>
          list.at(Math.max(0, Math.min(list.length - 1, centre - half + k))),
        );
        expect(actual[centre]).toBe(median(window.map(Number)));
      });
    }),
  );
});
