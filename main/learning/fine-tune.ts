import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Evaluation, TrainingConfig, TrainingEpoch } from '../../app/contract/training.ts';
import type { ComparisonTable } from '../../app/contract/training-governance.ts';
import { AppError } from '../../app/domain/app-error.ts';
import { planHoldout } from '../../app/learning/holdout-plan.ts';
import { CorrectedTrainee } from './corrected-trainee.ts';
import { computedWith, openEngine, type EnginePreference } from './engine.ts';
import { compareHeldOut, compareLocked, prepareLocked } from './fine-tune-comparison.ts';
import { prepareJudgedBeats, type CorrectedRecording, type JudgedBeats } from './fine-tune-data.ts';
import { prepareCheck, prepareInputs, splitReplay } from './fine-tune-inputs.ts';
import { trainTogether } from './fine-tune-loop.ts';
import { fineTuneCard } from './fine-tune-card.ts';
import { joinBeats, trainingSide } from './labelled-beats.ts';
import { OWN_FOLDER, type ModelCard } from './model-card.ts';
import { readModelCard, readNetwork, writeModel } from './model-file.ts';
import { decodeRehearsal, readRehearsalBytes } from './rehearsal.ts';
import { createReplaySet } from './replay-set.ts';
import { learnOwnWeights, ownTrainings } from './own-weights.ts';
import { chooseShare, interpolate } from './set-back.ts';

export type { CorrectedRecording } from './fine-tune-data.ts';

/** Parts of the progress: getting ready, and until everything is learned. */
export const READY = 0.05;
const LEARNED = 0.97;

export interface FineTuneOptions {
  readonly modelFolder: string;
  /** Where the new model is written; its last part is the model's id. */
  readonly outFolder: string;
  readonly checkpointFolder: string;
  /** Learned from. */
  readonly recordings: readonly CorrectedRecording[];
  /** Of the training set that they are; part of the new model's name. */
  readonly trainingSetVersion: number;
  /** Locked for comparison: never learned from. */
  readonly locked: readonly CorrectedRecording[];
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
  /** Old and new model on beats that neither learned from: held-out ones, and locked recordings. */
  readonly tables: readonly ComparisonTable[];
  /** What speaks against the new model or is not known of it, in sentences. */
  readonly warnings: readonly string[];
  readonly card: ModelCard;
}

/**
 * Makes a new model from a model and readers' corrections. The early layers are frozen, the rest
 * learns the judged beats while it rehearses what it knew; then it goes as far from the old weights
 * towards the new ones as rehearsed beats and locked recordings allow (`set-back.ts`). Beside them
 * each corrected recording may get weights of its own (`own-weights.ts`). The before/after tables are
 * of beats that were not learned from: held out by patient, locked, and later in a recording.
 * @throws AppError `no-corrections`, `model-damaged`, `engine-unavailable`, `cancelled`
 */
