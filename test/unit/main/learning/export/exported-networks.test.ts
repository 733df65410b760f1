import * as tf from '@tensorflow/tfjs-core';
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../../../../app/random.ts';
import { openEngine } from '../../../../../main/learning/engine.ts';
import { encodeGraphModel } from '../../../../../main/learning/export/graph-model.ts';
import { classProbabilities } from '../../../../../main/learning/inference.ts';
import { createEnsemble } from '../../../../../main/learning/networks/ensemble.ts';
import { readModelCard, readNetwork } from '../../../../../main/learning/model-file.ts';
import { heNormalWeights, weightTensors, type Network, type Weights } from '../../../../../main/learning/networks/network.ts'; // prettier-ignore
import {
  createRhythmForm,
  RHYTHM_FORM,
} from '../../../../../main/learning/networks/rhythm-form.ts';
import { encodeOnnx } from '../../../../../main/learning/onnx/encode-onnx.ts';

/** Optional: there is no build of it for every machine. */
const runtime = await import('onnxruntime-node').catch(() => null);
const SHIPPED = new URL('../../../../../resources/models/paper-ds1-1', import.meta.url).pathname;

beforeAll(() => openEngine('cpu'));

interface Example {
  readonly network: Network;
  readonly weights: Weights;
}

type Compute = (example: Example, beats: Float32Array, count: number) => Promise<Float32Array>;

const WEIGHTS = {
  'conv/kernel': [1, 3, 2, 4],
  'conv/bias': [4],
  'depthwise/kernel': [1, 3, 4, 2],
  'mix/kernel': [8, 6],
  'mix/bias': [6],
  'pair/kernel': [4, 3],
  'last/kernel': [9, 5],
} as const;

/**
 * A network that makes no sense and has something of everything: images and rows, slices, splits,
 * means, attention-like products of the beats of a row, and numbers that are no weights.
 */
const EVERYTHING: Pick<Network, 'inputLength' | 'weightShapes' | 'logits'> = {
  inputLength: 44,
  weightShapes: Object.entries(WEIGHTS).map(([name, shape]) => ({ name, shape })),
  logits: (weights, input) => {
    const [kernel, bias, depthwise, mix, mixBias, pair, last] = weights as [
      tf.Tensor4D,
      tf.Tensor1D,
      tf.Tensor4D,
      tf.Tensor2D,
      tf.Tensor1D,
      tf.Tensor2D,
      tf.Tensor2D,
    ];
    const image: tf.Tensor4D = tf.reshape(tf.slice(input, [0, 4], [-1, 40]), [-1, 1, 20, 2]);
    const convolved = tf.fused.conv2d({
      x: image,
      filter: kernel,
      bias,
      strides: [1, 2],
      pad: 'same',
      activation: 'elu',
    });
    const pooled = tf.maxPool(convolved, [1, 2], [1, 2], 'same');
    const smooth = tf.avgPool(convolved, [1, 2], [1, 2], 'valid');
    const both = tf.concat([tf.maximum(pooled, smooth), tf.minimum(pooled, tf.abs(smooth))], 2);
    const deep = tf.depthwiseConv2d(tf.tanh(both) as tf.Tensor4D, depthwise, 1, 'same');
    const mean = tf.mean(deep, [1, 2]);
    const mixed = tf.sigmoid(tf.add(tf.matMul(mean as tf.Tensor2D, mix), mixBias));
    const [left, right] = tf.split(mixed, 2, 1) as [tf.Tensor2D, tf.Tensor2D];
    const rows: tf.Tensor3D = tf.reshape(tf.slice(input, [0, 0], [-1, 12]), [-1, 3, 4]);
    const scores = tf.softmax(tf.div(tf.matMul(rows, rows, false, true), 2));
    const seen = tf.squeeze<tf.Tensor2D>(tf.max(tf.transpose(tf.matMul(scores, rows), [0, 2, 1]), 2, true), [2]); // prettier-ignore
    const stacked = tf.stack([left, tf.exp(tf.neg(right)), tf.matMul(tf.relu(seen), pair)], 1);
    const flat: tf.Tensor2D = tf.reshape(stacked, [-1, 9]);
    const norm = tf.sqrt(tf.sum(tf.square(flat), 1, true));
    return tf.matMul(tf.sub(tf.div(flat, tf.add(norm, 0.1)), tf.mul(tf.logSoftmax(flat), 0.25)), last); // prettier-ignore
  },
};

const examples: Readonly<Record<string, () => Example>> = {
  'the shipped model': () => readNetwork(SHIPPED),
  'the rhythm and form network': () => {
    const network = createRhythmForm(RHYTHM_FORM);
    return { network, weights: network.initialWeights(createRandom(4)) };
  },
  'an ensemble': () => {
    const network = createEnsemble(createRhythmForm(RHYTHM_FORM), 3);
    return { network, weights: network.initialWeights(createRandom(5)) };
  },
  'a network of every kind of operation': () => ({
    network: { ...readNetwork(SHIPPED).network, ...EVERYTHING, stageInputLength: () => 44 },
    weights: heNormalWeights(EVERYTHING.weightShapes, createRandom(2)),
  }),
};

async function byOnnx({ network, weights }: Example, beats: Float32Array, count: number) {
  if (runtime === null) throw new Error('ONNX Runtime is not installed');
  const model = await encodeOnnx(network, weights, readModelCard(SHIPPED));
  const session = await runtime.InferenceSession.create(model);
  const input = new runtime.Tensor('float32', beats, [count, network.inputLength]);
  const { probabilities } = await session.run({ beats: input });
  await session.release();
  return probabilities?.data as Float32Array;
}

async function byTensorFlow({ network, weights }: Example, beats: Float32Array, count: number) {
  const graph = await encodeGraphModel(network, weights);
  const model = await loadGraphModel(
    tf.io.fromMemory({
      format: 'graph-model',
      modelTopology: graph.topology,
      signature: graph.signature,
      weightSpecs: [
        ...network.weightShapes.map(({ name, shape }) => ({ name, shape: [...shape], dtype: 'float32' as const })), // prettier-ignore
        ...graph.constantEntries.map((entry) => ({ ...entry, shape: [...entry.shape] })),
      ],
      weightData: Uint8Array.from(
        Buffer.concat([...weights.map((array) => Buffer.from(array.buffer)), graph.constants]),
      ).buffer,
    }),
  );
  const output = model.predict(tf.tensor2d(beats, [count, network.inputLength])) as tf.Tensor;
  return (await output.data()) as Float32Array;
}

const exports: [string, Compute][] = [['TensorFlow.js', byTensorFlow]];
if (runtime !== null) exports.push(['ONNX Runtime', byOnnx]);

describe.each(exports)('%s', (_, compute) => {
  it.each(Object.keys(examples))('computes %s as Ectopy does', async (name) => {
    const example = examples[name]?.() as Example;
    const { network, weights } = example;
    for (const count of [1, 5]) {
      const random = createRandom(count);
      const beats = Float32Array.from({ length: count * network.inputLength }, () => random.normal()); // prettier-ignore
      const tensors = weightTensors(network, weights);
      const ours = await classProbabilities(network, tensors, beats);
      const theirs = await compute(example, beats, count);
      expect(theirs).toHaveLength(ours.length);
      ours.forEach((value, index) => {
        expect(Math.abs(value - (theirs[index] ?? Number.NaN))).toBeLessThan(1e-5);
      });
      expect(tf.getBackend()).toBe('cpu');
    }
  });
});
