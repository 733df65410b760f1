import { createHash } from 'node:crypto';
import * as tf from '@tensorflow/tfjs-core';
import type { TrainingEpoch } from '../../app/contract/training.ts';
import { BEAT_CLASSES } from '../../app/domain/beat-class.ts';
import { augmentWindow } from '../../app/learning/augmentation.ts';
import { classWeights } from '../../app/learning/class-weights.ts';
import { createRandom } from '../../app/random.ts';
import type { PreparationName } from '../../app/signal/preparations/index.ts';
import { readCheckpoint, writeCheckpoint } from './checkpoint.ts';
import { assess, f1ByClass } from './assessment.ts';
import { describeChange, onWorkingEngine } from './engine.ts';
import { stageInputs } from './inference.ts';
import { createNetwork, type Network, type NetworkSpec, type Weights } from './networks/index.ts';
import { weightTensors } from './networks/network.ts';
import { countClasses, requireSplit, windowOf, type LabelledBeats, type PreparedBeats, type TrainingBeats } from './labelled-beats.ts'; // prettier-ignore
import { oneHot, Trainee, type OnSetback } from './training-loop.ts';
import { openTrainingThreads } from './training-threads.ts';
import { twoFoldFocalLoss } from './two-fold-focal-loss.ts';

/** Everything that decides what comes out of a training, besides the beats. */
export interface TrainingRecipe {
  readonly network: NetworkSpec;
  readonly preparation: PreparationName;
  readonly seed: number;
  readonly epochs: number;
  readonly batchSize: number;
  /** Highest learning rate; `cosine` lets it fall to zero, `constant` is the paper's way. */
  readonly learningRate: number;
  readonly schedule: 'constant' | 'cosine';
  readonly gammaM: number;
  readonly gammaN: number;
  /** Exponent of the class weights alpha: 0.5 is the square-root inverse. */
  readonly alphaPower: number;
  /** Part of the N beats (drawn anew) that an epoch uses; the other classes are used whole. */
  readonly normalShare: number;
  /**
   * Whether the loss makes up for `normalShare`, so that probabilities are those of beats as they come;
   * otherwise the rare classes are favoured by it. False by default.
   */
  readonly keepProportions?: boolean;
  readonly augment: boolean;
  /** The weights of the last epoch, or those of the best macro F1 on the validation beats. */
  readonly keep: 'last' | 'best';
}

export interface TrainNetworkOptions {
  /** Each is augmented anew whenever it is shown, where the recipe asks for it. */
  readonly training: TrainingBeats;
  /** Beats of other patients, looked at after every epoch; null to learn from all there are. */
  readonly validation: LabelledBeats | null;
  readonly recipe: TrainingRecipe;
  /** What the classes are called, in the order of their indices; N, S, V, F, Q by default. */
  readonly classNames?: readonly string[];
  /** Weights to start from in place of random ones; the stages before `firstStage` stay as they are. */
  readonly start?: { readonly weights: Weights; readonly firstStage: number } | undefined;
  /** Where to keep the checkpoint; a run with the same recipe and beats goes on from it. */
  readonly checkpointFolder: string | null;
  /** Of the WASM engine; all cores by default. */
  readonly threads?: number | undefined;
  onSetback?: OnSetback | undefined;
  onEpoch?(epoch: TrainingEpoch): void;
  onProgress?(fraction: number): void;
  readonly signal?: AbortSignal | undefined;
}

export interface TrainedNetwork {
  readonly weights: Weights;
  readonly epochs: readonly TrainingEpoch[];
  readonly alpha: Float32Array;
  /** Seconds that it took, also before it was resumed. */
  readonly wallS: number;
}

/**
 * Trains the network from scratch with the engine that is open. The same seed, beats and engine give
 * the same weights (with the same number of threads), also when the run was killed and resumed: every
 * epoch is seeded by its number.
 * @throws AppError `cancelled`; RangeError when the beats are not the training side of a split
 */
