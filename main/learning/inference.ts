import * as tf from '@tensorflow/tfjs-core';
import { requireDevice } from './engine.ts';
import type { Network } from './networks/network.ts';

/** Large enough to keep the kernels busy, small enough for a few megabytes of activations. */
const BATCH = 256;

/**
 * Class probabilities (`classes` per beat) with the engine that is open, of prepared beats or, with
 * `firstStage`, of what enters that stage of the network.
 */
export function classProbabilities(
  network: Network,
  weights: readonly tf.Tensor[],
  inputs: Float32Array,
  firstStage = 0,
): Promise<Float32Array> {
  return inBatches(inputs, network.stageInputLength(firstStage), network.classes, (batch) =>
    tf.softmax(network.logits(weights, batch, { firstStage })),
  );
}

/** What enters a stage of the network, `stageInputLength(stage)` numbers a beat, of prepared beats. */
export function stageInputs(
  network: Network,
  weights: readonly tf.Tensor[],
  windows: Float32Array,
  stage: number,
): Promise<Float32Array> {
  return inBatches(windows, network.inputLength, network.stageInputLength(stage), (batch) =>
    network.stageInput(weights, batch, stage),
  );
}

/** What enters the network's last layer, `lastLayerInputLength` numbers a beat, of prepared beats. */
export function lastLayerInputs(
  network: Network,
  weights: readonly tf.Tensor[],
  windows: Float32Array,
): Promise<Float32Array> {
  return inBatches(windows, network.inputLength, network.lastLayerInputLength, (batch) =>
    network.lastLayerInput(weights, batch),
  );
}

async function inBatches(
  inputs: Float32Array,
  inputLength: number,
  outputLength: number,
  compute: (batch: tf.Tensor2D) => tf.Tensor2D,
): Promise<Float32Array> {
  const beats = inputs.length / inputLength;
  const output = new Float32Array(beats * outputLength);
  for (let first = 0; first < beats; first += BATCH) {
    const end = Math.min(beats, first + BATCH);
    const result = tf.tidy(() => {
      const batch = inputs.subarray(first * inputLength, end * inputLength);
      return compute(tf.tensor2d(batch, [end - first, inputLength]));
    });
    const values = await result.data();
    requireDevice();
    output.set(values, first * outputLength);
    result.dispose();
  }
  return output;
}
