import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import * as tf from '@tensorflow/tfjs-core';
import { deserializeError, type SerializedError } from '../../app/domain/app-error.ts';
import { entryFile } from '../process/entry-file.ts';
import { addTo, type Batch } from './gradients.ts';
import { openedEngine } from './engine.ts';
import { createNetwork, type NetworkSpec } from './networks/index.ts';
import { parameterCount } from './networks/network.ts';

export interface GradientWorkerData {
  readonly spec: NetworkSpec;
  /** All weights, one tensor after another; written between two steps. */
  readonly weights: SharedArrayBuffer;
  /** Of the thread's share of the batch, in the same order. */
  readonly gradient: SharedArrayBuffer;
}
/** A thread's share of a batch. */
export interface GradientTask {
  readonly beats: number;
  readonly inputs: Float32Array;
  readonly seed: number;
}
/**
 * First the logits of the share; the thread then waits until the loss's slopes for them are in their
 * place and `ready` is not zero. Afterwards that the gradient is there, or what went wrong.
 */
export type GradientReply =
  | { readonly logits: SharedArrayBuffer; readonly ready: SharedArrayBuffer }
  | { readonly done: true }
  | { readonly error: SerializedError };

/**
 * Threads that share the work on every batch: each computes the logits of its beats, this thread the
 * loss of all and its slopes, each again the gradient for its beats. The sum is the gradient of the
 * batch; in a fixed order, so that it is the same every time for one number of threads.
 */
export class TrainingThreads {
  readonly count: number;
  readonly #classes: number;
  readonly #weights: Float32Array;
  readonly #lanes: readonly Lane[];

  /** `size`: number of weights of the network, all of which are trained. */
  constructor(spec: NetworkSpec, size: number, count: number) {
    this.count = count;
    this.#classes = spec.classes;
    const weights = new SharedArrayBuffer(size * Float32Array.BYTES_PER_ELEMENT);
    this.#weights = new Float32Array(weights);
    this.#lanes = Array.from({ length: count }, () => new Lane({ spec, weights }));
  }

  /** Writes the gradient of the batch's loss at `weights`, and returns the loss. */
  async gradient(weights: Float32Array, batch: Batch, gradient: Float32Array): Promise<number> {
    this.#weights.set(weights);
    const { beats } = batch;
    const firsts = this.#lanes.map((_, lane) => Math.floor((lane * beats.length) / this.count));
    const length = batch.inputs.length / beats.length;
    const shares = firsts.map((first, lane) => {
      const end = firsts[lane + 1] ?? beats.length;
      const inputs = batch.inputs.slice(first * length, end * length);
      return { beats: end - first, inputs, seed: batch.seed + lane };
    });
    const working = this.#lanes.filter((_, lane) => shares[lane]?.beats !== 0);
    const tasks = shares.filter((share) => share.beats !== 0);
    const asked = await Promise.all(
      working.map((lane, index) => lane.logits(tasks[index] as GradientTask)),
    );
    const loss = lossSlopes(
      asked.map(({ logits }) => new Float32Array(logits)),
      this.#classes,
      batch,
    );
    await Promise.all(working.map((lane, index) => lane.finish(asked[index]?.ready)));
    working.forEach((lane, index) => {
      if (index === 0) gradient.set(lane.gradient);
      else addTo(gradient, lane.gradient);
    });
    return loss;
  }

  close(): void {
    for (const lane of this.#lanes) lane.close();
  }
}

/** Replaces the logits by the slopes of the loss for them; returns the loss. */
function lossSlopes(
  parts: readonly Float32Array[],
  classes: number,
  { beats, loss }: Batch,
): number {
  return tf.tidy(() => {
    const logits = tf.concat(parts.map((part) => tf.tensor2d(part, [part.length / classes, classes]))); // prettier-ignore
    const { value, grad } = slopesOf(logits, (input) => loss(input, beats));
    const slopes = grad.dataSync();
    let end = 0;
    for (const part of parts) part.set(slopes.subarray(end, (end += part.length)));
    return value.dataSync()[0] ?? Number.NaN;
  });
}

function slopesOf(
  logits: tf.Tensor2D,
  loss: (logits: tf.Tensor2D) => tf.Scalar,
): { value: tf.Scalar; grad: tf.Tensor2D } {
  const { value, grad } = tf.valueAndGrad((input: tf.Tensor) => loss(input as tf.Tensor2D))(logits);
  return { value, grad: grad as tf.Tensor2D };
}

/** More threads than this wait for the loss and the optimizer. */
const MOST_THREADS = 8;
/** Multiply-adds of a batch, forward, below which handing it round takes longer than computing it. */
const FEWEST_MULTIPLY_ADDS = 2e7;

/**
 * The threads that a training with the engine that is open profits from: as many as there are cores,
 * or `wanted`; none with native TensorFlow and a GPU, which are parallel already, and for a
 * small network.
 */
export function openTrainingThreads(
  spec: NetworkSpec,
  batchSize: number,
  wanted = availableParallelism(),
): TrainingThreads | undefined {
  const network = createNetwork(spec);
  const count = Math.min(MOST_THREADS, wanted);
  const small = network.multiplyAdds * batchSize < FEWEST_MULTIPLY_ADDS;
  if (openedEngine()?.name !== 'wasm' || count < 2 || small) return undefined;
  return new TrainingThreads(spec, parameterCount(network), count);
}

interface Waiting {
  resolve(reply: GradientReply): void;
  reject(error: Error): void;
}

/** One thread, which answers twice to every task. */
class Lane {
  readonly gradient: Float32Array;
  readonly #worker: Worker;
  #waiting: Waiting | undefined;
  #failure: Error | undefined;

  constructor({ spec, weights }: Pick<GradientWorkerData, 'spec' | 'weights'>) {
    const gradient = new SharedArrayBuffer(weights.byteLength);
    this.gradient = new Float32Array(gradient);
    const workerData: GradientWorkerData = { spec, weights, gradient };
    this.#worker = new Worker(entryFile('gradient.worker'), { workerData });
    this.#worker.on('message', (reply: GradientReply) => this.#waiting?.resolve(reply));
    this.#worker.on('error', (error: unknown) => {
      this.#fail(error instanceof Error ? error : new Error(String(error)));
    });
    this.#worker.on('exit', () => {
      this.#fail(new Error('A training thread ended unexpectedly.'));
    });
  }

  async logits(
    task: GradientTask,
  ): Promise<{ logits: SharedArrayBuffer; ready: SharedArrayBuffer }> {
    const answer = this.#answer();
    this.#worker.postMessage(task, [task.inputs.buffer as ArrayBuffer]);
    const reply = await answer;
    if (!('logits' in reply)) throw new Error('A training thread answered out of turn.');
    return reply;
  }

  /** Lets the thread go on, whose slopes are in place, and waits for its gradient. */
  async finish(ready: SharedArrayBuffer | undefined): Promise<void> {
    if (ready === undefined) return;
    const answer = this.#answer();
    const flag = new Int32Array(ready);
    Atomics.store(flag, 0, 1);
    Atomics.notify(flag, 0);
    await answer;
  }

  close(): void {
    void this.#worker.terminate();
  }

  async #answer(): Promise<GradientReply> {
    const reply = await new Promise<GradientReply>((resolve, reject) => {
      if (this.#failure !== undefined) reject(this.#failure);
      this.#waiting = { resolve, reject };
    });
    if ('error' in reply) throw deserializeError(reply.error);
    return reply;
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    this.#waiting?.reject(this.#failure);
  }
}
