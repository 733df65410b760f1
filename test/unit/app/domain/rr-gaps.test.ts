import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { normaliseSpans } from '../../../../app/domain/regions.ts';
import { rrGaps } from '../../../../app/domain/rr-gaps.ts';

const RATE_HZ = 100;
const sample = fc.integer({ min: 0, max: 5000 });

test('an interval that touches excluded time, or that no heart has, is a gap', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(sample, { maxLength: 80 }),
      fc.array(fc.tuple(sample, fc.integer({ min: 1, max: 300 })), { maxLength: 8 }),
      (places, stretches) => {
        const beats = Uint32Array.from(places.toSorted((a, b) => a - b));
        const excluded = normaliseSpans(
          stretches.map(([startSample, length]) => ({
            startSample,
            endSample: startSample + length,
          })),
        );
        const isExcluded = (at: number) =>
          excluded.some(({ startSample, endSample }) => startSample <= at && at < endSample);
        rrGaps(beats, RATE_HZ, excluded).forEach((gap, beat) => {
          const from = beats[beat - 1];
          const to = beats[beat] ?? 0;
          let isGap = from === undefined || to - from < 20 || to - from > 500;
          for (let at = from ?? to; at <= to; at += 1) isGap ||= isExcluded(at);
          expect(gap).toBe(isGap ? 1 : 0);
        });
      },
    ),
  );
});
