import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  annotationCode,
  codeOfBeatClass,
  FLUTTER_WAVE_CODE,
  NOISE_CODE,
  VF_END_CODE,
  VF_ONSET_CODE,
} from '../../../../app/domain/annotation-codes.ts';
import { BEAT_CLASSES } from '../../../../app/domain/beat-class.ts';
import type { ComparedAnnotation } from '../../../../app/evaluation/beat-cursor.ts';
import { compareBeats, type BeatComparison } from '../../../../app/evaluation/ec57.ts';

/** Ten minutes at 360 Hz: the second half is judged, and 150 ms are 54 samples. */
const RATE_HZ = 360;
const START = 300 * RATE_HZ;
const END = 600 * RATE_HZ;
const SHUTDOWN_SUBTYPE = 0x30;
const OPTIONS = { sampleRateHz: RATE_HZ, sampleCount: END, mapping: 'aami-bxb' } as const;

function at(sample: number, mnemonic = 'N', subtype = 0): ComparedAnnotation {
  return { sample: START + sample, code: annotationCode(mnemonic) ?? 0, subtype };
}

function compare(
  reference: readonly ComparedAnnotation[],
  test: readonly ComparedAnnotation[],
): BeatComparison {
  return compareBeats(reference, test, OPTIONS);
}

/** "Nn 3 Vo 1": the cells that are not empty. */
function cells({ matrix }: BeatComparison): string {
  return Object.entries(matrix.toRows())
    .flatMap(([row, counts]) =>
      counts.map((count, column) =>
        count === 0 ? '' : `${row}${'nsvfqox'[column] ?? ''} ${count}`,
      ),
    )
    .filter((cell) => cell !== '')
    .join(' ');
}

const AFTER = [at(2000), at(2400)];

describe('matching', () => {
  test.each([
    ['a match at the very edge of the window', [at(1000)], [at(1054, 'V')], 'Nn 2 Nv 1'],
    ['a match that comes early', [at(1054, 'S')], [at(1000)], 'Nn 2 Sn 1'],
    ['a beat one sample too late', [at(1000)], [at(1055, 'V')], 'Nn 2 No 1 Ov 1'],
    ['a missed beat', [at(1000, 'F')], [], 'Nn 2 Fo 1'],
    ['the nearer of two detections', [at(1040)], [at(1000, 'V'), at(1050, 'S')], 'Nn 2 Ns 1 Ov 1'],
    // bxb of 2002-11-24: the next pair is nearer, so the equally near beat before is matched.
    ['two beats at one distance', [at(1000), at(1064)], [at(1032), at(1089)], 'Nn 4'],
  ])('counts %s', (_what, reference, detections, expected) => {
    expect(cells(compare([...reference, ...AFTER], [...detections, ...AFTER]))).toBe(expected);
  });

  test('remembers the places behind a cell', () => {
    const { pairs } = compare([at(1000), at(1500, 'V')], [at(1010, 'V')]);
    expect(pairs.inCell('N', 'v')).toEqual([
      { referenceSample: START + 1000, testSample: START + 1010 },
    ]);
    expect(pairs.inCell('V', 'o')).toEqual([{ referenceSample: START + 1500, testSample: -1 }]);
  });
});

describe('the end of the learning period', () => {
  test('lets a detection just before it match the first beat after', () => {
    expect(cells(compare([at(10), ...AFTER], [at(-20, 'V'), ...AFTER]))).toBe('Nn 2 Nv 1');
  });

  test('drops an unmatched detection within a window after it, and counts one beyond', () => {
    expect(cells(compare([at(500), ...AFTER], [at(54), at(500), ...AFTER]))).toBe('Nn 3');
    expect(cells(compare([at(500), ...AFTER], [at(55), at(500), ...AFTER]))).toBe('Nn 3 On 1');
  });

  test('refuses a recording that ends within it', () => {
    const options = { ...OPTIONS, sampleCount: START - 1 };
    expect(() => compareBeats([], [], options)).toThrow(RangeError);
  });
});

