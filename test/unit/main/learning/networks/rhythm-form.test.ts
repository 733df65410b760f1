import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../../../../app/random.ts';
import { RHYTHM_FORM_LAYOUT } from '../../../../../app/signal/preparations/rhythm-form.ts';
import { openEngine } from '../../../../../main/learning/engine.ts';
import { parameterCount, weightTensors } from '../../../../../main/learning/networks/network.ts';
import {
  createRhythmForm,
  RHYTHM_FORM,
} from '../../../../../main/learning/networks/rhythm-form.ts';

const network = createRhythmForm(RHYTHM_FORM);
const { timing, shared } = RHYTHM_FORM_LAYOUT;
const BEATS = 5;
const random = createRandom(3);
const VALUES = Float32Array.from({ length: BEATS * network.inputLength }, () => random.normal());

/** Log-odds of S against N, and of V against N, of every beat. */
function logOdds(
  values: Float32Array,
  weights: readonly tf.Tensor[],
): { s: number[]; v: number[] } {
  const rows = tf.tidy(() =>
    network.logits(weights, tf.tensor2d(values, [BEATS, network.inputLength])).arraySync(),
  );
  const against = (row: readonly number[], index: number): number => (row[index] ?? 0) - (row[0] ?? 0); // prettier-ignore
  return { s: rows.map((row) => against(row, 1)), v: rows.map((row) => against(row, 2)) };
}

/** The beats with some of their numbers changed. */
function changed(from: number, to: number): Float32Array {
  return VALUES.map((value, index) => {
    const place = index % network.inputLength;
    return place >= from && place < to ? value + 0.5 : value;
  });
}

describe("Ectopy's network", () => {
  let weights: tf.Tensor[];
  beforeAll(async () => {
    await openEngine('cpu');
    weights = weightTensors(network, network.initialWeights(createRandom(1)));
  });

  it('stays within its budget, five of them together as well', () => {
    expect(5 * parameterCount(network)).toBeLessThan(1_000_000);
    expect(5 * network.multiplyAdds).toBeLessThan(700_000);
  });

  it('lets nothing but timing decide between N and S', () => {
    const plain = logOdds(VALUES, weights);
    const otherShape = logOdds(changed(timing, network.inputLength), weights);
    otherShape.s.forEach((odds, beat) => {
      expect(odds).toBeCloseTo(plain.s[beat] ?? Number.NaN, 4);
    });
    expect(otherShape.v).not.toEqual(plain.v);
    const otherTiming = logOdds(changed(0, timing - shared), weights);
    expect(otherTiming.s).not.toEqual(plain.s);
    otherTiming.v.forEach((odds, beat) => {
      expect(odds).toBeCloseTo(plain.v[beat] ?? Number.NaN, 4);
    });
  });

  it('gives the same logits from what enters its last stage', () => {
    tf.tidy(() => {
      const beats = tf.tensor2d(VALUES, [BEATS, network.inputLength]);
      const whole = network.logits(weights, beats).dataSync();
      const input = network.stageInput(weights, beats, 1);
      expect(input.shape).toEqual([BEATS, network.stageInputLength(1)]);
      expect(network.logits(weights, input, { firstStage: 1 }).dataSync()).toEqual(whole);
      expect(network.lastLayerInput(weights, beats).shape[1]).toBe(network.lastLayerInputLength);
    });
  });

  it('is repeatable with a seeded dropout, and differs without one', () => {
    tf.tidy(() => {
      const beats = tf.tensor2d(VALUES, [BEATS, network.inputLength]);
      const once = network.logits(weights, beats, { dropout: createRandom(4) }).dataSync();
      expect(network.logits(weights, beats, { dropout: createRandom(4) }).dataSync()).toEqual(once);
      expect(network.logits(weights, beats).dataSync()).not.toEqual(once);
    });
  });
});
