import * as tf from '@tensorflow/tfjs-core';
import { createRandom } from '../../app/random.ts';
import { openEngine, type EngineName } from './engine.ts';
import { classProbabilities } from './inference.ts';
import { createNetwork, type NetworkSpec } from './networks/index.ts';
import { parameterCount } from './networks/network.ts';
import { openOnnxInference } from './onnx-inference.ts';
import { oneHot, Trainee } from './training-loop.ts';
import { TrainingThreads } from './training-threads.ts';
import { twoFoldFocalLoss } from './two-fold-focal-loss.ts';

export interface Speed {
  readonly beatsPerSecond: number;
  /** Of all cores together: what remains comparable when other programs run beside. */
  readonly beatsPerCpuSecond: number;
}

/** Null where it was not measured. */
export interface EngineSpeed {
  readonly training: Speed | null;
  readonly inference: Speed | null;
}

/** Every figure is measured for at least so long, after a first round that does not count. */
const LEAST_S = 1;
const BATCH = 64;
/** Plain JavaScript takes seconds for 64. */
const SLOW_BATCH = 2;
const INFERENCE_BEATS = 1024;

/** Trains and runs a network on made-up beats with an engine; with `threads` above 1 it only trains. */
export async function measureEngineSpeed(
  spec: NetworkSpec,
  engine: EngineName,
  threads = 1,
): Promise<EngineSpeed> {
  await openEngine(engine);
  const network = createNetwork(spec);
  const batchSize = engine === 'cpu' ? SLOW_BATCH : BATCH;
  const beats = Uint32Array.from({ length: batchSize }, (_, beat) => beat);
  const classes = Uint8Array.from(beats, (beat) => beat % network.classes);
  const noise = madeUpBeats(batchSize, network.inputLength);
  const start = network.initialWeights(createRandom(1));
  const team =
    threads > 1 ? new TrainingThreads(spec, parameterCount(network), threads) : undefined;
  const trainee = new Trainee(network, start, 0, team);
  try {
    const training = await speedOf(batchSize, async () => {
      await trainee.epoch({
        beats,
        batchSize,
        seed: 1,
        writeInput: (beat, output) => {
          output.set(noise.subarray(beat * network.inputLength, (beat + 1) * network.inputLength));
        },
        loss: (logits, batch) =>
          twoFoldFocalLoss(oneHot(classes, batch, network.classes), logits, {
            gammaM: 1,
            gammaN: 2,
            alpha: tf.ones([network.classes]),
          }),
        learningRate: () => 1e-4,
      });
    });
    if (threads > 1) return { training, inference: null };
    const count = engine === 'cpu' ? 2 * SLOW_BATCH : INFERENCE_BEATS;
    const inputs = madeUpBeats(count, network.inputLength);
    const inference = await speedOf(count, () =>
      classProbabilities(network, trainee.tensors, inputs),
    );
    return { training, inference };
  } finally {
    trainee.dispose();
  }
}

/** Inference through ONNX Runtime on one core; null where it is not installed. */
export async function measureOnnxSpeed(spec: NetworkSpec): Promise<EngineSpeed | null> {
  const network = createNetwork(spec);
  const weights = network.initialWeights(createRandom(1));
  await openEngine('wasm');
  const card = { id: 'bench', name: 'Bench', preparation: 'kachuee-1', intendedUse: 'None.', limits: [], sha256: '' } as const; // prettier-ignore
  const onnx = await openOnnxInference({ network, weights }, card);
  if (onnx === null) return null;
  const inputs = madeUpBeats(INFERENCE_BEATS, network.inputLength);
  const inference = await speedOf(INFERENCE_BEATS, () => onnx.classify(inputs));
  await onnx.close();
  return { training: null, inference };
}

function madeUpBeats(count: number, length: number): Float32Array {
  const random = createRandom(2);
  return Float32Array.from({ length: count * length }, () => random.normal());
}

async function speedOf(beats: number, work: () => Promise<unknown>): Promise<Speed> {
  await work();
  const startedAt = performance.now();
  const usedAt = process.cpuUsage();
  let rounds = 0;
  let seconds = 0;
  do {
    await work();
    rounds += 1;
    seconds = (performance.now() - startedAt) / 1000;
  } while (seconds < LEAST_S);
  const { user, system } = process.cpuUsage(usedAt);
  return {
    beatsPerSecond: (rounds * beats) / seconds,
    beatsPerCpuSecond: (rounds * beats) / ((user + system) / 1e6),
  };
}
