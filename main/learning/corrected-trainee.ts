import * as tf from '@tensorflow/tfjs-core';
import type { TrainingConfig } from '../../app/contract/schemas.ts';
import { BEAT_CLASSES } from '../../app/domain/beat-class.ts';
import { classWeights } from '../../app/learning/class-weights.ts';
import { createRandom } from '../../app/random.ts';
import { countClasses } from './labelled-beats.ts';
import type { Network, Weights } from './networks/network.ts';
import { learningRateAt } from './train-network.ts';
import { oneHot, Trainee } from './training-loop.ts';
import { twoFoldFocalLoss } from './two-fold-focal-loss.ts';

const BATCH_SIZE = 64;
/** A beat that a reader left alone on screen counts as much as one that the reader set. */
const SEEN_WEIGHT = 1;
const REPLAY_WEIGHT = 1;
/**
 * What an anchor strength of 1 means. Record 213 learned from its first six minutes gained 5 % of
 * accuracy on its rest at 3, and 4 % at 10; the other DS2 records fell from 94.4 % to 86 % and 90 %.
 */
const ANCHOR_SCALE = 3;
/** No class weights: corrections are no sample of a class, and weights made F out of every second V. */
const ALPHA_POWER = 0;
/** Corrected beats of an epoch, drawn anew; fewer are repeated, so that a handful counts as well. */
const MOST_CORRECTED = 1000;
const FEWEST_CORRECTED = 128;
/** Accepted beats of an epoch, and rehearsed ones: at least so many of each, or two per corrected. */
const FEWEST_OTHERS = 800;

/**
 * All beats of a fine-tuning run as inputs of the trained part: first the judged beats, then the
 * rehearsed ones. `variants` copies of each, differently augmented, `length` numbers each.
 */
export interface FineTuneInputs {
  readonly variants: readonly Float32Array[];
  /** Of the judged beats. */
  readonly beatClass: Uint8Array;
  readonly corrected: Uint8Array;
  /** What the model said of every rehearsed beat before (five a beat): it is to go on saying so. */
  readonly replayProbabilities: Float32Array;
}

/**
 * One network being fine-tuned on some of the judged beats: two-fold focal loss on those, distillation
 * (the old model's probabilities, Li and Hoiem 2016) on rehearsed beats, and a pull towards the
 * starting weights (L2-SP, Li et al. 2018).
 */
export class CorrectedTrainee {
  readonly trainee: Trainee;
  readonly #inputs: FineTuneInputs;
  readonly #inputLength: number;
  readonly #config: TrainingConfig;
  readonly #learned: Uint32Array;
  readonly #anchors: readonly tf.Tensor[];
  readonly #alpha: tf.Tensor1D;

  /** `learned`: positions of the judged beats to learn from. */
  constructor(
    network: Network,
    base: Weights,
    inputs: FineTuneInputs,
    learned: Uint32Array,
    config: TrainingConfig,
  ) {
    this.#inputLength = network.stageInputLength(network.tunedStage);
    this.trainee = new Trainee(network, base, network.tunedStage);
    this.#inputs = inputs;
    this.#config = config;
    this.#learned = learned;
    this.#anchors = this.trainee.trained.map((variable) => tf.clone(variable));
    const classes = Uint8Array.from(learned, (beat) => inputs.beatClass[beat] as number);
    this.#alpha = tf.tensor1d(classWeights(countClasses(classes), ALPHA_POWER));
  }

  /** One epoch, counted from 0; returns the mean training loss. */
  epoch(epoch: number, signal: AbortSignal | undefined): Promise<number> {
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
      signal,
    });
  }

  #loss(logits: tf.Tensor2D, batch: Uint32Array): tf.Scalar {
    const { beatClass, corrected, replayProbabilities } = this.#inputs;
    const judgedCount = beatClass.length;
    const judgedWeight = Float32Array.from(batch, (beat) =>
      beat >= judgedCount ? 0 : corrected[beat] === 1 ? 1 : SEEN_WEIGHT,
    );
    const classes = BEAT_CLASSES.length;
    const old = new Float32Array(batch.length * classes);
    batch.forEach((beat, index) => {
      const replayed = beat - judgedCount;
      if (replayed < 0) return;
      old.set(replayProbabilities.subarray(replayed * classes, (replayed + 1) * classes), index * classes); // prettier-ignore
    });
    const target = oneHot(
      beatClass,
      batch.map((beat) => Math.min(beat, judgedCount - 1)),
      classes,
    );
    const { gammaM, gammaN, anchorStrength } = this.#config;
    const settings = { gammaM, gammaN, alpha: this.#alpha };
    const learning = twoFoldFocalLoss(target, logits, settings, tf.tensor1d(judgedWeight));
    const oldProbabilities = tf.tensor2d(old, [batch.length, classes]);
    const distilled = tf.neg(tf.sum(tf.mul(oldProbabilities, tf.logSoftmax(logits)), 1));
    const remembering: tf.Scalar = tf.mul(tf.mean(distilled), REPLAY_WEIGHT);
    const distance = tf.addN(
      this.trainee.trained.map((variable, index) =>
        tf.sum(tf.square(tf.sub(variable, this.#anchors[index] as tf.Tensor))),
      ),
    );
    const anchoring: tf.Scalar = tf.mul(distance, (ANCHOR_SCALE * anchorStrength) / 2);
    return tf.addN([learning, remembering, anchoring]);
  }

  #drawBeats(seed: number): Uint32Array {
    const random = createRandom(seed ^ 0x2545f491);
    const { corrected, beatClass, replayProbabilities } = this.#inputs;
    const set = this.#learned.filter((beat) => corrected[beat] === 1);
    const seen = this.#learned.filter((beat) => corrected[beat] !== 1);
    const replayed = Uint32Array.from(
      { length: replayProbabilities.length / BEAT_CLASSES.length },
      (_, index) => beatClass.length + index,
    );
    random.shuffle(set);
    random.shuffle(seen);
    random.shuffle(replayed);
    const drawn: number[] = [...set.subarray(0, MOST_CORRECTED)];
    while (set.length > 0 && drawn.length < FEWEST_CORRECTED) drawn.push(...set);
    const others = Math.max(FEWEST_OTHERS, 2 * drawn.length);
    drawn.push(...seen.subarray(0, others), ...replayed.subarray(0, others));
    const beats = Uint32Array.from(drawn);
    random.shuffle(beats);
    return beats;
  }

  dispose(): void {
    this.trainee.dispose();
    tf.dispose([...this.#anchors, this.#alpha]);
  }
}
