import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import * as v from 'valibot';
import type { Evaluation, TrainingConfig, TrainingEpoch } from '../../app/contract/schemas.ts';
import { AppError } from '../../app/domain/app-error.ts';
import { BEAT_CLASSES } from '../../app/domain/beat-class.ts';
import { planHoldout, type HoldoutPlan } from '../../app/learning/holdout-plan.ts';
import { assessProbabilities, f1ByClass } from './assessment.ts';
import { readCheckpoint, writeCheckpoint } from './checkpoint.ts';
import { CorrectedTrainee, type FineTuneInputs } from './corrected-trainee.ts';
import { openEngine, type EnginePreference } from './engine.ts';
import { prepareJudgedBeats, type CorrectedRecording, type JudgedBeats } from './fine-tune-data.ts';
import { macroF1, prepareCheck, prepareInputs, splitReplay, type ForgettingCheck } from './fine-tune-inputs.ts'; // prettier-ignore
import { fineTuneCard } from './fine-tune-card.ts';
import { classProbabilities } from './inference.ts';
import type { ModelCard } from './model-card.ts';
import { readModelCard, readNetwork, writeModel } from './model-file.ts';
import { weightTensors, type Network, type Weights } from './networks/network.ts';
import { decodeRehearsal, readRehearsalBytes } from './rehearsal.ts';
import { createReplaySet } from './replay-set.ts';

export type { CorrectedRecording } from './fine-tune-data.ts';

/** The macro F1 on rehearsed beats may fall this far; epochs beyond that are not kept. */
const LARGEST_LOSS_OF_F1 = 0.1;
/** After so many epochs in a row that are not kept, learning ends. */
const MOST_REJECTED = 8;
/** Part of the progress that getting ready takes. */
const READY = 0.15;

export interface FineTuneOptions {
  readonly modelFolder: string;
  /** Where the new model is written; its last part is the model's id. */
  readonly outFolder: string;
  readonly checkpointFolder: string;
  readonly recordings: readonly CorrectedRecording[];
  readonly config: TrainingConfig;
  readonly engine: EnginePreference;
  /** Loss on the training beats; F1 and validation loss on the held-out ones. */
  onEpoch(epoch: TrainingEpoch): void;
  /** 0..1 */
  onProgress(fraction: number): void;
  readonly signal?: AbortSignal | undefined;
  /** Whether to go on from a checkpoint of the same run, if there is one. */
  readonly resume?: boolean | undefined;
}

export interface FineTuneResult {
  readonly modelId: string;
  readonly sha256: string;
  /** How the beats of `before` and `after` were held out, in words. */
  readonly holdout: string;
  readonly before: Evaluation;
  readonly after: Evaluation;
  readonly card: ModelCard;
}

/**
 * Makes a new model from a model and readers' corrections. The early layers are frozen, the rest
 * learns the judged beats while it rehearses what it knew and is pulled towards where it started; it
 * is set back when it forgets too much. The before/after table is of beats held out by recording.
 * @throws AppError `no-corrections`, `model-damaged`, `engine-unavailable`, `cancelled`
 */