describe('ventricular fibrillation', () => {
  const vf = (sample: number, code: number) => ({ sample: START + sample, code, subtype: 0 });

  test('of the reference excuses detections inside, not misses and not what is outside', () => {
    const reference = [
      at(500),
      vf(600, VF_ONSET_CODE),
      at(800, 'V'),
      vf(1400, VF_END_CODE),
      ...AFTER,
    ];
    expect(cells(compare(reference, [at(500), at(800), at(1200), ...AFTER]))).toBe('Nn 3');
    expect(cells(compare(reference, [at(500), at(800), at(1500), ...AFTER]))).toBe('Nn 3 On 1');
  });

  test('of the test reading hides its own beats', () => {
    const detections = [vf(600, VF_ONSET_CODE), at(800), vf(1400, VF_END_CODE), ...AFTER];
    expect(cells(compare([at(800), ...AFTER], detections))).toBe('Nn 2 No 1');
  });

  test('that never ends takes the rest of the reading with it', () => {
    const detections = [at(500), vf(600, VF_ONSET_CODE), ...AFTER];
    expect(cells(compare([at(500), ...AFTER], detections))).toBe('Nn 1 No 2');
  });

  test('gives a flutter wave outside it no class', () => {
    const wave = vf(1000, FLUTTER_WAVE_CODE);
    expect(cells(compare([wave, ...AFTER], AFTER))).toBe('Nn 2');
    expect(cells(compare([wave, ...AFTER], [at(1000, 'V'), ...AFTER]))).toBe('Nn 2 Ov 1');
    expect(cells(compare([at(1000), ...AFTER], [wave, ...AFTER]))).toBe('Nn 2 No 1');
  });
});

describe('shutdown', () => {
  test('of the test reading turns misses to x and is timed', () => {
    const detections = [
      at(500),
      at(600, '~', SHUTDOWN_SUBTYPE),
      at(600 + 10 * RATE_HZ, '~'),
      at(5000),
    ];
    const comparison = compare([at(500), at(1000), at(1400, 'V'), at(5000)], detections);
    expect(cells(comparison)).toBe('Nn 2 Nx 1 Vx 1');
    expect(comparison.shutdownS).toBe(10);
    expect(comparison.statistics.qrs.falseNegatives).toBe(2);
  });

  test('of the reference turns extra beats to X', () => {
    const reference = [at(500), at(600, '~', SHUTDOWN_SUBTYPE), at(1500, '~'), ...AFTER];
    expect(cells(compare(reference, [at(500), at(1000, 'V'), ...AFTER]))).toBe('Nn 3 Xv 1');
  });

  test('marked once spans from a window after the beat before to one before the next', () => {
    const lone = [at(500), at(1000, '~', SHUTDOWN_SUBTYPE), ...AFTER];
    const missed = (sample: number) =>
      cells(compare([at(500), at(sample, 'V'), ...AFTER], lone)).replace('Nn 3 ', '');
    expect(missed(500 + 55)).toBe('Vx 1');
    expect(missed(2000 - 56)).toBe('Vx 1');
    expect(missed(2000 - 55)).toBe('Vx 1');
  });

  test('that is not closed lasts to the end of the recording', () => {
    const detections = [at(500), at(600, '~', SHUTDOWN_SUBTYPE)];
    const comparison = compare([at(500), at(1000)], detections);
    expect(cells(comparison)).toBe('Nn 1 Nx 1');
    expect(comparison.shutdownS).toBe(Math.trunc((END - START - 600) / RATE_HZ + 0.5));
  });
});

describe('what bxb does and nobody would expect', () => {
  test('an unclosed shutdown of the test reading ends where the one before it did', () => {
    const closed = [at(500), at(600, '~', SHUTDOWN_SUBTYPE), at(700, '~'), at(1000)];
    const unclosed = [...closed, at(1100, '~', SHUTDOWN_SUBTYPE)];
    expect(cells(compare([at(500), at(1000), at(1400)], unclosed))).toBe('Nn 2 No 1');
    const reference = [...closed, at(1100, '~', SHUTDOWN_SUBTYPE)];
    expect(cells(compare(reference, [at(500), at(1000), at(1400)]))).toBe('Nn 2 Xn 1');
  });

  test('without a learning period, a detection at the very start is not counted', () => {
    const options = { ...OPTIONS, learningPeriodS: 0 };
    const whole = (reference: number[], detections: number[]) => {
      const beats = (samples: number[]) => samples.map((sample) => at(sample - START));
      return cells(compareBeats(beats(reference), beats(detections), options));
    };
    expect(whole([300, 700], [0, 300, 700])).toBe('Nn 2');
    expect(whole([0, 300, 700], [0, 300, 700])).toBe('Nn 3');
    expect(whole([300, 700], [100, 300, 700])).toBe('Nn 2 On 1');
  });
});

