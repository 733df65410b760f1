import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balancedSample } from '../../../../app/learning/balanced-sample.ts';
import { figuresOverSeeds } from '../../../../app/learning/bootstrap.ts';
import { calibrationOf } from '../../../../app/learning/calibration.ts';
import { balancedAccuracyGain } from '../../../../app/learning/paired-gain.ts';
import { PUBLISHED_TEST_COUNTS, PUBLISHED_TRAIN_COUNTS, publishedTestShare } from '../../../../app/learning/published-csv.ts'; // prettier-ignore
import { scoresOf } from '../../../../app/learning/scores.ts';
import { trainSmallClassifier } from '../../../../app/learning/small-classifier.ts';
import { stratifiedSplit } from '../../../../app/learning/stratified-split.ts';
import { checkTableOne } from '../../../../app/learning/table-one.ts';
import { summariseTest, type TestSet } from '../../../../app/learning/test-summary.ts';
import { createRandom } from '../../../../app/random.ts';

describe('scores', () => {
  it('are those of the definitions, with a last class of missed beats judged through the others', () => {
    const scores = scoresOf([[8, 1, 1], [2, 6, 0], [1, 0, 0]], 2); // prettier-ignore
    expect(scores.byClass[0]).toMatchObject({ support: 10, precision: 8 / 11, recall: 0.8 });
    expect(scores.byClass[0]?.f1).toBeCloseTo(16 / 21);
    expect(scores.byClass[0]?.accuracy).toBeCloseTo(14 / 19);
    expect(scores).toMatchObject({
      count: 19,
      accuracy: 14 / 19,
      balancedAccuracy: (0.8 + 0.75) / 2,
    });
    expect(scores.byClass).toHaveLength(2);
  });

  it('leave out of the means the classes that nobody has', () => {
    const scores = scoresOf([[4, 0, 0], [0, 4, 0], [0, 0, 0]]); // prettier-ignore
    expect(scores.macroF1).toBe(1);
    expect(scores.byClass[2]).toMatchObject({
      support: 0,
      precision: null,
      recall: null,
      f1: null,
    });
  });
});

describe('intervals', () => {
  const statistics = (confusion: number[][]): (number | null)[] => [scoresOf(confusion).accuracy];

  it('come from clusters: beats of one cluster bring no certainty', () => {
    const clusters = (size: number) =>
      Array.from({ length: 20 }, (_, k) => (k % 2 === 0 ? [[size, 0], [0, 0]] : [[0, size], [0, 0]])); // prettier-ignore
    const [few] = figuresOverSeeds([clusters(1)], statistics);
    const [many] = figuresOverSeeds([clusters(1000)], statistics);
    expect(many).toEqual(few);
    expect(few?.value).toBe(0.5);
    expect((few?.high ?? 0) - (few?.low ?? 0)).toBeGreaterThan(0.3);
  });

  it('are not given for fewer than five clusters; the spread is that of the seeds', () => {
    const [figure] = figuresOverSeeds([[[[3, 1], [0, 0]]], [[[4, 0], [0, 0]]]], statistics); // prettier-ignore
    expect(figure).toMatchObject({ value: 0.875, low: null, high: null });
    expect(figure?.spread).toBeCloseTo(0.125 * Math.SQRT2);
  });
});

describe('a test summary', () => {
  const set: TestSet = {
    classes: ['N', 'S'],
    reference: Uint8Array.of(0, 0, 1, 1, 0),
    records: ['a', 'b', 'none of its beats'],
    patients: ['p', 'q', 'r'],
    recordOf: Uint16Array.of(0, 0, 0, 1, 1),
  };
  const predicted = Uint8Array.of(0, 1, 1, 1, 0);

  it('is the same in whatever order the beats are tested', () => {
    const probabilities = Float32Array.of(0.9, 0.1, 0.4, 0.6, 0.2, 0.8, 0.3, 0.7, 0.6, 0.4);
    const whole = summariseTest(set, [{ predicted, probabilities }]);
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }), (order) => {
        const at = (values: Uint8Array): Uint8Array =>
          Uint8Array.from(order, (k) => values[k] ?? 0);
        const shuffled = summariseTest(
          {
            ...set,
            reference: at(set.reference),
            recordOf: Uint16Array.from(order, (k) => set.recordOf[k] ?? 0),
          },
          [
            {
              predicted: at(predicted),
              probabilities: Float32Array.from(
                order.flatMap((k) => [...probabilities.subarray(2 * k, 2 * k + 2)]),
              ),
            },
          ],
        );
        expect({ ...shuffled, calibrationError: null, reliability: [] }).toEqual({
          ...whole,
          calibrationError: null,
          reliability: [],
        });
        expect(shuffled.calibrationError).toBeCloseTo(whole.calibrationError ?? -1);
      }),
    );
  });

  it('has a row for every record with beats, and none for others', () => {
    const { byRecord } = summariseTest(set, [{ predicted, probabilities: null }]);
    expect(byRecord.map(({ record, beats, accuracy }) => [record, beats, accuracy])).toEqual([
      ['a', 3, 2 / 3],
      ['b', 2, 1],
    ]);
  });

  it('compares two sides on the same patients', () => {
    const better = { predicted: set.reference, probabilities: null };
    const gain = balancedAccuracyGain(set, [{ predicted, probabilities: null }], [better]);
    expect(gain.value).toBeCloseTo(1 - (2 / 3 + 1) / 2);
    expect(balancedAccuracyGain(set, [better], [better]).value).toBe(0);
  });
});

