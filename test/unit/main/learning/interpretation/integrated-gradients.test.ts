import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../../app/random.ts';
import { openEngine, type EngineName } from '../../../../../main/learning/engine.ts';
import { classProbabilities, lastLayerInputs } from '../../../../../main/learning/inference.ts';
import { integratedGradients } from '../../../../../main/learning/interpretation/integrated-gradients.ts';
import {
  createNetwork,
  DEFAULT_NETWORK_SPEC,
} from '../../../../../main/learning/networks/index.ts';
import { weightTensors } from '../../../../../main/learning/networks/network.ts';

const NETWORK = createNetwork({
  ...DEFAULT_NETWORK_SPEC,
  inputLength: 80,
  pairs: [
    { filters: 8, kernel: 5, dropout: 0 },
    { filters: 16, kernel: 3, dropout: 0 },
  ],
  denseUnits: 12,
});
const WEIGHTS = NETWORK.initialWeights(createRandom(3));
const random = createRandom(5);
const INPUT = Float32Array.from({ length: NETWORK.inputLength }, (_, k) => Math.sin(k / 7) + 0.3 * random.normal()); // prettier-ignore
const ZERO = new Float32Array(NETWORK.inputLength);

describe.each<EngineName>(['cpu', 'wasm'])('integrated gradients on %s', (engine) => {
  it('sum up to the output difference within 1 %, for every class', async () => {
    await openEngine(engine);
    const weights = weightTensors(NETWORK, WEIGHTS);
    for (let target = 0; target < NETWORK.classes; target += 1) {
      const found = await integratedGradients({ network: NETWORK, weights, input: INPUT, baseline: ZERO, target }); // prettier-ignore
      const { attribution, attributionSum, outputDifference, steps } = found;
      expect(attribution.length).toBe(NETWORK.inputLength);
      expect(Math.abs(outputDifference)).toBeGreaterThan(0.01);
      expect(Math.abs(attributionSum - outputDifference)).toBeLessThan(
        0.01 * Math.max(0.1, Math.abs(outputDifference)),
      );
      expect(steps).toBeGreaterThanOrEqual(64);
    }
    tf.dispose(weights);
  });

  it('leave out what the input shares with the baseline', async () => {
    await openEngine(engine);
    const weights = weightTensors(NETWORK, WEIGHTS);
    const baseline = INPUT.slice();
    baseline.fill(0, 40, 60);
    const { attribution } = await integratedGradients({ network: NETWORK, weights, input: INPUT, baseline, target: 2 }); // prettier-ignore
    const touched = [...attribution.keys()].filter((k) => attribution[k] !== 0);
    expect([touched[0], touched.at(-1)]).toEqual([40, 59]);
    const before = tf.memory().numTensors;
    await integratedGradients({ network: NETWORK, weights, input: INPUT, baseline, target: 2 });
    expect(tf.memory().numTensors).toBe(before);
    tf.dispose(weights);
  });
});

it('takes from the network what its last layer decides on', async () => {
  await openEngine('cpu');
  const weights = weightTensors(NETWORK, WEIGHTS);
  const windows = Float32Array.of(...INPUT, ...ZERO);
  const features = await lastLayerInputs(NETWORK, weights, windows);
  const [kernel, bias] = weights.slice(-2) as [tf.Tensor2D, tf.Tensor];
  const decided = tf.softmax(tf.add(tf.matMul(tf.tensor2d(features, [2, 12]), kernel), bias));
  const expected = await classProbabilities(NETWORK, weights, windows);
  (await decided.data()).forEach((value, k) => {
    expect(value).toBeCloseTo(expected[k] as number, 5);
  });
});
