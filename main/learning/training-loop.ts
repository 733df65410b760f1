import * as tf from '@tensorflow/tfjs-core';
// Registers the gradients of all operations; the core package alone has none.
import '@tensorflow/tfjs-layers';
import { AppError } from '../../app/domain/app-error.ts';
import { createRandom, type Random } from '../../app/random.ts';
import { Adam } from './adam.ts';
import type { Network, Weights } from './networks/network.ts';

export interface EpochPlan {
  /** Positions of the beats of this epoch, in order. */
  readonly beats: Uint32Array;
  /** Writes the (augmented) input of a beat: what enters the first stage that is trained. */
  writeInput(beat: number, output: Float32Array, random: Random): void;
  /** Of the logits of some beats, given by their positions in the set that is trained on. */
  loss(logits: tf.Tensor2D, beats: Uint32Array): tf.Scalar;
  /** Learning rate of a step, counted over the whole training. */
  learningRate(step: number): number;
  readonly batchSize: number;
  /** Beats and dropout of an epoch depend on nothing but this. */
  readonly seed: number;
  onBatch?(fractionOfEpoch: number): void;
  readonly signal?: AbortSignal | undefined;
}

/** A network in training: its weights, the optimizer's state, and variables with them on the engine. */
export class Trainee {
  readonly #network: Network;
  readonly #firstStage: number;
  /** Views of what is trained and what stays, one per tensor. */
  readonly #weights: readonly Float32Array[];
  /** All trained weights, one tensor after another. */
  readonly #flat: Float32Array;
  readonly #gradient: Float32Array;
  readonly #optimizer: Adam;
  readonly #variables: tf.Variable[];

  /** The stages before `firstStage` stay as they are, and the inputs are what comes out of them. */
  constructor(network: Network, weights: Weights, firstStage = 0) {
    this.#network = network;
    this.#firstStage = firstStage;
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
    this.#variables = network.weightShapes.map(({ shape }) =>
      tf.tidy(() => tf.variable(tf.zeros([...shape]))),
    );
    this.setWeights(weights);
  }

  /** The weights as tensors that the loss may refer to and inference may use. */
  get tensors(): readonly tf.Tensor[] {
    return this.#variables;
  }

  get trained(): readonly tf.Variable[] {
    return this.#variables.slice(this.#network.firstWeight(this.#firstStage));
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
    this.#upload(0);
  }

  /** Brings the variables from position `first` on up to date. */
  #upload(first: number): void {
    for (let index = first; index < this.#variables.length; index += 1) {
      const variable = this.#variables[index] as tf.Variable;
      tf.tidy(() => {
        variable.assign(tf.tensor(this.#weights[index] as Float32Array, variable.shape));
      });
    }
  }

  /**
   * One pass over the plan's beats; returns the mean loss.
   * @throws AppError `cancelled` between two batches once the signal is aborted.
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
      lossSum += (await this.#step(plan, beats, inputs, random)) * beats.length;
      plan.onBatch?.(Math.min(1, (first + beats.length) / count));
    }
    return count === 0 ? 0 : lossSum / count;
  }

  async #step(
    plan: EpochPlan,
    beats: Uint32Array,
    values: Float32Array,
    random: Random,
  ): Promise<number> {
    const input = tf.tensor2d(values, [beats.length, values.length / beats.length]);
    const settings = { dropout: random, firstStage: this.#firstStage };
    const trained = this.trained;
    const { value, grads } = tf.variableGrads(
      () => plan.loss(this.#network.logits(this.#variables, input, settings), beats),
      [...trained],
    );
    const gradients = trained.map((variable) => grads[variable.name] as tf.Tensor);
    const [losses, ...slopes] = await Promise.all([value, ...gradients].map((each) => each.data()));
    tf.dispose([value, input, ...gradients]);
    let end = 0;
    for (const values of slopes) {
      this.#gradient.set(values, end);
      end += values.length;
    }
    this.#optimizer.apply(this.#flat, this.#gradient, plan.learningRate(this.#optimizer.steps));
    this.#upload(this.#network.firstWeight(this.#firstStage));
    return losses?.[0] ?? Number.NaN;
  }

  dispose(): void {
    for (const variable of this.#variables) variable.dispose();
  }
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
