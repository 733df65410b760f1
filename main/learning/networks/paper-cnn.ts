import * as tf from '@tensorflow/tfjs-core';
import type { Random } from '../../../app/random.ts';
import { convRelu, halvingPool } from '../kernels/convolution.ts';
import { dropout } from '../kernels/dropout.ts';
import { heNormalWeights, sizeOf, type LogitOptions, type Network, type WeightShape } from './network.ts'; // prettier-ignore
import type { PaperCnnSpec } from './paper-cnn-spec.ts';

export { PAPER_CNN, type PaperCnnSpec } from './paper-cnn-spec.ts';

/** Samples and channels that enter a pair; after the last pair: what is flattened. */
interface PairInput {
  readonly length: number;
  readonly channels: number;
}

/**
 * The same arithmetic as the layers of a TensorFlow.js model, with fused kernels, with logits rather
 * than probabilities (the loss needs them), and with dropout from a seeded source: the layers' own
 * either repeats its mask at every step or cannot be repeated at all. Every pair is a stage.
 */
export function createPaperCnn(spec: PaperCnnSpec): Network {
  const { pairs, inputLength, classes } = spec;
  const inputs: PairInput[] = [{ length: inputLength, channels: 1 }];
  for (const { filters } of pairs) {
    inputs.push({ length: (inputs.at(-1) as PairInput).length >> 1, channels: filters });
  }
  const inputOf = (stage: number): PairInput => inputs[stage] as PairInput;
  const stageInputLength = (stage: number): number => {
    const { length, channels } = inputOf(stage);
    return length * channels;
  };
  const weightShapes = weightShapesOf(spec, stageInputLength(pairs.length));

  /** Pairs [first, end) of the network. */
  function applyPairs(
    weights: readonly tf.Tensor[],
    input: tf.Tensor2D,
    first: number,
    end: number,
    random?: Random,
  ): tf.Tensor2D {
    const { length, channels } = inputOf(first);
    let x: tf.Tensor4D = tf.reshape(input, [-1, 1, length, channels]);
    pairs.slice(first, end).forEach(({ dropout: rate }, index) => {
      for (const half of [0, 1]) {
        const place = 4 * (first + index) + 2 * half;
        x = convRelu(x, weights[place] as tf.Tensor3D, weights[place + 1] as tf.Tensor1D);
      }
      x = halvingPool(x);
      if (random !== undefined) x = dropout(x, rate, random);
    });
    return tf.reshape(x, [-1, stageInputLength(end)]);
  }

  /** What enters the last layer, of what enters stage `firstStage`. */
  function lastLayerInput(
    weights: readonly tf.Tensor[],
    input: tf.Tensor2D,
    { dropout: random, firstStage = 0 }: LogitOptions = {},
  ): tf.Tensor2D {
    const flat = applyPairs(weights, input, firstStage, pairs.length, random);
    const [kernel, bias] = weights.slice(4 * pairs.length) as [tf.Tensor2D, tf.Tensor];
    const hidden: tf.Tensor2D = tf.relu(tf.add(tf.matMul(flat, kernel), bias));
    return random === undefined ? hidden : dropout(hidden, spec.denseDropout, random);
  }

  function logits(
    weights: readonly tf.Tensor[],
    input: tf.Tensor2D,
    options?: LogitOptions,
  ): tf.Tensor2D {
    const [kernel, bias] = weights.slice(-2) as [tf.Tensor2D, tf.Tensor];
    return tf.add(tf.matMul(lastLayerInput(weights, input, options), kernel), bias);
  }

  return {
    inputLength,
    classes,
    weightShapes,
    multiplyAdds: multiplyAddsOf(weightShapes, inputs),
    stages: pairs.length,
    tunedStage: pairs.length - 1,
    stageInputLength,
    firstWeight: (stage) => 4 * stage,
    initialWeights: (random) => heNormalWeights(weightShapes, random),
    stageInput: (weights, beats, stage) => applyPairs(weights, beats, 0, stage),
    lastLayerInputLength: spec.denseUnits,
    lastLayerInput: (weights, beats) => lastLayerInput(weights, beats),
    logits,
  };
}

function weightShapesOf(spec: PaperCnnSpec, flatLength: number): WeightShape[] {
  const shapes: WeightShape[] = [];
  const add = (layer: string, kernel: number[]): void => {
    shapes.push({ name: `${layer}/kernel`, shape: kernel });
    shapes.push({ name: `${layer}/bias`, shape: kernel.slice(-1) });
  };
  let channels = 1;
  spec.pairs.forEach(({ filters, kernel }, index) => {
    add(`conv${index + 1}_1`, [kernel, channels, filters]);
    add(`conv${index + 1}_2`, [kernel, filters, filters]);
    channels = filters;
  });
  add('dense1', [flatLength, spec.denseUnits]);
  add('dense2', [spec.denseUnits, spec.classes]);
  return shapes;
}

function multiplyAddsOf(shapes: readonly WeightShape[], inputs: readonly PairInput[]): number {
  return shapes.reduce((sum, { shape }, index) => {
    if (shape.length === 1) return sum;
    const samples = shape.length === 3 ? (inputs[index >> 2] as PairInput).length : 1;
    return sum + samples * sizeOf(shape);
  }, 0);
}
