import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findDifferences } from '../../../../../renderer/features/review/reference-differences.ts';

function rows(beats: readonly (readonly [sample: number, beatClass: number])[]) {
  return {
    count: beats.length,
    sample: Uint32Array.from(beats, ([sample]) => sample),
    beatClass: Uint8Array.from(beats, ([, beatClass]) => beatClass),
  };
}

const WINDOW = 37;

describe('findDifferences', () => {
  it('finds other classes, missed beats and extra ones', () => {
    const reference = rows([
      [100, 0],
      [300, 2],
      [500, 0],
    ]);
    const reading = rows([
      [110, 0],
      [305, 0],
      [700, 0],
    ]);
    expect(findDifferences(reference, reading, WINDOW)).toEqual([
      { sample: 300, reference: 2, reading: 0 },
      { sample: 500, reference: 0, reading: null },
      { sample: 700, reference: null, reading: 0 },
    ]);
  });

  it('pairs a beat with the nearer of two', () => {
    const reference = rows([[100, 0]]);
    expect(
      findDifferences(
        reference,
        rows([
          [70, 0],
          [101, 0],
        ]),
        WINDOW,
      ),
    ).toMatchObject([{ sample: 70, reference: null }]);
    const couple = rows([
      [70, 0],
      [101, 0],
    ]);
    expect(findDifferences(couple, rows([[100, 0]]), WINDOW)).toMatchObject([
      { sample: 70, reading: null },
    ]);
  });

  const reading = fc
    .uniqueArray(fc.integer({ min: 0, max: 100_000 }), { maxLength: 80 })
    .map((samples) => samples.toSorted((a, b) => a - b))
    .chain((samples) =>
      fc.tuple(...samples.map((sample) => fc.tuple(fc.constant(sample), fc.nat({ max: 4 })))),
    );

  it('finds none between a reading and itself', () => {
    fc.assert(
      fc.property(reading, (beats) => {
        expect(findDifferences(rows(beats), rows(beats), WINDOW)).toEqual([]);
      }),
    );
  });

  it('accounts for every beat of either reading', () => {
    fc.assert(
      fc.property(reading, reading, (reference, ours) => {
        const differences = findDifferences(rows(reference), rows(ours), WINDOW);
        expect(differences.length).toBeGreaterThanOrEqual(Math.abs(reference.length - ours.length));
        expect(differences.length).toBeLessThanOrEqual(reference.length + ours.length);
        const samples = differences.map(({ sample }) => sample);
        expect(samples).toEqual(samples.toSorted((a, b) => a - b));
      }),
    );
  });
});
