import * as tf from '@tensorflow/tfjs-core';
import type { Random } from '../../app/random.ts';
import { BEAT_CLASSES } from '../../app/domain/beat-class.ts';
import { WINDOW_LENGTH } from '../../app/signal/beat-window.ts';

/**
 * The network of Ali, Ali and Hussain (2024): six pairs of convolutions, each followed by a pool and
 * a dropout, then two dense layers. The paper names the layers and leaves out their sizes; these are
 * Ectopy's (187 x 1 in, 5 out, 312,501 parameters, 4.8 million multiply-adds a beat).
 */
export const PAIRS = [
  { filters: 16, kernel: 5, dropout: 0.1 },
  { filters: 32, kernel: 3, dropout: 0.1 },
  { filters: 64, kernel: 3, dropout: 0.1 },
  { filters: 128, kernel: 3, dropout: 0.2 },
  { filters: 128, kernel: 3, dropout: 0.2 },
  { filters: 128, kernel: 3, dropout: 0.2 },
] as const;
export const DENSE_UNITS = 64;
export const DENSE_DROPOUT = 0.2;
/** Names and shapes of the weights, in the order in which everything here passes them. */
export const WEIGHT_SHAPES: readonly {
  readonly name: string;
  readonly shape: readonly number[];
}[] = weightShapes();

function weightShapes(): { name: string; shape: number[] }[] {
  const shapes: { name: string; shape: number[] }[] = [];
  const add = (layer: string, kernel: number[]): void => {
    shapes.push({ name: `${layer}/kernel`, shape: kernel });
    shapes.push({ name: `${layer}/bias`, shape: kernel.slice(-1) });
  };
  let channels = 1;
  let length = WINDOW_LENGTH;
  PAIRS.forEach(({ filters, kernel }, index) => {
    add(`conv${index + 1}_1`, [kernel, channels, filters]);
    add(`conv${index + 1}_2`, [kernel, filters, filters]);
    channels = filters;
    length >>= 1;
  });
  add('dense1', [channels * length, DENSE_UNITS]);
  add('dense2', [DENSE_UNITS, BEAT_CLASSES.length]);
  return shapes;
}

/** All weights, one flat array per tensor, in the order of `WEIGHT_SHAPES`. */
export type Weights = readonly Float32Array[];

/** He-normal kernels (as the paper's framework would draw them, without its truncation), zero biases. */
export function initialWeights(random: Random): Weights {
  return WEIGHT_SHAPES.map(({ shape }) => {
    const weights = new Float32Array(shape.reduce((product, size) => product * size, 1));
    const inputs = shape.slice(0, -1).reduce((product, size) => product * size, 1);
    if (shape.length > 1) {
      const spread = Math.sqrt(2 / inputs);
      for (let k = 0; k < weights.length; k += 1) weights[k] = spread * random.normal();
    }
    return weights;
  });
}

export function weightTensors(weights: Weights): tf.Tensor[] {
  return WEIGHT_SHAPES.map(({ shape }, index) =>
    tf.tensor(weights[index] as Float32Array, [...shape]),
  );
}

/** Samples and channels that enter pair `pair` (counted from 0); after the last: what is flattened. */
function shapeBefore(pair: number): { length: number; channels: number } {
  let length = WINDOW_LENGTH;
  for (let k = 0; k < pair; k += 1) length >>= 1;
  return { length, channels: PAIRS[pair - 1]?.filters ?? 1 };
}

/** Numbers a beat has on entering pair `pair`: 187 for pair 0. */
export function inputLength(pair: number): number {
  const { length, channels } = shapeBefore(pair);
  return length * channels;
}

/**
 * What the first `pairs` pairs make of a batch (batch x 187): batch x `inputLength(pairs)`. Computed
 * once where those pairs are frozen.
 */
export function bodyFeatures(
  weights: readonly tf.Tensor[],
  windows: tf.Tensor2D,
  pairs: number,
): tf.Tensor2D {
  return tf.reshape(applyPairs(weights, windows, 0, pairs), [windows.shape[0], -1]);
}

/**
 * Logits of a batch from the network's weights in the order of `WEIGHT_SHAPES`. The same arithmetic
 * as the layers, with fused kernels, with logits rather than probabilities (the loss needs them), and
 * with dropout from a seeded source: the layers' own either repeats its mask at every step or cannot
 * be repeated at all. `input` is what enters pair `firstPair`: windows (batch x 187) for pair 0.
 */
export function logits(
  weights: readonly tf.Tensor[],
  input: tf.Tensor2D,
  { dropout, firstPair = 0 }: { readonly dropout?: Random; readonly firstPair?: number } = {},
): tf.Tensor2D {
  const x = applyPairs(weights, input, firstPair, PAIRS.length, dropout);
  const flat: tf.Tensor2D = tf.reshape(x, [input.shape[0], -1]);
  const [kernel1, bias1, kernel2, bias2] = weights.slice(4 * PAIRS.length) as [
    tf.Tensor2D,
    tf.Tensor,
    tf.Tensor2D,
    tf.Tensor,
  ];
  let hidden: tf.Tensor2D = tf.relu(tf.add(tf.matMul(flat, kernel1), bias1));
  if (dropout !== undefined) {
    hidden = tf.mul(hidden, dropoutMask(hidden.shape, DENSE_DROPOUT, dropout));
  }
  return tf.add(tf.matMul(hidden, kernel2), bias2);
}

/** Pairs [first, end) of the network. */
function applyPairs(
  weights: readonly tf.Tensor[],
  input: tf.Tensor2D,
  first: number,
  end: number,
  dropout?: Random,
): tf.Tensor4D {
  const { length, channels } = shapeBefore(first);
  let x: tf.Tensor4D = tf.reshape(input, [-1, 1, length, channels]);
  PAIRS.slice(first, end).forEach(({ dropout: rate }, index) => {
    for (const half of [0, 1]) {
      const place = 4 * (first + index) + 2 * half;
      x = tf.fused.conv2d({
        x,
        filter: tf.expandDims(weights[place] as tf.Tensor3D, 0),
        bias: weights[place + 1] as tf.Tensor1D,
        strides: 1,
        pad: 'same',
        activation: 'relu',
      });
    }
    x = tf.maxPool(x, [1, 2], [1, 2], 'valid');
    if (dropout !== undefined) x = tf.mul(x, dropoutMask(x.shape, rate, dropout));
  });
  return x;
}

/** Zero for a part `rate` of the units, 1 / (1 - rate) for the others. */
function dropoutMask(shape: number[], rate: number, random: Random): tf.Tensor {
  const size = shape.reduce((product, length) => product * length, 1);
  const mask = new Float32Array(size);
  const kept = 1 / (1 - rate);
  for (let k = 0; k < size; k += 1) mask[k] = random.uniform() < rate ? 0 : kept;
  return tf.tensor(mask, shape);
}
