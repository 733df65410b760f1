import * as tf from '@tensorflow/tfjs-core';
import type { Weights } from './networks/network.ts';

/**
 * Sum of squared differences of weights from where their training started, in the same order: the
 * pull of L2-SP (Li et al. 2018). `start` is on no engine, so that a run may change its engine.
 */
export function squaredDistance(trained: readonly tf.Variable[], start: Weights): tf.Tensor {
  return tf.addN(
    trained.map((variable, index) =>
      tf.sum(tf.square(tf.sub(variable, tf.tensor(start[index] as Float32Array, variable.shape)))),
    ),
  );
}
