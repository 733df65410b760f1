import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import * as tf from '@tensorflow/tfjs-core';
import { deserializeError, type SerializedError } from '../../app/domain/app-error.ts';
import { entryFile } from '../process/entry-file.ts';
import { onWorkingEngine, openEngine, type Engine, type EnginePreference } from './engine.ts';
import { classProbabilities } from './inference.ts';
import { readModelCard, readNetwork, type StoredNetwork } from './model-file.ts';
import { weightTensors } from './networks/network.ts';
import { openOnnxInference, type OnnxInference } from './onnx-inference.ts';

/** Computes class probabilities of windows, on as many threads as the engine profits from. */
export interface InferencePool {
  /** What computes, with its threads: "WebAssembly, 2 threads"; may change when it fails. */
  readonly engine: string;
  /** How many calls of `classify` can be under way at once; more only wait. */
  readonly width: number;
  /** Five probabilities a window. Takes over the windows' memory. */
  classify(windows: Float32Array): Promise<Float32Array>;
  close(): Promise<void>;
}

export interface InferenceWorkerData {
  readonly modelFolder: string;
  readonly engine: EnginePreference;
}
export type InferenceReply =
  { readonly probabilities: Float32Array } | { readonly error: SerializedError };

/** More threads than this wait for the one that prepares the windows. */
const MOST_THREADS = 8;
/** ONNX Runtime computes on the threads that Node has for files, of which there are four. */
const MOST_ONNX_CALLS = 4;

/**
 * With the engine that is asked for; with `auto`, and no GPU, through ONNX Runtime where it is there.
 * @throws AppError `model-damaged`, `engine-unavailable`
 */
export async function openInferencePool(options: {
  readonly modelFolder: string;
  readonly engine: EnginePreference;
  readonly threads?: number | undefined;
}): Promise<InferencePool> {
  const engine = await openEngine(options.engine);
  const threads = Math.min(MOST_THREADS, options.threads ?? availableParallelism());
  if (options.engine === 'auto' && !engine.onGpu) {
    const onnx = await openOnnxInference(
      readNetwork(options.modelFolder),
      readModelCard(options.modelFolder),
    );
    if (onnx !== null) return openOnnx(onnx, Math.min(threads, MOST_ONNX_CALLS - 1));
  }
  // Native TensorFlow and a GPU are parallel already.
  const inThread = threads <= 1 || engine.name === 'native' || engine.name === 'webgpu';
  return inThread
    ? new EnginePool(options.modelFolder, engine)
    : openThreads({ modelFolder: options.modelFolder, engine: engine.name }, engine, threads);
}

function openOnnx(onnx: OnnxInference, threads: number): InferencePool {
  return {
    engine: threads > 1 ? `${onnx.description}, ${threads} threads` : onnx.description,
    // One call more than are computed is being prepared.
    width: threads > 1 ? threads + 1 : 1,
    classify: (windows) => onnx.classify(windows),
    close: () => onnx.close(),
  };
}

/** The engine of this thread; when it fails in the middle, the next best one goes on. */
class EnginePool implements InferencePool {
  engine: string;
  readonly width = 1;
  readonly #stored: StoredNetwork;
  #weights: tf.Tensor[];

  constructor(modelFolder: string, engine: Engine) {
    this.engine = engine.description;
    this.#stored = readNetwork(modelFolder);
    this.#weights = this.#tensors();
  }

  classify(windows: Float32Array): Promise<Float32Array> {
    return onWorkingEngine(
      () => classProbabilities(this.#stored.network, this.#weights, windows),
      ({ from, to, reason }) => {
        this.#weights = this.#tensors();
        this.engine = `${to}, after ${from} failed (${reason})`;
      },
    );
  }

  close(): Promise<void> {
    tf.dispose(this.#weights);
    return Promise.resolve();
  }

  #tensors(): tf.Tensor[] {
    return weightTensors(this.#stored.network, this.#stored.weights);
  }
}

function openThreads(data: InferenceWorkerData, engine: Engine, threads: number): InferencePool {
  const lanes = Array.from({ length: threads }, () => new Lane(data));
  let next = 0;
  return {
    engine: `${engine.description}, ${threads} threads`,
    width: 2 * threads,
    classify(windows) {
      const lane = lanes[next % threads] as Lane;
      next += 1;
      return lane.classify(windows);
    },
    async close() {
      await Promise.all(lanes.map((lane) => lane.close()));
    },
  };
}

interface Waiting {
  resolve(probabilities: Float32Array): void;
  reject(error: Error): void;
}

/** One worker thread; it answers in the order in which it is asked. */
class Lane {
  readonly #worker: Worker;
  readonly #waiting: Waiting[] = [];
  #failure: Error | undefined;

  constructor(data: InferenceWorkerData) {
    this.#worker = new Worker(entryFile('inference.worker'), { workerData: data });
    this.#worker.on('message', (reply: InferenceReply) => {
      const waiting = this.#waiting.shift();
      if ('error' in reply) waiting?.reject(deserializeError(reply.error));
      else waiting?.resolve(reply.probabilities);
    });
    this.#worker.on('error', (error: unknown) => {
      this.#fail(error instanceof Error ? error : new Error(String(error)));
    });
    this.#worker.on('exit', () => {
      this.#fail(new Error('A classification thread ended unexpectedly.'));
    });
  }

  classify(windows: Float32Array): Promise<Float32Array> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== undefined) {
        reject(this.#failure);
        return;
      }
      this.#waiting.push({ resolve, reject });
      this.#worker.postMessage(windows, [windows.buffer as ArrayBuffer]);
    });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const waiting of this.#waiting.splice(0)) waiting.reject(this.#failure);
  }
}
