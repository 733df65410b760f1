import * as tf from '@tensorflow/tfjs-core';
import type { TrainingConfig } from '../../app/contract/training.ts';
import { createRandom } from '../../app/random.ts';
import { squaredDistance } from './anchor.ts';
import type { Network, Weights } from './networks/network.ts';
import { learningRateAt } from './train-network.ts';
import { oneHot, Trainee, type OnSetback } from './training-loop.ts';
import { twoFoldFocalLoss } from './two-fold-focal-loss.ts';

const BATCH_SIZE = 64;
/** Corrected beats of an epoch, drawn anew; fewer are repeated, so that a handful counts as well. */
const MOST_CORRECTED = 1000;
const FEWEST_CORRECTED = 128;
/** Accepted beats of an epoch, and rehearsed ones: so many of each, or as many as corrected ones. */
const FEWEST_OTHERS = 400;

/**
 * All beats of a fine-tuning run as inputs of the trained part: first the judged beats, then the
 * rehearsed ones. `variants` copies of each, differently augmented.
 */
export interface FineTuneInputs {
  readonly variants: readonly Float32Array[];
  /** Of all beats: the reader's class, or the rehearsed one. */
  readonly beatClass: Uint8Array;
  /** How much each beat counts. */
  readonly weight: Float32Array;
  /** Of the judged beats: 1 where a reader set or confirmed the class. */
  readonly corrected: Uint8Array;
}

/**
 * One network being fine-tuned on some of the judged beats while it rehearses what it first learned
 * (Robins 1995), pulled towards the starting weights as far as the configuration says (L2-SP, Li et
 * al. 2018). No class weights: corrections are no sample of a class.
 */
export class CorrectedTrainee {
  readonly trainee: Trainee;
  readonly #inputs: FineTuneInputs;
  readonly #inputLength: number;
  readonly #config: TrainingConfig;
  readonly #learned: Uint32Array;
  readonly #start: Weights;
  readonly #classes: number;

  /** `learned`: positions of the judged beats to learn from. */
  constructor(
    network: Network,
    base: Weights,
    inputs: FineTuneInputs,
    learned: Uint32Array,
    config: TrainingConfig,
  ) {
    this.#inputLength = network.stageInputLength(network.tunedStage);
    this.#classes = network.classes;
    this.trainee = new Trainee(network, base, network.tunedStage);
    this.#inputs = inputs;
    this.#config = config;
    this.#learned = learned;
    this.#start = base.slice(network.firstWeight(network.tunedStage));
  }

  /** One epoch, counted from 0; returns the mean training loss. */
  epoch(
    epoch: number,
    { signal, onSetback }: { signal: AbortSignal | undefined; onSetback: OnSetback },
  ): Promise<number> {
    const { seed, epochs, learningRate } = this.#config;
    const epochSeed = seed * 1_000_003 + epoch + 1;
    const beats = this.#drawBeats(epochSeed);
    const steps = epochs * Math.ceil(beats.length / BATCH_SIZE);
    const length = this.#inputLength;
    return this.trainee.epoch({
      beats,
      seed: epochSeed,
      batchSize: BATCH_SIZE,
      writeInput: (beat, output, random) => {
        const { variants } = this.#inputs;
        const variant = variants[random.integer(variants.length)] as Float32Array;
        output.set(variant.subarray(beat * length, (beat + 1) * length));
      },
      loss: (logits, batch) => this.#loss(logits, batch),
      learningRate: (step) => learningRateAt({ learningRate, schedule: 'cosine' }, step, steps),
      onSetback,
      signal,
    });
  }

  #loss(logits: tf.Tensor2D, batch: Uint32Array): tf.Scalar {
    const { beatClass, weight } = this.#inputs;
    const { gammaM, gammaN, anchorStrength } = this.#config;
    const learning = twoFoldFocalLoss(
      oneHot(beatClass, batch, this.#classes),
      logits,
      { gammaM, gammaN, alpha: tf.ones([this.#classes]) },
      tf.tensor1d(Float32Array.from(batch, (beat) => weight[beat] as number)),
    );
    if (anchorStrength === 0) return learning;
    const distance = squaredDistance(this.trainee.trained, this.#start);
    return tf.add(learning, tf.mul(distance, anchorStrength));
  }

  #drawBeats(seed: number): Uint32Array {
    const random = createRandom(seed ^ 0x2545f491);
    const { corrected, beatClass } = this.#inputs;
    const set = this.#learned.filter((beat) => corrected[beat] === 1);
    const seen = this.#learned.filter((beat) => corrected[beat] !== 1);
    const rehearsed = Uint32Array.from(
      { length: beatClass.length - corrected.length },
      (_, index) => corrected.length + index,
    );
    random.shuffle(set);
    random.shuffle(seen);
    random.shuffle(rehearsed);
    const drawn: number[] = [...set.subarray(0, MOST_CORRECTED)];
    while (set.length > 0 && drawn.length < FEWEST_CORRECTED) drawn.push(...set);
    const others = Math.max(FEWEST_OTHERS, drawn.length);
    drawn.push(...seen.subarray(0, others), ...rehearsed.subarray(0, others));
    const beats = Uint32Array.from(drawn);
    random.shuffle(beats);
    return beats;
  }

  dispose(): void {
    this.trainee.dispose();
  }
}
