import * as tf from '@tensorflow/tfjs-core';
// Registers the gradients of all operations; the core package alone has none.
import '@tensorflow/tfjs-layers';
import { AppError } from '../../app/domain/app-error.ts';
import { createRandom, type Random } from '../../app/random.ts';
import { Adam } from './adam.ts';
import { describeChange, isMemoryShort, messageOf, openedEngine, replaceEngine } from './engine.ts'; // prettier-ignore
import { gradientHere, type Batch, type Loss } from './gradients.ts';
import type { Network, Weights } from './networks/network.ts';
import type { TrainingThreads } from './training-threads.ts';

export interface EpochPlan {
  /** Positions of the beats of this epoch, in order. */
  readonly beats: Uint32Array;
  /** Writes the (augmented) input of a beat: what enters the first stage that is trained. */
  writeInput(beat: number, output: Float32Array, random: Random): void;
  readonly loss: Loss;
  /** Learning rate of a step, counted over the whole training. */
  learningRate(step: number): number;
  readonly batchSize: number;
  /** Beats and dropout of an epoch depend on nothing but this. */
  readonly seed: number;
  onBatch?(fractionOfEpoch: number): void;
  /** The training goes on with another engine, or with less of this one. */
  onSetback?: OnSetback | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Told what a training had to do without from some step on, for people: "Native TensorFlow failed (…):
 * going on with WebAssembly." The weights are those from before the failure.
 */
export type OnSetback = (message: string) => void;

/**
 * A network in training. Its weights and the optimizer's state are in the processor's memory, and
 * variables with the weights on the engine: when that fails, the training goes on elsewhere.
 */
export class Trainee {
  readonly #network: Network;
  readonly #firstStage: number;
  /** All weights, one array per tensor; the trained ones are views of `#flat`. */
  readonly #weights: readonly Float32Array[];
  readonly #flat: Float32Array;
  readonly #gradient: Float32Array;
  readonly #optimizer: Adam;
  #variables: tf.Variable[];
  /** What the variables are on. */
  #engine = openedEngine()?.name;
  /** Whether the weights have moved on since they were written to the variables. */
  #stale = true;
  #threads: TrainingThreads | undefined;
  #mostBeats = Infinity;

