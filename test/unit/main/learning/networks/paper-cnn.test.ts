import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../../app/random.ts';
import { openEngine } from '../../../../../main/learning/engine.ts';
import { createLayersModel } from '../../../../../main/learning/layers-model.ts';
import { parameterCount, weightTensors } from '../../../../../main/learning/networks/network.ts';
import { createPaperCnn, PAPER_CNN } from '../../../../../main/learning/networks/paper-cnn.ts';

const network = createPaperCnn(PAPER_CNN);
const { inputLength } = network;
const BEATS = 6;

function windows(): tf.Tensor2D {
  const random = createRandom(5);
  const values = Float32Array.from({ length: BEATS * inputLength }, () => random.normal());
  return tf.tensor2d(values, [BEATS, inputLength]);
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
});
