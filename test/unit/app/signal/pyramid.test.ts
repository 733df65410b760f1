import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { INVALID_SAMPLE } from '../../../../app/domain/recording.ts';
import {
  createPyramidBuilder,
  pyramidLevels,
  reduceSamples,
  samplesPerPointFor,
} from '../../../../app/signal/pyramid.ts';

function build(pieces: readonly Int16Array[]): number[] {
  const builder = createPyramidBuilder();
  return [...pieces.flatMap((piece) => [...builder.push(piece)]), ...builder.finish()];
}

/** (min, max) of valid samples, by the definition. */
function extremes(samples: Int16Array): [number, number] {
  const valid = [...samples].filter((sample) => sample !== INVALID_SAMPLE);
  return valid.length === 0
    ? [INVALID_SAMPLE, INVALID_SAMPLE]
    : [Math.min(...valid), Math.max(...valid)];
}

const samples = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.integer({ min: -32767, max: 32767 }) },
      fc.constant(INVALID_SAMPLE),
    ),
    {
      minLength: 1,
      maxLength: 700,
    },
  )
  .map((values) => Int16Array.from(values));

describe('pyramid', () => {
  it('holds the exact extremes of every stretch on every level', () => {
    fc.assert(
      fc.property(samples, (values) => {
        const pyramid = build([values]);
        const levels = pyramidLevels(values.length);
        const expected = levels.flatMap(({ samplesPerPoint, pointCount }) =>
          Array.from({ length: pointCount }, (_, point) =>
            extremes(values.subarray(point * samplesPerPoint, (point + 1) * samplesPerPoint)),
          ).flat(),
        );
        expect(pyramid).toEqual(expected);
      }),
    );
  });

  it('is the same however the stream is cut', () => {
    fc.assert(
      fc.property(samples, fc.array(fc.nat(700), { maxLength: 8 }), (values, places) => {
        const at = places.map((place) => Math.min(place, values.length)).sort((a, b) => a - b);
        const pieces = [0, ...at].map((start, index) => values.subarray(start, at[index]));
        expect(build(pieces)).toEqual(build([values]));
      }),
    );
  });

  it.each([
    [0, []],
    [1, [[16, 1, 0]]],
    [16, [[16, 1, 0]]],
    [
      17,
      [
        [16, 2, 0],
        [64, 1, 2],
      ],
    ],
    [
      64,
      [
        [16, 4, 0],
        [64, 1, 4],
      ],
    ],
    [
      65,
      [
        [16, 5, 0],
        [64, 2, 5],
        [256, 1, 7],
      ],
    ],
  ])('has the expected levels for %i samples', (count, expected) => {
    const levels = pyramidLevels(count).map((level) => [
      level.samplesPerPoint,
      level.pointCount,
      level.firstPoint,
    ]);
    expect(levels).toEqual(expected);
    const pairs = expected.reduce((sum, level) => sum + (level[1] ?? 0), 0);
    expect(build([new Int16Array(count)])).toHaveLength(2 * pairs);
  });

  it('keeps a one-sample spike in a day of baseline visible on the top level', () => {
    const day = new Int16Array(200_000);
    day[123_457] = 900;
    expect(build([day]).slice(-2)).toEqual([0, 900]);
  });
});

describe('reduction', () => {
  it('lets an invalid sample take no part in extremes', () => {
    expect([
      ...reduceSamples(Int16Array.of(INVALID_SAMPLE, 5, -3, INVALID_SAMPLE, INVALID_SAMPLE), 3),
    ]).toEqual([-3, 5, INVALID_SAMPLE, INVALID_SAMPLE]);
  });
});

describe('choice of level', () => {
  it('is the coarsest that gives two points per column', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1e7, noNaN: true }), (samplesPerColumn) => {
        const chosen = samplesPerPointFor(samplesPerColumn);
        const coarser = chosen === 1 ? 4 : 4 * chosen;
        expect(chosen === 1 || samplesPerColumn / chosen >= 2).toBe(true);
        expect(samplesPerColumn / coarser).toBeLessThan(2);
      }),
    );
  });
});
