import * as tf from '@tensorflow/tfjs-core';
import { BEAT_CLASSES } from '../../app/domain/beat-class.ts';
import { WINDOW_LENGTH } from '../../app/signal/beat-window.ts';
import { bodyFeatures, inputLength, logits } from './network.ts';

/** Large enough to keep the kernels busy, small enough for a few megabytes of activations. */
const BATCH = 256;

/**
 * Class probabilities (5 per beat) with the engine that is open, of windows (187 per beat) or, with
 * `firstPair`, of what enters that pair of the network.
 */
export async function classProbabilities(
  weights: readonly tf.Tensor[],
  inputs: Float32Array,
  firstPair = 0,
): Promise<Float32Array> {
  const length = inputLength(firstPair);
  const beats = inputs.length / length;
  const output = new Float32Array(beats * BEAT_CLASSES.length);
  for (let first = 0; first < beats; first += BATCH) {
    const end = Math.min(beats, first + BATCH);
    const probabilities = tf.tidy(() => {
      const batch = tf.tensor2d(inputs.subarray(first * length, end * length), [
        end - first,
        length,
      ]);
      return tf.softmax(logits(weights, batch, { firstPair }));
    });
    output.set(await probabilities.data(), first * BEAT_CLASSES.length);
    probabilities.dispose();
  }
  return output;
}

/** What the first `pairs` pairs make of windows: `inputLength(pairs)` numbers a beat. */
export async function bodyOutputs(
  weights: readonly tf.Tensor[],
  windows: Float32Array,
  pairs: number,
): Promise<Float32Array> {
  const beats = windows.length / WINDOW_LENGTH;
  const length = inputLength(pairs);
  const output = new Float32Array(beats * length);
  for (let first = 0; first < beats; first += BATCH) {
    const end = Math.min(beats, first + BATCH);
    const features = tf.tidy(() => {
      const batch = windows.subarray(first * WINDOW_LENGTH, end * WINDOW_LENGTH);
      return bodyFeatures(weights, tf.tensor2d(batch, [end - first, WINDOW_LENGTH]), pairs);
    });
    output.set(await features.data(), first * length);
    features.dispose();
  }
  return output;
}

/** The class of the largest probability of every beat. */
export function mostProbable(probabilities: Float32Array): Uint8Array {
  const classes = BEAT_CLASSES.length;
  const output = new Uint8Array(probabilities.length / classes);
  for (let beat = 0; beat < output.length; beat += 1) {
    let best = 0;
    for (let k = 1; k < classes; k += 1) {
      const probability = probabilities[beat * classes + k] as number;
      if (probability > (probabilities[beat * classes + best] as number)) best = k;
    }
    output[beat] = best;
  }
  return output;
}
