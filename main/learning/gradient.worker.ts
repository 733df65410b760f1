import { parentPort, workerData } from 'node:worker_threads';
import * as tf from '@tensorflow/tfjs-core';
// Registers the gradients of all operations; the core package alone has none.
import '@tensorflow/tfjs-layers';
import { serializeError } from '../../app/domain/app-error.ts';
import { createRandom } from '../../app/random.ts';
import { openEngine } from './engine.ts';
import { createNetwork } from './networks/index.ts';
import { sizeOf } from './networks/network.ts';
import type { GradientReply, GradientTask, GradientWorkerData } from './training-threads.ts';

/** A training thread: computes the gradient of its share of every batch (see TrainingThreads). */
if (parentPort === null) throw new Error('This file is a worker thread.');
const port = parentPort;
const { spec, weights, gradient } = workerData as GradientWorkerData;
const network = createNetwork(spec);
const sums = new Float32Array(gradient);

const opened = openEngine('wasm').then(() =>
  network.weightShapes.map(({ shape }) => tf.variable(tf.zeros([...shape]))),
);

port.on('message', (task: GradientTask) => {
  opened
    .then((variables) => {
      answer(variables, task);
    })
    .catch((error: unknown) => {
      reply({ error: serializeError(error) });
    });
});

function reply(message: GradientReply): void {
  port.postMessage(message);
}

function answer(variables: readonly tf.Variable[], { beats, inputs, seed }: GradientTask): void {
  tf.tidy(() => {
    takeWeights(variables);
    const batch = tf.tensor2d(inputs, [beats, network.inputLength]);
    const { grads } = tf.variableGrads(
      () => exchange(network.logits(variables, batch, { dropout: createRandom(seed) })),
      [...variables],
    );
    let end = 0;
    for (const { name, size } of variables) {
      sums.set((grads[name] as tf.Tensor).dataSync(), end);
      end += size;
    }
  });
  reply({ done: true });
}

function takeWeights(variables: readonly tf.Variable[]): void {
  let offset = 0;
  for (const variable of variables) {
    const size = sizeOf(variable.shape);
    const values = new Float32Array(weights, offset * Float32Array.BYTES_PER_ELEMENT, size);
    variable.assign(tf.tensor(values, variable.shape));
    offset += size;
  }
}

/** Stands where the loss would be: hands out the logits, and on the way back brings their slopes. */
const exchange = tf.customGrad((logits) => {
  const values = (logits as tf.Tensor).dataSync();
  const shared = new SharedArrayBuffer(values.length * Float32Array.BYTES_PER_ELEMENT);
  new Float32Array(shared).set(values);
  const ready = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  reply({ logits: shared, ready });
  return {
    value: tf.scalar(0),
    gradFunc: () => {
      Atomics.wait(new Int32Array(ready), 0, 0);
      return tf.tensor(new Float32Array(shared), (logits as tf.Tensor).shape);
    },
  };
});
