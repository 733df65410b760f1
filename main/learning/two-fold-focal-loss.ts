import * as tf from '@tensorflow/tfjs-core';

/** Keeps the slope of q^gamma finite where a beat is certain (gamma below 1). */
const SMALLEST = 1e-7;

export interface TwoFoldFocalOptions {
  readonly gammaM: number;
  readonly gammaN: number;
  /** One weight per class, batch-independent. */
  readonly alpha: tf.Tensor1D;
}

/**
 * The two-fold focal loss of Ali, Ali and Hussain (2024) for several classes, averaged over a batch:
 *
 *   -sum_c y_c alpha_c [ (1 - p_c)^gammaM + (1 - p_c)^gammaN ] log p_c,   p = softmax(logits)
 *
 * `target` (batch x classes) may be soft. Both gammas 0 give twice the cross-entropy; equal gammas
 * twice the focal loss of Lin 2017. `weight` (one per beat) scales beats before the mean.
 */
export function twoFoldFocalLoss(
  target: tf.Tensor2D,
  logits: tf.Tensor2D,
  options: TwoFoldFocalOptions,
  weight?: tf.Tensor1D,
): tf.Scalar {
  return tf.tidy(() => {
    const logP = tf.logSoftmax(logits);
    const logQ = tf.log(tf.clipByValue(tf.sub(1, tf.exp(logP)), SMALLEST, 1));
    const bracket = tf.add(power(logQ, options.gammaM), power(logQ, options.gammaN));
    const perClass = tf.mul(tf.mul(target, options.alpha), tf.mul(bracket, logP));
    const perBeat = tf.neg(tf.sum(perClass, 1));
    return tf.mean(weight === undefined ? perBeat : tf.mul(perBeat, weight));
  });
}

/** q^gamma from log q; exactly 1 for gamma 0, whose gradient is then exactly 0 too. */
function power(logQ: tf.Tensor, gamma: number): tf.Tensor {
  return gamma === 0 ? tf.onesLike(logQ) : tf.exp(tf.mul(gamma, logQ));
}
