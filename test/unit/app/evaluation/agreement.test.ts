import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agreementOf, cohensKappa } from '../../../../app/evaluation/agreement.ts';
import { pairBeats, type LabelledBeats } from '../../../../app/evaluation/pair-beats.ts';

/** Values of cohens_kappa of statsmodels 0.14 and cohen_kappa_score of scikit-learn, which agree. */
describe('Cohen’s kappa', () => {
  it.each([
    {
      source: 'Cohen 1960, table 1: kappa .492',
      matrix: [
        [88, 14, 18],
        [10, 40, 10],
        [2, 6, 12],
      ],
      expected: [0.49152542, 0.05100182, 0.39156371, 0.59148714],
    },
    {
      source: 'Fleiss 1981, table 13.1: kappa .68, standard error .087',
      matrix: [
        [75, 1, 4],
        [5, 4, 1],
        [0, 0, 10],
      ],
      expected: [0.67647059, 0.08770295, 0.50457596, 0.84836522],
    },
    {
      source: 'two labels',
      matrix: [
        [20, 5],
        [10, 15],
      ],
      expected: [0.4, 0.12699606, 0.15109229, 0.64890771],
    },
    {
      source: 'worse than chance',
      matrix: [
        [0, 9],
        [7, 2847],
      ],
      expected: [-0.0027582, 0.00071119, -0.0041521, -0.00136429],
    },
  ])('is that of the reference tools: $source', ({ matrix, expected }) => {
    const kappa = cohensKappa(matrix);
    const values = [kappa?.value, kappa?.standardError, kappa?.low, kappa?.high];
    values.forEach((value, index) => {
      expect(value).toBeCloseTo(expected[index] ?? NaN, 7);
    });
  });

  it('says nothing where there is nothing to agree on', () => {
    expect(cohensKappa([[0]])).toBeNull();
    expect(
      cohensKappa([
        [12, 0],
        [0, 0],
      ]),
    ).toBeNull();
  });

  it('does not depend on who is first, nor on the order of the labels', () => {
    const counts = fc.array(fc.array(fc.nat(30), { minLength: 3, maxLength: 3 }), {
      minLength: 3,
      maxLength: 3,
    });
    fc.assert(
      fc.property(counts, (matrix) => {
        const transposed = matrix.map((_, i) => matrix.map((row) => row[i] ?? 0));
        const reversed = matrix.map((row) => row.toReversed()).toReversed();
        const value = cohensKappa(matrix)?.value ?? null;
        for (const other of [transposed, reversed]) {
          const own = cohensKappa(other)?.value ?? null;
          if (value === null || own === null) expect(own).toBe(value);
          else expect(own).toBeCloseTo(value, 9);
        }
      }),
    );
  });
});

const RECORDING = { sampleRateHz: 100, sampleCount: 10_000 };

function beats(...labelled: [sample: number, beatClass: number][]): LabelledBeats {
  return {
    sample: Uint32Array.from(labelled, ([sample]) => sample),
    beatClass: Uint8Array.from(labelled, ([, beatClass]) => beatClass),
  };
}

describe('agreement of two readings', () => {
  it('matches beats within 150 ms, and counts a beat that one reader has alone', () => {
    const first = beats([0, 0], [100, 0], [200, 2], [300, 0], [500, 1]);
    const second = beats([100, 0], [215, 2], [316, 0], [400, 2], [500, 0]);
    const pairs = pairBeats(first, second, RECORDING);
    expect(pairs).toEqual([
      { first: 0, second: null },
      { first: 1, second: 0 },
      { first: 2, second: 1 },
      { first: 3, second: null },
      { first: null, second: 2 },
      { first: null, second: 3 },
      { first: 4, second: 4 },
    ]);
    const agreement = agreementOf(first, second, pairs);
    expect(agreement).toMatchObject({ beats: 7, agreed: 2 });
    expect(agreement.share?.value).toBeCloseTo(2 / 7);
    expect(agreement.byClass).toMatchObject([
      { label: 'N', first: 3, second: 3, both: 1 },
      { label: 'S', first: 1, second: 0, both: 0 },
      { label: 'V', first: 1, second: 2, both: 1 },
      { label: 'F', first: 0, second: 0, both: 0, kappa: null },
      { label: 'Q', first: 0, second: 0, both: 0, kappa: null },
      { label: 'none', first: 2, second: 2, both: 0 },
    ]);
  });

  it('has every beat of both readings in exactly one pair, in order of time', () => {
    const reading = fc
      .uniqueArray(fc.nat(RECORDING.sampleCount - 1), { maxLength: 60 })
      .map((samples) => samples.toSorted((a, b) => a - b))
      .map((samples) => beats(...samples.map((sample): [number, number] => [sample, sample % 5])));
    fc.assert(
      fc.property(reading, reading, (first, second) => {
        const pairs = pairBeats(first, second, RECORDING);
        const rows = (side: 'first' | 'second'): number[] =>
          pairs.flatMap((pair) => pair[side] ?? []).toSorted((a, b) => a - b);
        expect(rows('first')).toEqual(Array.from(first.sample, (_, row) => row));
        expect(rows('second')).toEqual(Array.from(second.sample, (_, row) => row));
        for (const pair of pairs) {
          if (pair.first === null || pair.second === null) continue;
          const distance = (first.sample[pair.first] ?? 0) - (second.sample[pair.second] ?? 0);
          expect(Math.abs(distance)).toBeLessThanOrEqual(15);
        }
      }),
    );
  });
});
