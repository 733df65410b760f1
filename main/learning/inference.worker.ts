import { parentPort, workerData } from 'node:worker_threads';
import { serializeError } from '../../app/domain/app-error.ts';
import { openEngine } from './engine.ts';
import type { InferenceReply, InferenceWorkerData } from './inference-pool.ts';
import { classProbabilities } from './inference.ts';
import { readNetwork } from './model-file.ts';
import { weightTensors } from './networks/network.ts';

/** A classification thread: windows in, probabilities out, one answer for each message in order. */
if (parentPort === null) throw new Error('This file is a worker thread.');
const port = parentPort;
const { modelFolder, engine } = workerData as InferenceWorkerData;

const model = openEngine(engine).then(() => {
  const { network, weights } = readNetwork(modelFolder);
  return { network, weights: weightTensors(network, weights) };
});
let previous: Promise<void> = Promise.resolve();

port.on('message', (windows: Float32Array) => {
  previous = previous.then(() => answer(windows));
});

async function answer(windows: Float32Array): Promise<void> {
  try {
    const { network, weights } = await model;
    const probabilities = await classProbabilities(network, weights, windows);
    const reply: InferenceReply = { probabilities };
    port.postMessage(reply, [probabilities.buffer as ArrayBuffer]);
  } catch (error) {
    const reply: InferenceReply = { error: serializeError(error) };
    port.postMessage(reply);
  }
}
