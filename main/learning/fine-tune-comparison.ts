import * as tf from '@tensorflow/tfjs-core';
import type { Evaluation } from '../../app/contract/training.ts';
import type { ComparisonTable } from '../../app/contract/training-governance.ts';
import { BEAT_CLASSES } from '../../app/domain/beat-class.ts';
import { countConfusion, emptyConfusion, evaluate } from '../../app/learning/evaluation.ts';
import type { HoldoutPlan } from '../../app/learning/holdout-plan.ts';
import { assessProbabilities, type Assessment } from './assessment.ts';
import type { FineTuneInputs } from './corrected-trainee.ts';
import { prepareJudgedBeats, type CorrectedRecording, type JudgedBeats } from './fine-tune-data.ts';
import { mostProbable } from '../../app/learning/most-probable.ts';
import { classProbabilities, stageInputs } from './inference.ts';
import type { ModelCard } from './model-card.ts';
import type { StoredNetwork } from './model-file.ts';
import { weightTensors, type Network, type Weights } from './networks/network.ts';
import type { KeptBeats } from './set-back.ts';

/** Beats of all locked recordings that are compared; of more, evenly spread ones. */
const MOST_LOCKED = 40_000;
const NO_GAMMAS = { gammaM: 0, gammaN: 0 } as const;
const CLASSES = BEAT_CLASSES.length;

/** Class probabilities of all held-out beats, every fold by its own network (or all by the only one). */
async function heldOutProbabilities(
  network: Network,
  networks: readonly (readonly tf.Tensor[])[],
  held: readonly Uint32Array[],
  inputs: FineTuneInputs,
): Promise<Float32Array> {
  const length = network.stageInputLength(network.tunedStage);
  const clean = inputs.variants[0] as Float32Array;
  const beats = held.reduce((sum, fold) => sum + fold.length, 0);
  const probabilities = new Float32Array(beats * CLASSES);
  let offset = 0;
  for (const [fold, positions] of held.entries()) {
    const own = new Float32Array(positions.length * length);
    positions.forEach((beat, index) => {
      own.set(clean.subarray(beat * length, (beat + 1) * length), index * length);
    });
    const tensors = networks[fold] ?? networks[0];
    if (tensors === undefined) throw new RangeError('There is no network to assess');
    const part = await classProbabilities(network, tensors, own, network.tunedStage);
    probabilities.set(part, offset * CLASSES);
    offset += positions.length;
  }
  return probabilities;
}

/** The folds of a plan; all judged beats as one where nothing could be held out. */
function heldPositions(plan: HoldoutPlan, judgedCount: number): readonly Uint32Array[] {
  const everything = Uint32Array.from({ length: judgedCount }, (_, beat) => beat);
  return plan.folds.length === 0 ? [everything] : plan.folds;
}

/** How the networks of the folds do on the beats that they have not learned from. */
export async function assessFolds(
  network: Network,
  networks: readonly (readonly tf.Tensor[])[],
  plan: HoldoutPlan,
  inputs: FineTuneInputs,
  gammas: { readonly gammaM: number; readonly gammaN: number } = NO_GAMMAS,
): Promise<Assessment> {
  const held = heldPositions(plan, inputs.corrected.length);
  const probabilities = await heldOutProbabilities(network, networks, held, inputs);
  return assessProbabilities(probabilities, classesAt(held, inputs.beatClass), gammas);
}

function classesAt(held: readonly Uint32Array[], beatClass: Uint8Array): Uint8Array {
  return Uint8Array.from(held.flatMap((fold) => Array.from(fold, (beat) => beatClass[beat] ?? 0)));
}

/** What is compared: all of it in terms of the judged beats of one run. */
export interface FoldComparison {
  readonly network: Network;
  /** The old network's weights. */
  readonly base: Weights;
  readonly inputs: FineTuneInputs;
  readonly judged: JudgedBeats;
  readonly recordings: readonly CorrectedRecording[];
}

/** Beats of folds, judged by the old network and each fold by its own new one (or all by the only). */
export async function compareFolds(
  { network, base, inputs, judged, recordings }: FoldComparison,
  held: readonly Uint32Array[],
  networks: readonly Weights[],
): Promise<Pick<ComparisonTable, 'before' | 'after' | 'byRecording'>> {
  const predict = async (each: readonly Weights[]): Promise<Uint8Array> => {
    const tensors = each.map((weights) => weightTensors(network, weights));
    const probabilities = await heldOutProbabilities(network, tensors, held, inputs);
    tf.dispose(tensors);
    return mostProbable(probabilities, CLASSES);
  };
  const predictions = { before: await predict([base]), after: await predict(networks) };
  const recordingOf = held.flatMap((fold) =>
    Array.from(fold, (beat) => judged.origin[beat]?.recording ?? 0),
  );
  return tabulate(classesAt(held, inputs.beatClass), recordingOf, predictions, recordings);
}