export async function fineTune(options: FineTuneOptions): Promise<FineTuneResult> {
  const { modelFolder, checkpointFolder, config, recordings, signal } = options;
  const baseCard = readModelCard(modelFolder);
  const base = readNetwork(modelFolder);
  const { network } = base;
  options.onProgress(0);
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
    recordings.map(({ name, patient, reader }) => ({
      name,
      patient,
      sampleRateHz: reader.sampleRateHz,
    })),
  );
  const replay = splitReplay(
    averages === null
      ? await createReplaySet(baseCard.preparation)
      : decodeRehearsal(averages, network.inputLength),
  );
  stopIfAborted(signal);
  const training = trainingSide(joinBeats([judged, replay.rehearsed]));
  const sides = { training, judged, heldOut: replay.check };
  const inputs = await prepareInputs(base, sides, baseCard.preparation, config.seed);
  const check = await prepareCheck(base, replay.check);
  const locked = await prepareLocked(base, baseCard, options.locked);
  options.onProgress(READY);

  const everything = Uint32Array.from(judged.origin.keys());
  const subsets = [everything, ...plan.folds.map((held) => complement(everything, held))];
  const trainees = subsets.map(
    (learned) => new CorrectedTrainee(network, base.weights, inputs, learned, config),
  );
  // Every training takes about as long: those in step, and those of single recordings after them.
  const own = ownTrainings(judged, recordings);
  const trained = READY + ((LEARNED - READY) * trainees.length) / (trainees.length + own);
  if (options.resume !== true) rmSync(checkpointFolder, { recursive: true, force: true });
  try {
    const epochs = await trainTogether({
      network,
      trainees,
      plan,
      inputs,
      config,
      checkpointFolder,
      fingerprint: fingerprintOf(baseCard.sha256, config, judged),
      onEpoch: options.onEpoch.bind(options),
      onProgress: (fraction) => {
        options.onProgress(READY + (trained - READY) * fraction);
      },
      signal,
    });
    const learned = trainees.map(({ trainee }) => trainee.weights());
    const kept = locked === null ? [check] : [check, locked];
    const setBack = await chooseShare(network, base.weights, learned[0] ?? base.weights, kept);
    const taken = learned.map((weights) => interpolate(base.weights, weights, setBack.share));
    const weights = taken[0] ?? base.weights;
    const compared = { network, base: base.weights, inputs, judged, recordings };
    const heldOut = await compareHeldOut(
      compared,
      plan,
      taken.slice(plan.folds.length === 0 ? 0 : 1),
    );
    const setbacks = epochs.flatMap(({ setbacks: ofEpoch = [] }) => ofEpoch);
    const ownWeights = await learnOwnWeights({
      ...compared,
      config,
      onSetback: (message) => {
        setbacks.push(message);
      },
      onProgress: (fraction) => {
        options.onProgress(trained + (LEARNED - trained) * fraction);
      },
      signal,
    });
    const lockedTable =
      locked === null
        ? null
        : await compareLocked(network, { before: base.weights, after: weights }, locked);
    const tables = [heldOut.table, lockedTable, ownWeights.table].filter((table) => table !== null);
    const { before, after } = heldOut;
    const draft = fineTuneCard({
      outFolder: options.outFolder,
      config,
      recordings,
      trainingSetVersion: options.trainingSetVersion,
      base: baseCard,
      engine: computedWith(engine),
      judged,
      holdout: plan.description,
      epochs: epochs.length,
      setBack,
      tables,
    });
    const card = await writeModel(options.outFolder, weights, draft, averages);
    for (const [index, weightsOfOne] of ownWeights.weights) {
      const { recordingId } = recordings[index] as CorrectedRecording;
      await writeModel(join(options.outFolder, OWN_FOLDER, recordingId), weightsOfOne, draft);
    }
    options.onProgress(1);
    const { id: modelId, sha256 } = card;
    const warnings = [...setbacks, ...warningsOf(tables, setBack.reason), ...ownWeights.refused];
    return { modelId, sha256, holdout: plan.description, before, after, tables, warnings, card };
  } finally {
    for (const trainee of trainees) trainee.dispose();
  }
}

/** What a person should weigh before the new model is put to use. */
function warningsOf(tables: readonly ComparisonTable[], setBack: string | null): string[] {
  const warnings = setBack === null ? [] : [setBack];
  for (const { title, before, after } of tables) {
    if ((after.macroF1 ?? 0) >= (before.macroF1 ?? 0)) continue;
    warnings.push(
      `${title}: macro F1 falls from ${(before.macroF1 ?? 0).toFixed(3)} to ${(after.macroF1 ?? 0).toFixed(3)}.`,
    );
  }
  if (!tables.some(({ id }) => id === 'other-patients')) {
    warnings.push('Corrections are of one patient: what the new model does for others is not known from them.'); // prettier-ignore
  }
  if (!tables.some(({ id }) => id === 'locked')) {
    warnings.push('No locked recording with reviewed beats was there to compare on: lock one.');
  }
  return warnings;
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
  hash.update(new Uint8Array(judged.weight.buffer));
  return hash.digest('hex');
}