export async function trainNetwork(options: TrainNetworkOptions): Promise<TrainedNetwork> {
  const { validation, recipe, checkpointFolder, classNames = BEAT_CLASSES, start } = options;
  requireSplit(options.training, validation);
  const network = createNetwork(recipe.network);
  const training = await enteringStage(network, options.training, start);
  const byClass = beatsByClass(training.beatClass, network.classes);
  const used = beatsOfEpoch(
    byClass.map(({ length }) => length),
    recipe,
  );
  const alpha = lossWeights(used, recipe);
  const stepsPerEpoch = Math.ceil(sum(used) / recipe.batchSize);
  const fingerprint = fingerprintOf(recipe, training, start);
  const firstStage = start?.firstStage ?? 0;
  const threads =
    firstStage === 0
      ? openTrainingThreads(recipe.network, recipe.batchSize, options.threads)
      : undefined;
  const trainee = new Trainee(
    network,
    start?.weights ?? network.initialWeights(createRandom(recipe.seed)),
    firstStage,
    threads,
  );
  const epochs: TrainingEpoch[] = [];
  const startedAt = performance.now();
  let earlierS = 0;
  const wallS = (): number => earlierS + (performance.now() - startedAt) / 1000;
  let best: Weights = trainee.weights();
  try {
    const resumed =
      checkpointFolder === null ? null : readCheckpoint(checkpointFolder, fingerprint);
    if (resumed !== null) {
      best = resumed.arrays.slice(0, best.length);
      trainee.restore(resumed.arrays.slice(best.length));
      epochs.push(...resumed.epochs);
      earlierS = Number(resumed.stage);
    }
    for (let epoch = epochs.length; epoch < recipe.epochs; epoch += 1) {
      const seed = recipe.seed * 1_000_003 + epoch + 1;
      const setbacks: string[] = [];
      const onSetback = (message: string): void => {
        setbacks.push(message);
        options.onSetback?.(message);
      };
      const trainLoss = await trainee.epoch({
        beats: drawBeats(byClass, used, seed),
        seed,
        batchSize: recipe.batchSize,
        writeInput: (beat, output, random) => {
          const window = windowOf(training, beat);
          if (recipe.augment) augmentWindow(recipe.preparation, window, output, random);
          else output.set(window);
        },
        loss: (logits, beats) =>
          twoFoldFocalLoss(oneHot(training.beatClass, beats, network.classes), logits, {
            gammaM: recipe.gammaM,
            gammaN: recipe.gammaN,
            alpha: tf.tensor1d(alpha),
          }),
        learningRate: (step) => learningRateAt(recipe, step, stepsPerEpoch * recipe.epochs),
        onBatch: (fraction) => options.onProgress?.((epoch + fraction) / recipe.epochs),
        onSetback,
        signal: options.signal,
      });
      const checked =
        validation === null
          ? null
          : await onWorkingEngine(
              () => assess(network, trainee.tensors, validation, recipe, classNames),
              (change) => {
                onSetback(describeChange(change));
              },
            );
      const done: TrainingEpoch = {
        epoch: epoch + 1,
        trainLoss,
        validationLoss: checked?.loss ?? null,
        f1: f1ByClass(checked?.evaluation ?? null),
        ...(setbacks.length === 0 ? {} : { setbacks }),
      };
      if (recipe.keep === 'last' || macroF1(done) > Math.max(-1, ...epochs.map(macroF1))) {
        best = trainee.weights();
      }
      epochs.push(done);
      if (checkpointFolder !== null) {
        const arrays = [...best, ...trainee.state()];
        writeCheckpoint(checkpointFolder, { fingerprint, stage: String(wallS()), epochs, arrays });
      }
      options.onEpoch?.(done);
    }
    return { weights: best, epochs, alpha, wallS: wallS() };
  } finally {
    trainee.dispose();
  }
}

/** How many beats of every class an epoch draws, of how many there are. */
export function beatsOfEpoch(
  counts: readonly number[],
  { normalShare }: Pick<TrainingRecipe, 'normalShare'>,
): number[] {
  return counts.map((count, index) => (index === 0 ? Math.ceil(count * normalShare) : count));
}

/** Weights of the classes in the loss. */
function lossWeights(used: readonly number[], recipe: TrainingRecipe): Float32Array {
  const alpha = classWeights(used, recipe.alphaPower);
  if (recipe.keepProportions !== true) return alpha;
  return alpha.map((weight, index) => (index === 0 ? weight : weight * recipe.normalShare));
}

/** Warm-up over a tenth of the steps (a hundred at most), then constant or a half cosine down to zero. */
export function learningRateAt(
  recipe: Pick<TrainingRecipe, 'learningRate' | 'schedule'>,
  step: number,
  steps: number,
): number {
  if (recipe.schedule === 'constant') return recipe.learningRate;
  const warmUp = Math.min(1, (step + 1) / Math.min(100, Math.ceil(steps / 10)));
  const done = Math.min(1, step / Math.max(1, steps));
  return recipe.learningRate * warmUp * 0.5 * (1 + Math.cos(Math.PI * done));
}

/** Mean F1 of the classes that the validation beats have. */
function macroF1({ f1 }: TrainingEpoch): number {
  const present = Object.values(f1).filter((score) => score !== null);
  return sum(present) / Math.max(1, present.length);
}

function beatsByClass(beatClass: Uint8Array, classes: number): Uint32Array[] {
  const lists: number[][] = Array.from({ length: classes }, () => []);
  beatClass.forEach((index, beat) => lists[index]?.push(beat));
  return lists.map((list) => Uint32Array.from(list));
}

/** The beats of one epoch, shuffled: of every class as many as `used` says, drawn without repetition. */
function drawBeats(
  byClass: readonly Uint32Array[],
  used: readonly number[],
  seed: number,
): Uint32Array {
  const random = createRandom(seed ^ 0x5bd1e995);
  const drawn = byClass.map((beats, index) => {
    const order = beats.slice();
    random.shuffle(order);
    return order.subarray(0, used[index]);
  });
  const beats = new Uint32Array(sum(drawn.map((part) => part.length)));
  let offset = 0;
  for (const part of drawn) {
    beats.set(part, offset);
    offset += part.length;
  }
  random.shuffle(beats);
  return beats;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** The beats as they enter the first stage that is trained. */
async function enteringStage(
  network: Network,
  beats: PreparedBeats,
  start: TrainNetworkOptions['start'],
): Promise<PreparedBeats> {
  if (start === undefined || start.firstStage === 0) return beats;
  const tensors = weightTensors(network, start.weights);
  const windows = await stageInputs(network, tensors, beats.windows, start.firstStage);
  tf.dispose(tensors);
  return { ...beats, windows, inputLength: network.stageInputLength(start.firstStage) };
}

/** What a checkpoint must agree with: the recipe, which beats it is about, and where it starts. */
function fingerprintOf(
  recipe: TrainingRecipe,
  training: PreparedBeats,
  start: TrainNetworkOptions['start'],
): string {
  const hash = createHash('sha256');
  hash.update(JSON.stringify(recipe));
  if (start !== undefined) {
    hash.update(String(start.firstStage));
    for (const weights of start.weights) hash.update(weights);
  }
  hash.update(JSON.stringify(countClasses(training.beatClass)));
  hash.update(training.beatClass);
  return hash.digest('hex');
}
