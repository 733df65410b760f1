import * as tf from '@tensorflow/tfjs-core';
// Registers the gradients of all operations; the core package alone has none.
import '@tensorflow/tfjs-layers';
import type { Network } from '../networks/network.ts';

/** Points of the path in one batch. */
const BATCH = 64;
/** Steps are doubled from here until the attributions are complete, or until there are this many. */
const FEWEST_STEPS = 64;
const MOST_STEPS = 512;
/** Largest part of the output difference that the attributions may miss, and what it is at least. */
const TOLERANCE = 0.01;
const LEAST_DIFFERENCE = 0.1;

export interface Attribution {
  /** One number per number of the input. */
  readonly attribution: Float32Array;
  /** Logit of the input less that of the baseline. */
  readonly outputDifference: number;
  /** Sum of the attribution; equals `outputDifference` but for the steps of the path. */
  readonly attributionSum: number;
  readonly steps: number;
}

export interface AttributionRequest {
  readonly network: Network;
  readonly weights: readonly tf.Tensor[];
  readonly input: Float32Array;
  readonly baseline: Float32Array;
  /** Index of the class whose logit is explained. */
  readonly target: number;
}

/**
 * Integrated gradients (Sundararajan, Taly and Yan, ICML 2017) along the straight path from the
 * baseline to the input, by the midpoint rule, with the engine that is open. Their completeness
 * (the attributions sum up to the output difference) is what tells whether there are enough steps.
 */
export async function integratedGradients(request: AttributionRequest): Promise<Attribution> {
  const { input, baseline } = request;
  const outputDifference = await logitDifference(request);
  const allowed = TOLERANCE * Math.max(LEAST_DIFFERENCE, Math.abs(outputDifference));
  for (let steps = FEWEST_STEPS; ; steps *= 2) {
    const gradient = await meanGradient(request, steps);
    const attribution = gradient.map(
      (slope, k) => slope * ((input[k] as number) - (baseline[k] as number)),
    );
    const attributionSum = attribution.reduce((sum, part) => sum + part, 0);
    const complete = Math.abs(attributionSum - outputDifference) <= allowed;
    if (complete || steps >= MOST_STEPS) {
      return { attribution, outputDifference, attributionSum, steps };
    }
  }
}

async function logitDifference(request: AttributionRequest): Promise<number> {
  const { network, weights, input, baseline, target } = request;
  const logits = tf.tidy(() => {
    const both = tf.tensor2d([...input, ...baseline], [2, network.inputLength]);
    return network.logits(weights, both);
  });
  const values = await logits.data();
  logits.dispose();
  return (values[target] as number) - (values[network.classes + target] as number);
}

/** Mean over the path of the gradient of the target's logit. */
async function meanGradient(request: AttributionRequest, steps: number): Promise<Float32Array> {
  const { network, weights, input, baseline, target } = request;
  const length = network.inputLength;
  const sum = new Float32Array(length);
  for (let first = 0; first < steps; first += BATCH) {
    const points = new Float32Array(BATCH * length);
    for (let point = 0; point < BATCH; point += 1) {
      const part = (first + point + 0.5) / steps;
      for (let k = 0; k < length; k += 1) {
        const from = baseline[k] as number;
        points[point * length + k] = from + part * ((input[k] as number) - from);
      }
    }
    const gradient = tf.tidy(() => {
      // Not tf.oneHot: on WASM it writes the bits of whole numbers into floats.
      const chosen = tf.tensor1d(Array.from({ length: network.classes }, (_, k) => Number(k === target))); // prettier-ignore
      const summedLogit = (batch: tf.Tensor): tf.Scalar =>
        tf.sum(tf.mul(network.logits(weights, batch as tf.Tensor2D), chosen));
      return tf.mean(tf.grad(summedLogit)(tf.tensor2d(points, [BATCH, length])), 0);
    });
    const values = await gradient.data();
    gradient.dispose();
    const share = BATCH / steps;
    values.forEach((value, k) => {
      sum[k] = (sum[k] as number) + value * share;
    });
  }
  return sum;
}
