import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classWeights } from '../../../../app/learning/class-weights.ts';
import { correctionSet } from '../../../../app/learning/correction-set.ts';
import { DS1_RECORDS, DS2_RECORDS, foldsByGroup, patientOfRecord } from '../../../../app/learning/database-split.ts'; // prettier-ignore
import { countConfusion, emptyConfusion, evaluate } from '../../../../app/learning/evaluation.ts';
import { planHoldout, type JudgedBeat } from '../../../../app/learning/holdout-plan.ts';

describe('the split of the MIT-BIH database', () => {
  it('has 22 records on each side, none on both, none paced', () => {
    const all = [...DS1_RECORDS, ...DS2_RECORDS];
    expect([DS1_RECORDS.length, DS2_RECORDS.length, new Set(all).size]).toEqual([22, 22, 44]);
    for (const paced of ['102', '104', '107', '217']) expect(all).not.toContain(paced);
    expect(patientOfRecord('202')).toBe(patientOfRecord('201'));
  });

  it('deals every group to one fold, the same in whatever order they come', () => {
    const group = fc.record({
      group: fc.string({ minLength: 1 }),
      counts: fc.array(fc.nat(1000), { minLength: 5, maxLength: 5 }),
    });
    const groups = fc.uniqueArray(group, { selector: (one) => one.group, minLength: 4 });
    fc.assert(
      fc.property(groups, fc.integer({ min: 2, max: 4 }), (list, folds) => {
        const dealt = foldsByGroup(list, folds);
        expect(dealt.flat().toSorted()).toEqual(list.map((one) => one.group).toSorted());
        expect(foldsByGroup(list.toReversed(), folds)).toEqual(dealt);
      }),
    );
  });
});

it('weighs classes by the square root of their rarity, with a mean of one', () => {
  const weights = classWeights([10_000, 400, 100, 8, 0], 0.5);
  expect((weights[1] ?? 0) / (weights[0] ?? 1)).toBeCloseTo(5, 4);
  expect(weights[3]).toBe(weights[2]);
  expect(weights.reduce((sum, weight) => sum + weight, 0) / 5).toBeCloseTo(1, 5);
  expect([...classWeights([5, 500, 9, 1, 1], 0)]).toEqual([1, 1, 1, 1, 1]);
});

it('evaluates a confusion matrix as the definitions say', () => {
  const confusion = emptyConfusion();
  countConfusion(confusion, Uint8Array.of(0, 0, 0, 2, 2, 1), Uint8Array.of(0, 0, 2, 2, 0, 1));
  const evaluation = evaluate(confusion);
  expect(evaluation.accuracy).toBeCloseTo(4 / 6);
  expect(evaluation.byClass.N).toEqual({ support: 3, precision: 2 / 3, recall: 2 / 3, f1: 2 / 3 });
  expect(evaluation.byClass.Q).toEqual({ support: 0, precision: null, recall: null, f1: null });
  expect(evaluation.macroF1).toBeCloseTo((2 / 3 + 1 + 1 / 2) / 3);
});

describe('what is learned from', () => {
  it('is corrected beats, and those left alone within 20 s of one', () => {
    const beatSamples = Uint32Array.from({ length: 200 }, (_, beat) => beat * 100);
    const corrected = new Uint8Array(200);
    corrected[100] = 1;
    const beatClass = new Uint8Array(200);
    const weight = new Float32Array(200).fill(1);
    weight[90] = 0;
    const set = correctionSet({ sampleRateHz: 100, beatSamples, beatClass, corrected, weight });
    expect([...set.corrected]).toEqual([100]);
    expect([set.seen[0], set.seen.at(-1), set.seen.length]).toEqual([80, 120, 39]);
  });

  function judged(recording: number, count: number): JudgedBeat[] {
    return Array.from({ length: count }, (_, beat) => ({
      recording,
      sample: beat * 100,
      corrected: beat % 2 === 0,
    }));
  }
  const recordings = ['208', '231', '100'].map((name) => ({
    name,
    patient: name,
    sampleRateHz: 100,
  }));

  it('is held out by whole recordings where there are several', () => {
    const beats = [...judged(0, 30), ...judged(1, 20)];
    const { folds, description } = planHoldout(beats, recordings);
    expect(folds.map((held) => new Set([...held].map((beat) => beats[beat]?.recording)))).toEqual([
      new Set([0]),
      new Set([1]),
    ]);
    expect(description).toContain('Held out by patient (2), each');
    expect(description).not.toContain('208');
  });

  it('never has beats of one patient on both sides', () => {
    const beats = [...judged(0, 30), ...judged(1, 20), ...judged(2, 10)];
    const ofOne = recordings.map((one) => ({
      ...one,
      patient: one.name === '231' ? 'b' : 'a',
    }));
    const { kind, folds } = planHoldout(beats, ofOne);
    expect(kind).toBe('other-patients');
    expect(folds.map((held) => new Set([...held].map((beat) => beats[beat]?.recording)))).toEqual([
      new Set([0, 2]),
      new Set([1]),
    ]);
    const single = planHoldout(
      beats,
      recordings.map((one) => ({ ...one, patient: 'a' })),
    );
    expect(single.kind).toBe('later-time');
    expect(single.description).toContain('from 00:00:12 of recording 2 of 3 on');
    expect(single.folds[0]?.every((beat) => beat >= 42)).toBe(true);
  });

  it('is held out by time in a single recording, and says so', () => {
    const beats = judged(0, 100);
    const { folds, description } = planHoldout(beats, recordings);
    expect(folds.length).toBe(1);
    expect(Math.min(...(folds[0] ?? []))).toBe(70);
    expect(description).toContain('Held out by time: from 00:01:10 on');
  });

  it('is not held out at all when there is too little, and says so', () => {
    expect(planHoldout(judged(0, 6), recordings).folds).toEqual([]);
    expect(planHoldout(judged(0, 6), recordings).description).toContain('Nothing held out');
  });
});