export async function fineTune(options: FineTuneOptions): Promise<FineTuneResult> {
  const { modelFolder, checkpointFolder, config, recordings } = options;
  const baseCard = readModelCard(modelFolder);
  const base = readNetwork(modelFolder);
  const { network } = base;
  const averages = readRehearsalBytes(modelFolder, baseCard.rehearsalSha256);
  const engine = await openEngine(options.engine);
  const judged = prepareJudgedBeats(recordings, baseCard.preparation, baseCard.leads);
  if (judged.origin.length === 0) {
    throw new AppError('no-corrections', 'There are no corrected beats to learn from.', {
      remedy: 'Correct or confirm some beats in the review view, then train.',
    });
  }
  const plan = planHoldout(
    judged.origin,
    recordings.map(({ name, reader }) => ({ name, sampleRateHz: reader.sampleRateHz })),
  );
  const replay = splitReplay(
    averages === null
      ? await createReplaySet(baseCard.preparation)
      : decodeRehearsal(averages, network.inputLength),
  );
  stopIfAborted(options.signal);
  const inputs = await prepareInputs(
    base,
    judged,
    replay.rehearsed,
    baseCard.preparation,
    config.seed,
  );
  const check = await prepareCheck(base, replay.check);
  options.onProgress(READY);

  const everything = Uint32Array.from(judged.origin.keys());
  const subsets = [everything, ...plan.folds.map((held) => complement(everything, held))];
  const trainees = subsets.map(
    (learned) => new CorrectedTrainee(network, base.weights, inputs, learned, config),
  );
  const fingerprint = fingerprintOf(baseCard.sha256, config, judged);
  if (options.resume !== true) rmSync(checkpointFolder, { recursive: true, force: true });
  try {
    const run = await trainTogether(options, trainees, {
      network,
      plan,
      inputs,
      check,
      fingerprint,
    });
    const before = await assessHeldOut(network, [base.weights], plan, inputs);
    const after = await assessHeldOut(
      network,
      trainees.slice(plan.folds.length === 0 ? 0 : 1).map(({ trainee }) => trainee.weights()),
      plan,
      inputs,
    );
    const weights = (trainees[0] as CorrectedTrainee).trainee.weights();
    const card = await writeModel(
      options.outFolder,
      weights,
      fineTuneCard({
        outFolder: options.outFolder,
        config,
        recordings,
        base: baseCard,
        engine: engine.description,
        judged,
        holdout: plan.description,
        epochs: run.epochs.length,
        setBack: run.setBack,
        replayF1: run.replayF1,
        before,
        after,
      }),
      averages,
    );
    options.onProgress(1);
    const { id: modelId, sha256 } = card;
    return { modelId, sha256, holdout: plan.description, before, after, card };
  } finally {
    for (const trainee of trainees) trainee.dispose();
  }
}

interface TrainingRun {
  readonly epochs: readonly TrainingEpoch[];
  /** Why the result is not that of the last epoch, or null. */
  readonly setBack: string | null;
  readonly replayF1: { readonly before: number; readonly after: number };
}

/**
 * Trains the final network and those that judge held-out beats in step, an epoch of each at a time,
 * so that one curve shows them and one checkpoint holds them. In the end all are set back to the last
 * epoch that had not forgotten too much.
 */
async function trainTogether(
  options: FineTuneOptions,
  trainees: readonly CorrectedTrainee[],
  context: {
    readonly network: Network;
    readonly plan: HoldoutPlan;
    readonly inputs: FineTuneInputs;
    readonly check: ForgettingCheck;
    readonly fingerprint: string;
  },
): Promise<TrainingRun> {
  const { config, checkpointFolder, signal } = options;
  const { network, plan, inputs, check, fingerprint } = context;
  const final = trainees[0] as CorrectedTrainee;
  const judges = trainees.slice(plan.folds.length === 0 ? 0 : 1);
  const epochs: TrainingEpoch[] = [];
  let accepted = { epochs: 0, replayF1: check.f1Before, states: statesOf(trainees) };
  const resumed = readCheckpoint(checkpointFolder, fingerprint);
  if (resumed !== null) {
    const half = resumed.arrays.length / 2;
    accepted = { ...parseAccepted(resumed.stage), states: resumed.arrays.slice(half) };
    restoreAll(trainees, resumed.arrays.slice(0, half));
    epochs.push(...resumed.epochs);
  }
  while (epochs.length < config.epochs && epochs.length - accepted.epochs < MOST_REJECTED) {
    const epoch = epochs.length;
    const losses: number[] = [];
    for (const [index, trainee] of trainees.entries()) {
      losses.push(await trainee.epoch(epoch, signal));
      const part = (epoch + (index + 1) / trainees.length) / config.epochs;
      options.onProgress(READY + (0.98 - READY) * part);
    }
    const networks = judges.map(({ trainee }) => trainee.tensors);
    const assessed = await assessFolds(network, networks, plan, inputs, config);
    epochs.push({
      epoch: epoch + 1,
      trainLoss: losses[0] ?? 0,
      validationLoss: plan.folds.length === 0 ? null : assessed.loss,
      f1: f1ByClass(assessed.evaluation),
    });
    const states = statesOf(trainees);
    const replayF1 = await macroF1(network, final.trainee.tensors, check.inputs, check.beatClass);
    if (replayF1 >= check.f1Before - LARGEST_LOSS_OF_F1) {
      accepted = { epochs: epochs.length, replayF1, states };
    }
    writeCheckpoint(checkpointFolder, {
      fingerprint,
      stage: JSON.stringify({ epochs: accepted.epochs, replayF1: accepted.replayF1 }),
      epochs,
      arrays: [...states, ...accepted.states],
    });
    options.onEpoch(epochs[epoch] as TrainingEpoch);
  }
  restoreAll(trainees, accepted.states);
  const setBack =
    accepted.epochs === epochs.length
      ? null
      : `Set back to epoch ${accepted.epochs} of ${epochs.length}: after it the macro F1 on rehearsed beats fell below ${(check.f1Before - LARGEST_LOSS_OF_F1).toFixed(3)} (before training ${check.f1Before.toFixed(3)}). A lower learning rate or a higher anchor strength forgets less.`;
  return {
    epochs: epochs.slice(0, accepted.epochs),
    setBack,
    replayF1: { before: check.f1Before, after: accepted.replayF1 },
  };
}

