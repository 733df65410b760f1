import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../app/random.ts';
import { openedEngine, openEngine } from '../../../../main/learning/engine.ts';
import { wasmBackend } from '../../../../main/learning/kernels/wasm-memory.ts';
import type { Network } from '../../../../main/learning/networks/network.ts';
import { createPaperCnn, PAPER_CNN } from '../../../../main/learning/networks/paper-cnn.ts';
import { parameterCount } from '../../../../main/learning/networks/network.ts';
import { oneHot, Trainee, type EpochPlan } from '../../../../main/learning/training-loop.ts';
import { TrainingThreads } from '../../../../main/learning/training-threads.ts';
import { installNativeInJavaScript } from '../../../support/native-in-javascript.ts';

const SPEC = {
  ...PAPER_CNN,
  pairs: [{ filters: 8, kernel: 3, dropout: 0 }],
  denseUnits: 8,
  denseDropout: 0,
};
const network = createPaperCnn(SPEC);
const BEATS = 24;
const BATCH = 8;

/** Cross-entropy on noise; `onLoss` may throw in an engine's place. */
function plan(
  { inputLength, classes }: Network,
  onLoss: (step: number, beats: Uint32Array) => void = () => undefined,
): EpochPlan & { readonly setbacks: string[] } {
  const setbacks: string[] = [];
  let calls = 0;
  return {
    setbacks,
    beats: Uint32Array.from({ length: BEATS }, (_, beat) => beat),
    batchSize: BATCH,
    seed: 7,
    writeInput: (beat, output) => {
      const random = createRandom(beat);
      for (let k = 0; k < inputLength; k += 1) output[k] = random.normal();
    },
    learningRate: () => 1e-2,
    loss: (logits, beats) => {
      calls += 1;
      onLoss(calls, beats);
      const target = oneHot(Uint8Array.from({ length: BEATS }, (_, beat) => beat % 5), beats, classes); // prettier-ignore
      return tf.neg(tf.mean(tf.sum(tf.mul(target, tf.logSoftmax(logits)), 1)));
    },
    onSetback: (message) => {
      setbacks.push(message);
    },
  };
}

async function trained(
  epoch: EpochPlan,
  on = network,
  threads?: TrainingThreads,
): Promise<number[]> {
  const weights = on.initialWeights(createRandom(1));
  const trainee = new Trainee(on, weights, 0, threads);
  try {
    await trainee.epoch(epoch);
    return trainee.weights().flatMap((values) => [...values]);
  } finally {
    trainee.dispose();
  }
}

function expectNear(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  const worst = Math.max(...actual.map((value, k) => Math.abs(value - (expected[k] ?? NaN))));
  expect(worst).toBeLessThan(2e-4);
}

describe('a training whose engine fails in the middle', () => {
  it('goes on with WebAssembly from the weights of the step before', async () => {
    await openEngine('wasm');
    const linear = linearNetwork();
    const undisturbed = await trained(plan(linear), linear);
    installNativeInJavaScript();
    await openEngine('native');
    const epoch = plan(linear, (call) => {
      if (call === 2) throw new Error('CUDA_ERROR_LAUNCH_FAILED: unspecified launch failure');
    });
    expectNear(await trained(epoch, linear), undisturbed);
    expect(epoch.setbacks).toEqual([
      expect.stringMatching(/native TensorFlow failed \(CUDA_ERROR.*going on with WebAssembly/),
    ]);
    expect(openedEngine()?.name).toBe('wasm');
    await expect(openEngine('native')).rejects.toMatchObject({ code: 'engine-unavailable' });
  });

  it('leaves an error that is none of the engine as it is', async () => {
    await openEngine('wasm');
    const epoch = plan(network, () => {
      throw new TypeError('wrong shape');
    });
    await expect(trained(epoch)).rejects.toThrow('wrong shape');
    expect(epoch.setbacks).toEqual([]);
  });
});

describe('a training that is short of memory', () => {
  it('works on smaller shares of a batch, and arrives at the same weights', async () => {
    await openEngine('wasm');
    const undisturbed = await trained(plan(network));
    const epoch = plan(network, (_, beats) => {
      if (beats.length > 2) throw new RangeError('WebAssembly memory is short: 1 bytes more.');
    });
    expectNear(await trained(epoch), undisturbed);
    expect(epoch.setbacks).toHaveLength(2);
    expect(epoch.setbacks.at(-1)).toMatch(/2 beats at a time/);
  });

  it('says so when there is none for a single beat', async () => {
    await openEngine('wasm');
    const epoch = plan(network, () => {
      throw new RangeError('WebAssembly memory is short: 1 bytes more.');
    });
    await expect(trained(epoch)).rejects.toMatchObject({ code: 'memory-short' });
  });

  it('is told by WebAssembly, which would write to address 0 otherwise', async () => {
    await openEngine('wasm');
    const all: tf.Tensor[] = [];
    const take = (): void => {
      const room = wasmBackend().makeOutput([400_000_000], 'float32');
      all.push(tf.engine().makeTensorFromTensorInfo(room));
    };
    expect(() => {
      for (let k = 0; k < 4; k += 1) take();
    }).toThrow(/memory is short/);
    tf.dispose(all);
  });
});

describe('training threads', () => {
  it('arrive at the weights of one thread, and can be done without when they end', async () => {
    await openEngine('wasm');
    const alone = await trained(plan(network));
    const size = parameterCount(network);
    const shared = plan(network);
    expectNear(await trained(shared, network, new TrainingThreads(SPEC, size, 2)), alone);
    expect(shared.setbacks).toEqual([]);
    const ended = new TrainingThreads(SPEC, size, 2);
    ended.close();
    const epoch = plan(network);
    expectNear(await trained(epoch, network, ended), alone);
    expect(epoch.setbacks).toEqual([expect.stringMatching(/threads failed.*going on with one/)]);
  });
});

/** Logits by one matrix product, which needs no kernel that only native TensorFlow has. */
function linearNetwork(): Network {
  const shape = [network.inputLength, network.classes];
  const logits: Network['logits'] = ([kernel], input) => tf.matMul(input, kernel as tf.Tensor2D);
  return {
    ...network,
    weightShapes: [{ name: 'kernel', shape }],
    initialWeights: () => [new Float32Array(network.inputLength * network.classes)],
    logits,
  };
}
