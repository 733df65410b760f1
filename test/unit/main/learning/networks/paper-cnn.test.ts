import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../../app/random.ts';
import { openEngine, probeEngines, type EngineName } from '../../../../../main/learning/engine.ts';
import { createLayersModel } from '../../../../../main/learning/layers-model.ts';
import { parameterCount, weightTensors } from '../../../../../main/learning/networks/network.ts';
import { createPaperCnn, PAPER_CNN } from '../../../../../main/learning/networks/paper-cnn.ts';
import { oneHot } from '../../../../../main/learning/training-loop.ts';
import { twoFoldFocalLoss } from '../../../../../main/learning/two-fold-focal-loss.ts';

const network = createPaperCnn(PAPER_CNN);
const { inputLength } = network;
const BEATS = 6;

function windows(): tf.Tensor2D {
  const random = createRandom(5);
  const values = Float32Array.from({ length: BEATS * inputLength }, () => random.normal());
  return tf.tensor2d(values, [BEATS, inputLength]);
}

/** Logits, and the loss's gradient for every weight, on one engine. */
async function compute(
  engine: EngineName,
): Promise<{ logits: Float32Array; gradients: Float32Array[] }> {
  await openEngine(engine);
  const variables = weightTensors(network, network.initialWeights(createRandom(1))).map((tensor) =>
    tf.variable(tensor),
  );
  const input = windows();
  const target = oneHot(
    Uint8Array.of(0, 1, 2, 3, 4, 0),
    Uint32Array.from({ length: BEATS }, (_, beat) => beat),
    network.classes,
  );
  const options = { gammaM: 1, gammaN: 2, alpha: tf.tensor1d([0.4, 1, 0.8, 1.2, 1.6]) };
  const { grads } = tf.variableGrads(
    () => twoFoldFocalLoss(target, network.logits(variables, input), options),
    variables,
  );
  return {
    logits: network.logits(variables, input).dataSync() as Float32Array,
    gradients: variables.map(({ name }) => (grads[name] as tf.Tensor).dataSync() as Float32Array),
  };
}

function largest(values: Float32Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

describe("the paper's network", () => {
  it('has the layers, shapes and 312,501 parameters of its table', async () => {
    await openEngine('cpu');
    const model = createLayersModel(PAPER_CNN, network.initialWeights(createRandom(1)));
    expect(model.countParams()).toBe(312_501);
    expect(parameterCount(network)).toBe(312_501);
    expect(network.multiplyAdds).toBe(4_816_048);
    const pools = model.layers.filter(({ name }) => name.startsWith('pool'));
    expect(pools.map(({ outputShape }) => outputShape)).toEqual([
      [null, 93, 16],
      [null, 46, 32],
      [null, 23, 64],
      [null, 11, 128],
      [null, 5, 128],
      [null, 2, 128],
    ]);
    expect(model.getLayer('flatten').outputShape).toEqual([null, 256]);
    expect(model.outputs[0]?.shape).toEqual([null, 5]);
  });

  it('is described by its configuration: other readings of the paper have other sizes', () => {
    const same = (filters: number): (typeof PAPER_CNN.pairs)[number] => ({
      filters,
      kernel: 3,
      dropout: 0,
    });
    const wide = [16, 32, 32, 64, 128, 256].map((filters, pair) => ({
      ...same(filters),
      kernel: pair === 0 ? 5 : 3,
    }));
    expect(parameterCount(createPaperCnn({ ...PAPER_CNN, pairs: wide }))).toBe(433_397);
    const three = createPaperCnn({ ...PAPER_CNN, pairs: PAPER_CNN.pairs.slice(0, 3), classes: 2 });
    expect(three.stageInputLength(3)).toBe(23 * 64);
    expect(three.weightShapes.at(-1)?.shape).toEqual([2]);
  });

  it('computes what its layers model computes, whole or from the middle', async () => {
    await openEngine('wasm');
    const weights = network.initialWeights(createRandom(1));
    const tensors = weightTensors(network, weights);
    const input = windows();
    const expected = (
      createLayersModel(PAPER_CNN, weights).predict(
        tf.reshape(input, [BEATS, inputLength, 1]),
      ) as tf.Tensor
    ).dataSync();
    const whole = tf.softmax(network.logits(tensors, input)).dataSync();
    const middle = network.stageInput(tensors, input, 4);
    expect(middle.shape).toEqual([BEATS, network.stageInputLength(4)]);
    const split = tf.softmax(network.logits(tensors, middle, { firstStage: 4 })).dataSync();
    expected.forEach((value, index) => {
      expect(whole[index]).toBeCloseTo(value, 5);
      expect(split[index]).toBeCloseTo(value, 5);
    });
  });

  it('gives the same outputs and gradients on every engine of this machine', async () => {
    const reference = await compute('cpu');
    const others = (await probeEngines('auto')).filter((probe) => probe.available && probe.name !== 'cpu'); // prettier-ignore
    expect(others.map(({ name }) => name)).toContain('wasm');
    for (const { name } of others) {
      const actual = await compute(name);
      expect(largest(actual.logits.map((value, k) => value - (reference.logits[k] ?? 0)))).toBeLessThan(1e-4); // prettier-ignore
      actual.gradients.forEach((gradient, index) => {
        const wanted = reference.gradients[index] as Float32Array;
        const difference = largest(gradient.map((value, k) => value - (wanted[k] ?? 0)));
        expect(difference).toBeLessThan(1e-3 * largest(wanted) + 1e-6);
      });
    }
  });
});