function parseAccepted(stage: string): { epochs: number; replayF1: number } {
  return v.parse(v.object({ epochs: v.number(), replayF1: v.number() }), JSON.parse(stage));
}

function statesOf(trainees: readonly CorrectedTrainee[]): Float32Array[] {
  return trainees.flatMap(({ trainee }) => trainee.state());
}

function restoreAll(trainees: readonly CorrectedTrainee[], arrays: readonly Float32Array[]): void {
  const each = arrays.length / trainees.length;
  trainees.forEach(({ trainee }, index) => {
    trainee.restore(arrays.slice(index * each, (index + 1) * each));
  });
}

const NO_GAMMAS = { gammaM: 0, gammaN: 0 } as const;

/** Evaluation of the held-out beats, every fold by its own network (or all by the only one given). */
async function assessHeldOut(
  network: Network,
  networks: readonly Weights[],
  plan: HoldoutPlan,
  inputs: FineTuneInputs,
): Promise<Evaluation> {
  const tensors = networks.map((weights) => weightTensors(network, weights));
  const { evaluation } = await assessFolds(network, tensors, plan, inputs, NO_GAMMAS);
  tf.dispose(tensors);
  return evaluation;
}

async function assessFolds(
  network: Network,
  networks: readonly (readonly tf.Tensor[])[],
  plan: HoldoutPlan,
  inputs: FineTuneInputs,
  gammas: { readonly gammaM: number; readonly gammaN: number },
): Promise<ReturnType<typeof assessProbabilities>> {
  const all = Uint32Array.from(inputs.beatClass.keys());
  const folds = plan.folds.length === 0 ? [all] : plan.folds;
  const length = network.stageInputLength(network.tunedStage);
  const classes = BEAT_CLASSES.length;
  const clean = inputs.variants[0] as Float32Array;
  const beats = folds.reduce((sum, held) => sum + held.length, 0);
  const probabilities = new Float32Array(beats * classes);
  const beatClass = new Uint8Array(beats);
  let offset = 0;
  for (const [fold, held] of folds.entries()) {
    const own = new Float32Array(held.length * length);
    held.forEach((beat, index) => {
      own.set(clean.subarray(beat * length, (beat + 1) * length), index * length);
      beatClass[offset + index] = inputs.beatClass[beat] as number;
    });
    const tensors = networks[fold] ?? networks[0];
    if (tensors === undefined) throw new RangeError('There is no network to assess');
    probabilities.set(
      await classProbabilities(network, tensors, own, network.tunedStage),
      offset * classes,
    );
    offset += held.length;
  }
  return assessProbabilities(probabilities, beatClass, gammas);
}

function complement(everything: Uint32Array, held: Uint32Array): Uint32Array {
  const left = new Set(held);
  return everything.filter((beat) => !left.has(beat));
}

function stopIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new AppError('cancelled', 'The training was stopped.');
}

/** What a checkpoint must agree with: the model, the configuration, and every judged beat. */
function fingerprintOf(baseSha256: string, config: TrainingConfig, judged: JudgedBeats): string {
  const hash = createHash('sha256');
  hash.update(baseSha256);
  hash.update(JSON.stringify(config));
  hash.update(JSON.stringify(judged.origin));
  hash.update(judged.beatClass);
  return hash.digest('hex');
}
