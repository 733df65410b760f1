import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../../../app/random.ts';
import { openEngine } from '../../../../main/learning/engine.ts';
import { classProbabilities } from '../../../../main/learning/inference.ts';
import { readModelCard, readNetwork } from '../../../../main/learning/model-file.ts';
import { weightTensors, type Network, type Weights } from '../../../../main/learning/networks/network.ts'; // prettier-ignore
import { encodeOnnx } from '../../../../main/learning/onnx/encode-onnx.ts';

const runtime = await import('onnxruntime-node').catch(() => null);
const SHIPPED = new URL('../../../../resources/models/paper-ds1-1', import.meta.url).pathname;

beforeAll(() => openEngine('cpu'));

async function probabilitiesOfOnnx(model: Uint8Array, beats: Float32Array, inputLength: number) {
  if (runtime === null) throw new Error('ONNX Runtime is not installed');
  const session = await runtime.InferenceSession.create(model);
  const input = new runtime.Tensor('float32', beats, [beats.length / inputLength, inputLength]);
  const { probabilities } = await session.run({ beats: input });
  await session.release();
  return probabilities?.data as Float32Array;
}

async function expectEqualOutputs(network: Network, weights: Weights, count: number) {
  const card = readModelCard(SHIPPED);
  const random = createRandom(5);
  const beats = Float32Array.from({ length: count * network.inputLength }, () => random.normal());
  const tensors = weightTensors(network, weights);
  const ours = await classProbabilities(network, tensors, beats);
  tf.dispose(tensors);
  const theirs = await probabilitiesOfOnnx(
    await encodeOnnx(network, weights, card),
    beats,
    network.inputLength,
  );
  expect(theirs).toHaveLength(ours.length);
  const largest = ours.reduce(
    (worst, value, index) => Math.max(worst, Math.abs(value - (theirs[index] ?? NaN))),
    0,
  );
  expect(largest).toBeLessThan(1e-5);
}

describe.skipIf(runtime === null)('the ONNX export', () => {
  it.each([1, 37])(
    'of the shipped model gives the same probabilities for %i beats',
    async (count) => {
      const { network, weights } = readNetwork(SHIPPED);
      await expectEqualOutputs(network, weights, count);
    },
  );
});
