import * as tf from '@tensorflow/tfjs-core';
import { createRandom } from '../../app/random.ts';
import { requireDevice } from './engine.ts';
import type { Network } from './networks/network.ts';

/** Of the logits of some beats, given by their positions in the set that is trained on. */
export type Loss = (logits: tf.Tensor2D, beats: Uint32Array) => tf.Scalar;

/** What one step of a training learns from. */
export interface Batch {
  readonly beats: Uint32Array;
  /** What enters the first trained stage, beat after beat. */
  readonly inputs: Float32Array;
  readonly loss: Loss;
  /** Of the dropout. */
  readonly seed: number;
}

/**
 * Writes the gradient of a batch's mean loss for the weights of all stages from `firstStage` on, and
 * returns the loss. Where memory is short the batch is worked on in shares of `mostBeats`.
 */
export async function gradientHere(
  network: Network,
  variables: readonly tf.Variable[],
  firstStage: number,
  batch: Batch,
  mostBeats: number,
  gradient: Float32Array,
): Promise<number> {
  const { beats, inputs } = batch;
  const length = inputs.length / beats.length;
  const trained = variables.slice(network.firstWeight(firstStage));
  const dropout = createRandom(batch.seed);
  let lossSum = 0;
  gradient.fill(0);
  for (let first = 0; first < beats.length; first += mostBeats) {
    const share = beats.subarray(first, first + mostBeats);
    const values = inputs.subarray(first * length, (first + share.length) * length);
    const part = share.length / beats.length;
    const computed = tf.tidy(() => {
      const input = tf.tensor2d(values, [share.length, length]);
      return tf.variableGrads(
        () => batch.loss(network.logits(variables, input, { dropout, firstStage }), share),
        trained,
      );
    });
    lossSum += (await read(computed, trained, part, gradient)) * part;
  }
  return lossSum;
}

/** Adds `part` of the gradients to `gradient`, returns the loss, and frees both. */
async function read(
  { value, grads }: { value: tf.Scalar; grads: tf.NamedTensorMap },
  trained: readonly tf.Variable[],
  part: number,
  gradient: Float32Array,
): Promise<number> {
  const gradients = trained.map(({ name }) => grads[name] as tf.Tensor);
  try {
    const [losses, ...slopes] = await Promise.all([value, ...gradients].map((each) => each.data()));
    requireDevice();
    let end = 0;
    for (const values of slopes) {
      if (part === 1) gradient.set(values, end);
      else addTo(gradient.subarray(end), values, part);
      end += values.length;
    }
    return losses?.[0] ?? Number.NaN;
  } finally {
    tf.dispose([value, ...gradients]);
  }
}

/** sum += values * scale */
export function addTo(sum: Float32Array, values: ArrayLike<number>, scale = 1): void {
  for (let k = 0; k < values.length; k += 1) sum[k] = (sum[k] as number) + scale * (values[k] as number); // prettier-ignore
}