it('measures calibration as the gap between being sure and being right', () => {
  const probabilities = Float32Array.of(0.95, 0.05, 0.95, 0.05, 0.45, 0.55, 0.45, 0.55);
  const { error, bins } = calibrationOf(probabilities, Uint8Array.of(0, 1, 1, 1), 2);
  expect(error).toBeCloseTo((0.9 + 0.9) / 4);
  expect(bins.map(({ beats }) => beats)).toEqual([0, 0, 0, 0, 0, 2, 0, 0, 0, 2]);
});

describe('random splits', () => {
  const memberClass = Uint8Array.from(
    PUBLISHED_TEST_COUNTS.flatMap((count, own) =>
      Array.from({ length: count + (PUBLISHED_TRAIN_COUNTS[own] ?? 0) }, () => own),
    ),
  );

  it('have the proportions of the published files, and no member twice', () => {
    const { kept, taken } = stratifiedSplit(memberClass, publishedTestShare, 3);
    const counts = [0, 0, 0, 0, 0];
    for (const member of taken) counts[memberClass[member] ?? 0] = (counts[memberClass[member] ?? 0] ?? 0) + 1; // prettier-ignore
    expect(counts).toEqual(PUBLISHED_TEST_COUNTS);
    expect(new Set([...kept, ...taken]).size).toBe(memberClass.length);
    expect(stratifiedSplit(memberClass, publishedTestShare, 3).taken).toEqual(taken);
    expect(stratifiedSplit(memberClass, publishedTestShare, 4).taken).not.toEqual(taken);
  });

  it('are balanced without repetition as far as a class goes', () => {
    const few = Uint8Array.of(0, 0, 0, 0, 1, 1);
    const drawn = [...balancedSample(few, 3, 1)];
    expect(new Set(drawn.slice(0, 3)).size).toBe(3);
    expect(new Set(drawn.slice(3, 5))).toEqual(new Set([4, 5]));
    expect([4, 5]).toContain(drawn[5]);
  });
});

it('proves that Table 1 cannot come from the published test file, but from a balanced one', () => {
  const natural = checkTableOne(PUBLISHED_TEST_COUNTS);
  expect(natural).toMatchObject({ normalsElsewhere: 272, roomElsewhere: 91, feasible: false });
  expect(natural.meanAccuracy).toBeCloseTo(0.97);
  expect(checkTableOne([819, 819, 819, 819, 819]).feasible).toBe(true);
});

it('learns from a few numbers what they tell, and the same for the same seed', () => {
  const random = createRandom(1);
  const inputs = Float32Array.from({ length: 2000 }, () => random.normal());
  // Neither number tells the class alone: only together do they.
  const memberClass = Uint8Array.from({ length: 1000 }, (_, k) =>
    (inputs[2 * k] ?? 0) * (inputs[2 * k + 1] ?? 0) > 0 ? 1 : 0,
  );
  const train = () =>
    trainSmallClassifier({ inputs, inputLength: 2, memberClass, alpha: Float32Array.of(1, 1), seed: 5, epochs: 30 }); // prettier-ignore
  const probabilities = train().probabilities(inputs);
  const right = memberClass.filter((own, k) => (probabilities[2 * k + own] ?? 0) > 0.5).length;
  expect(right).toBeGreaterThan(930);
  expect(train().probabilities(inputs)).toEqual(probabilities);
});
