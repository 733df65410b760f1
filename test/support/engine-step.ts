import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-layers';
import { createRandom } from '../../app/random.ts';
import { openEngine, type EngineName } from '../../main/learning/engine.ts';
import { gradientHere, type Batch } from '../../main/learning/gradients.ts';
import { createPaperCnn, PAPER_CNN } from '../../main/learning/networks/paper-cnn.ts';
import { parameterCount, weightTensors } from '../../main/learning/networks/network.ts';
import { oneHot } from '../../main/learning/training-loop.ts';
import { TrainingThreads } from '../../main/learning/training-threads.ts';
import { twoFoldFocalLoss } from '../../main/learning/two-fold-focal-loss.ts';

/** One training step of the paper's network: what every engine must agree on. */
export interface EngineStep {
  readonly logits: readonly number[];
  readonly loss: number;
  /** Of all weights, one tensor after another. */
  readonly gradient: readonly number[];
}

const BEATS = 3;
/** Dropout differs with the number of threads. */
const SPEC = {
  ...PAPER_CNN,
  pairs: PAPER_CNN.pairs.map((pair) => ({ ...pair, dropout: 0 })),
  denseDropout: 0,
};

export async function engineStep(engine: EngineName, threads = 1): Promise<EngineStep> {
  await openEngine(engine);
  const network = createPaperCnn(SPEC);
  const random = createRandom(5);
  const inputs = Float32Array.from({ length: BEATS * network.inputLength }, () => random.normal());
  const weights = network.initialWeights(createRandom(1));
  const variables = weightTensors(network, weights).map((tensor) => tf.variable(tensor));
  const classes = Uint8Array.of(0, 2, 4);
  const batch: Batch = {
    beats: Uint32Array.of(0, 1, 2),
    inputs,
    seed: 3,
    loss: (logits, beats) =>
      twoFoldFocalLoss(oneHot(classes, beats, network.classes), logits, {
        gammaM: 1,
        gammaN: 2,
        alpha: tf.tensor1d([0.4, 1, 0.8, 1.2, 1.6]),
      }),
  };
  const logits = await network.logits(variables, tf.tensor2d(inputs, [BEATS, network.inputLength])).data(); // prettier-ignore
  const size = parameterCount(network);
  const gradient = new Float32Array(size);
  let loss: number;
  if (threads === 1) loss = await gradientHere(network, variables, 0, batch, BEATS, gradient);
  else {
    const pool = new TrainingThreads(SPEC, size, threads);
    loss = await pool.gradient(Float32Array.from(weights.flatMap((part) => [...part])), batch, gradient); // prettier-ignore
    pool.close();
  }
  return { logits: [...logits], loss, gradient: [...gradient] };
}

// As a program of its own: `node engine-step.ts webgpu` writes the step as JSON.
if (import.meta.main) {
  process.stdout.write(JSON.stringify(await engineStep(process.argv[2] as EngineName)), () => {
    // Dawn keeps the process alive.
    process.exit();
  });
}
