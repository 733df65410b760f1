import * as tf from '@tensorflow/tfjs-core';
import { BEAT_CLASSES } from '../../app/domain/beat-class.ts';
import { WINDOW_LENGTH } from '../../app/signal/beat-window.ts';
import { logits } from './network.ts';

/** Large enough to keep the kernels busy, small enough for a few megabytes of activations. */
const BATCH = 256;

/** Class probabilities (5 per beat) of windows (187 per beat), with the engine that is open. */
export async function classProbabilities(
  weights: readonly tf.Tensor[],
  windows: Float32Array,
): Promise<Float32Array> {
  const beats = windows.length / WINDOW_LENGTH;
  const output = new Float32Array(beats * BEAT_CLASSES.length);
  for (let first = 0; first < beats; first += BATCH) {
    const end = Math.min(beats, first + BATCH);
    const probabilities = tf.tidy(() => {
      const batch = windows.subarray(first * WINDOW_LENGTH, end * WINDOW_LENGTH);
      return tf.softmax(logits(weights, tf.tensor2d(batch, [end - first, WINDOW_LENGTH])));
    });
    output.set((await probabilities.data()) as Float32Array, first * BEAT_CLASSES.length);
    probabilities.dispose();
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