/** The table of a plan's held-out beats; `table` is null where nothing could be held out. */
export async function compareHeldOut(
  comparison: FoldComparison,
  plan: HoldoutPlan,
  networks: readonly Weights[],
): Promise<{ before: Evaluation; after: Evaluation; table: ComparisonTable | null }> {
  const held = heldPositions(plan, comparison.inputs.corrected.length);
  const rows = await compareFolds(comparison, held, networks);
  const { kind, description } = plan;
  const title = kind === 'other-patients' ? 'Other patients' : 'Later in the recording';
  const table = kind === 'none' ? null : { id: kind, title, description, ...rows };
  return { before: rows.before, after: rows.after, table };
}

/** Reviewed beats of locked recordings, as they enter the first tuned stage. */
export interface LockedBeats extends KeptBeats {
  /** Position of each beat's recording. */
  readonly recording: readonly number[];
  readonly recordings: readonly CorrectedRecording[];
}

/** null when no locked recording has reviewed beats. */
export async function prepareLocked(
  { network, weights }: StoredNetwork,
  card: Pick<ModelCard, 'preparation' | 'leads'>,
  recordings: readonly CorrectedRecording[],
): Promise<LockedBeats | null> {
  if (recordings.length === 0) return null;
  const most = Math.floor(MOST_LOCKED / recordings.length);
  const beats = prepareJudgedBeats(recordings, card.preparation, card.leads, (recording) => {
    const reviewed = [...recording.beatSamples.keys()].filter(
      (beat) => recording.corrected[beat] === 1 && recording.weight[beat] !== 0,
    );
    const stride = Math.max(1, reviewed.length / most);
    return reviewed.filter((_, index) => Math.floor(index / stride) !== Math.floor((index - 1) / stride)); // prettier-ignore
  });
  if (beats.origin.length === 0) return null;
  const tensors = weightTensors(network, weights);
  const inputs = await stageInputs(network, tensors, beats.windows, network.tunedStage);
  tf.dispose(tensors);
  return {
    name: 'locked recordings',
    inputs,
    beatClass: beats.beatClass,
    recording: beats.origin.map(({ recording }) => recording),
    recordings,
  };
}

/** Locked recordings judged by the old network and by the new one. */
export async function compareLocked(
  network: Network,
  { before, after }: { readonly before: Weights; readonly after: Weights },
  { inputs, beatClass, recording, recordings }: LockedBeats,
): Promise<ComparisonTable> {
  const predict = async (weights: Weights): Promise<Uint8Array> => {
    const tensors = weightTensors(network, weights);
    const probabilities = await classProbabilities(network, tensors, inputs, network.tunedStage);
    tf.dispose(tensors);
    return mostProbable(probabilities, CLASSES);
  };
  const predictions = { before: await predict(before), after: await predict(after) };
  return {
    id: 'locked',
    title: 'Locked recordings',
    description: `${beatClass.length} reviewed beats of ${new Set(recording).size} locked recordings, which neither model has learned corrections of. They also decided how far the new model moved from the old one.`,
    ...tabulate(beatClass, recording, predictions, recordings),
  };
}

function tabulate(
  beatClass: Uint8Array,
  recordingOf: readonly number[],
  predictions: { readonly before: Uint8Array; readonly after: Uint8Array },
  recordings: readonly CorrectedRecording[],
): Pick<ComparisonTable, 'before' | 'after' | 'byRecording'> {
  const evaluated = (predicted: Uint8Array, only?: number): Evaluation => {
    const confusion = emptyConfusion();
    const kept = [...beatClass.keys()].filter((beat) => only === undefined || recordingOf[beat] === only); // prettier-ignore
    countConfusion(
      confusion,
      Uint8Array.from(kept, (beat) => beatClass[beat] as number),
      Uint8Array.from(kept, (beat) => predicted[beat] as number),
    );
    return evaluate(confusion);
  };
  return {
    before: evaluated(predictions.before),
    after: evaluated(predictions.after),
    byRecording: [...new Set(recordingOf)].map((index) => {
      const after = evaluated(predictions.after, index);
      return {
        recordingId: recordings[index]?.recordingId ?? '',
        name: recordings[index]?.name ?? '',
        beats: after.beats,
        before: evaluated(predictions.before, index).macroF1,
        after: after.macroF1,
      };
    }),
  };
}