describe('statistics', () => {
  test('leave undefined what has nothing to divide by', () => {
    const { qrs, v, s } = compare([], []).statistics;
    for (const { sensitivity, positivePredictivity } of [qrs, v, s]) {
      expect(sensitivity).toBeNull();
      expect(positivePredictivity).toBeNull();
    }
  });

  test('do not punish F or Q called V, nor Q called S', () => {
    const labels = ['V', 'F', 'Q', 'N', 'S', 'V', 'Q', 'F'];
    const calls = ['V', 'V', 'V', 'V', 'S', 'S', 'S', 'S'];
    const beats = (mnemonics: string[]) => mnemonics.map((label, beat) => at(400 * beat, label));
    const { v, s } = compare(beats(labels), beats(calls)).statistics;
    expect(v).toMatchObject({ trueNegatives: 3, falsePositiveRate: 25 });
    expect(v).toMatchObject({ truePositives: 1, falseNegatives: 1, falsePositives: 1 });
    expect(s).toMatchObject({ truePositives: 1, falseNegatives: 0, falsePositives: 2 });
  });
});

const reading = fc
  .array(
    fc.record({
      interval: fc.integer({ min: 1, max: 400 }),
      code: fc.oneof(
        { weight: 12, arbitrary: fc.constantFrom(...BEAT_CLASSES.map(codeOfBeatClass)) },
        { weight: 1, arbitrary: fc.constantFrom(NOISE_CODE, VF_ONSET_CODE, VF_END_CODE) },
      ),
      subtype: fc.constantFrom(0, SHUTDOWN_SUBTYPE),
    }),
    { maxLength: 200 },
  )
  .map((steps) => {
    let sample = START - 2000;
    return steps.map(({ interval, code, subtype }): ComparedAnnotation => {
      sample += interval;
      return { sample, code, subtype: code === NOISE_CODE ? subtype : 0 };
    });
  });

describe('any two readings', () => {
  test('agree with themselves', () => {
    fc.assert(
      fc.property(reading, (annotations) => {
        const { qrs, v, s } = compare(annotations, annotations).statistics;
        for (const { falseNegatives, falsePositives } of [qrs, v, s]) {
          expect(falseNegatives + falsePositives).toBe(0);
        }
      }),
    );
  });

  test('pair every beat when one is the other moved by less than the window', () => {
    const moved = fc
      .tuple(
        fc.array(fc.tuple(fc.integer({ min: 110, max: 500 }), fc.constantFrom(...BEAT_CLASSES))),
        fc.integer({ min: -54, max: 54 }),
      )
      .map(([steps, shift]) => {
        let sample = 0;
        const reference = steps.map(([interval, beatClass]) => {
          sample += interval;
          return at(sample, beatClass);
        });
        return {
          reference,
          detections: reference.map((beat) => ({ ...beat, sample: beat.sample + shift })),
        };
      });
    fc.assert(
      fc.property(moved, ({ reference, detections }) => {
        const { qrs, v, s } = compare(reference, detections).statistics;
        expect(qrs.truePositives).toBe(reference.length);
        for (const rate of [qrs, v, s]) {
          expect(rate.falseNegatives + rate.falsePositives).toBe(0);
        }
      }),
    );
  });

  test('do not care about other marks, before or after a beat of the same time', () => {
    fc.assert(
      fc.property(
        reading,
        reading,
        fc.infiniteStream(fc.boolean()),
        (reference, detections, flags) => {
          const marked = (annotations: readonly ComparedAnnotation[]) =>
            annotations.flatMap((annotation) => {
              const { sample } = annotation;
              const mark = { sample, code: annotationCode('p') ?? 0, subtype: 0 };
              return flags.next().value === true ? [mark, annotation] : [annotation];
            });
          // Within a shutdown, any next mark tells bxb where it ends.
          const withoutNoise = (annotations: readonly ComparedAnnotation[]) =>
            annotations.filter(({ code }) => code !== NOISE_CODE);
          expect(
            cells(compare(marked(withoutNoise(reference)), marked(withoutNoise(detections)))),
          ).toBe(cells(compare(withoutNoise(reference), withoutNoise(detections))));
        },
      ),
    );
  });

  test('use each beat once, pair within the window and in order', () => {
    fc.assert(
      fc.property(reading, reading, (reference, detections) => {
        const { pairs, matrix } = compare(reference, detections);
        let counted = 0;
        for (const row of [...BEAT_CLASSES, 'O', 'X'] as const) {
          for (const column of ['n', 's', 'v', 'f', 'q', 'o', 'x'] as const) {
            const inCell = pairs.inCell(row, column);
            counted += inCell.length;
            expect(inCell).toHaveLength(matrix.count(row, column));
            for (const { referenceSample, testSample } of inCell) {
              if (referenceSample < 0 || testSample < 0) continue;
              expect(Math.abs(referenceSample - testSample)).toBeLessThanOrEqual(54);
            }
          }
        }
        expect(counted).toBe(pairs.length);
        expect(counted).toBeLessThanOrEqual(reference.length + detections.length);
      }),
    );
  });
});
