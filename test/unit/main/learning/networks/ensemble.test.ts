import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { createRandom } from '../../../../../app/random.ts';
import { openEngine } from '../../../../../main/learning/engine.ts';
import { createEnsemble, joinMembers } from '../../../../../main/learning/networks/ensemble.ts';
import { parameterCount, weightTensors } from '../../../../../main/learning/networks/network.ts';
import {
  createRhythmForm,
  RHYTHM_FORM,
} from '../../../../../main/learning/networks/rhythm-form.ts';

const MEMBERS = 3;
const BEATS = 4;
const member = createRhythmForm({ ...RHYTHM_FORM, hidden: [6, 4] });
const ensemble = createEnsemble(member, MEMBERS);

it('gives the mean log-probability of its members, from beats and from what enters its last stage', async () => {
  await openEngine('cpu');
  const random = createRandom(2);
  const own = Array.from({ length: MEMBERS }, () => member.initialWeights(random));
  const joined = joinMembers(member, own);
  expect(joined.map(({ length }) => length)).toEqual(
    ensemble.weightShapes.map(({ shape }) => shape.reduce((size, length) => size * length, 1)),
  );
  expect(parameterCount(ensemble)).toBe(MEMBERS * parameterCount(member));
  tf.tidy(() => {
    const beats = tf.randomNormal<tf.Rank.R2>([BEATS, ensemble.inputLength], 0, 1, 'float32', 3);
    const logs = own.map((weights) =>
      tf.logSoftmax(member.logits(weightTensors(member, weights), beats)),
    );
    const mean = tf.div(tf.addN(logs), MEMBERS).dataSync();
    const weights = weightTensors(ensemble, joined);
    const whole = ensemble.logits(weights, beats).dataSync();
    whole.forEach((value, k) => {
      expect(value).toBeCloseTo(mean[k] ?? Number.NaN, 5);
    });
    const input = ensemble.stageInput(weights, beats, 1);
    expect(input.shape).toEqual([BEATS, ensemble.stageInputLength(1)]);
    expect(ensemble.logits(weights, input, { firstStage: 1 }).dataSync()).toEqual(whole);
    expect(ensemble.lastLayerInput(weights, beats).shape[1]).toBe(ensemble.lastLayerInputLength);
  });
});