  /**
   * The stages before `firstStage` stay as they are, and the inputs are what comes out of them. With
   * `threads`, which is closed with the trainee, all stages are trained.
   */
  constructor(network: Network, weights: Weights, firstStage = 0, threads?: TrainingThreads) {
    this.#network = network;
    this.#firstStage = firstStage;
    this.#threads = threads;
    const firstTrained = network.firstWeight(firstStage);
    const frozen = weights.slice(0, firstTrained).map((values) => values.slice());
    const trained = weights.slice(firstTrained);
    const size = trained.reduce((sum, { length }) => sum + length, 0);
    this.#flat = new Float32Array(size);
    this.#gradient = new Float32Array(size);
    this.#optimizer = new Adam(size);
    let end = 0;
    const views = trained.map(({ length }) => this.#flat.subarray(end, (end += length)));
    this.#weights = [...frozen, ...views];
    this.#variables = this.#createVariables();
    this.setWeights(weights);
  }

  /** The weights as tensors that the loss may refer to and inference may use. */
  get tensors(): readonly tf.Variable[] {
    // Another trainee of this thread may have been the one that found the engine gone.
    const engine = openedEngine()?.name;
    if (engine !== this.#engine) {
      this.#engine = engine;
      this.#variables = this.#createVariables();
      this.#stale = true;
    }
    if (this.#stale) {
      this.#variables.forEach((variable, index) => {
        tf.tidy(() => {
          variable.assign(tf.tensor(this.#weights[index] as Float32Array, variable.shape));
        });
      });
      this.#stale = false;
    }
    return this.#variables;
  }

  get trained(): readonly tf.Variable[] {
    return this.tensors.slice(this.#network.firstWeight(this.#firstStage));
  }

  weights(): Weights {
    return this.#weights.map((values) => values.slice());
  }

  /** Weights and optimizer, for a checkpoint. */
  state(): Float32Array[] {
    return [...this.weights(), ...this.#optimizer.state()];
  }

  /** @throws RangeError when the state is not of this network. */
  restore(state: readonly Float32Array[]): void {
    this.setWeights(state.slice(0, this.#weights.length));
    this.#optimizer.restore(state.slice(this.#weights.length));
  }

  setWeights(weights: Weights): void {
    this.#weights.forEach((values, index) => {
      values.set(weights[index] as Float32Array);
    });
    this.#stale = true;
  }

  /**
   * One pass over the plan's beats; returns the mean loss.
   * @throws AppError `cancelled` between two batches once the signal is aborted, `memory-short` when
   * there is no memory for a single beat.
   */
  async epoch(plan: EpochPlan): Promise<number> {
    const random = createRandom(plan.seed);
    const count = plan.beats.length;
    const length = this.#network.stageInputLength(this.#firstStage);
    let lossSum = 0;
    for (let first = 0; first < count; first += plan.batchSize) {
      await breathe();
      if (plan.signal?.aborted === true)
        throw new AppError('cancelled', 'The training was stopped.');
      const beats = plan.beats.subarray(first, first + plan.batchSize);
      const inputs = new Float32Array(beats.length * length);
      beats.forEach((beat, index) => {
        plan.writeInput(beat, inputs.subarray(index * length, (index + 1) * length), random);
      });
      const batch = { beats, inputs, loss: plan.loss, seed: random.integer(2 ** 31) };
      lossSum += (await this.#step(plan, batch)) * beats.length;
      plan.onBatch?.(Math.min(1, (first + beats.length) / count));
    }
    return count === 0 ? 0 : lossSum / count;
  }

  async #step(plan: EpochPlan, batch: Batch): Promise<number> {
    for (;;) {
      try {
        const loss = await this.#differentiate(batch);
        this.#optimizer.apply(this.#flat, this.#gradient, plan.learningRate(this.#optimizer.steps));
        this.#stale = true;
        return loss;
      } catch (error) {
        plan.onSetback?.(await this.#recover(error, batch.beats.length));
      }
    }
  }

  /** Writes `#gradient`, returns the loss. */
  #differentiate(batch: Batch): Promise<number> {
    if (this.#threads !== undefined) {
      return this.#threads.gradient(this.#flat, batch, this.#gradient);
    }
    const mostBeats = Math.min(batch.beats.length, this.#mostBeats);
    return gradientHere(this.#network, this.tensors, this.#firstStage, batch, mostBeats, this.#gradient); // prettier-ignore
  }

  /** Gives up what failed: the threads, the size of a batch, or the engine; and says so. */
  async #recover(error: unknown, beats: number): Promise<string> {
    if (this.#threads !== undefined) {
      this.#threads.close();
      this.#threads = undefined;
      return `The training threads failed (${messageOf(error)}): going on with one.`;
    }
    if (isMemoryShort(error)) {
      const failed = Math.min(beats, this.#mostBeats);
      if (failed === 1) throw memoryShort(error);
      this.#mostBeats = Math.ceil(failed / 2);
      return `Memory is short: batches are worked on ${this.#mostBeats} beats at a time.`;
    }
    return describeChange(await replaceEngine(error));
  }

  #createVariables(): tf.Variable[] {
    return this.#network.weightShapes.map(({ shape }) =>
      tf.tidy(() => tf.variable(tf.zeros([...shape]))),
    );
  }

  dispose(): void {
    this.#threads?.close();
    for (const variable of this.#variables) variable.dispose();
  }
}

function memoryShort(cause: unknown): AppError {
  return new AppError('memory-short', 'There is not enough memory to train this network.', {
    remedy: 'Close other programs, or choose a smaller network.',
    cause,
  });
}

/** One-hot classes of some beats. */
export function oneHot(beatClass: Uint8Array, beats: Uint32Array, classes: number): tf.Tensor2D {
  const target = new Float32Array(beats.length * classes);
  beats.forEach((beat, index) => {
    target[index * classes + (beatClass[beat] as number)] = 1;
  });
  return tf.tensor2d(target, [beats.length, classes]);
}

/** Lets messages in (such as a wish to stop) between two batches. */
function breathe(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
