import * as tf from '@tensorflow/tfjs-core';
import { augmentWindow } from '../../app/learning/augmentation.ts';
import { createRandom } from '../../app/random.ts';
import type { PreparationName } from '../../app/signal/preparations/index.ts';
import type { FineTuneInputs } from './corrected-trainee.ts';
import type { JudgedBeats } from './fine-tune-data.ts';
import { stageInputs } from './inference.ts';
import { countClasses, requireSplit, takeBeats, type LabelledBeats, type TrainingBeats } from './labelled-beats.ts'; // prettier-ignore
import type { StoredNetwork } from './model-file.ts';
import { weightTensors } from './networks/network.ts';
import type { KeptBeats } from './set-back.ts';

/** Versions of every beat that are learned from: itself, and as it might have been recorded. */
const VARIANTS = 3;
/** Classes with fewer rehearsed beats say nothing about forgetting. */
const FEWEST_TO_CHECK = 100;

/**
 * Rehearsed beats, and beats kept to see whether anything is forgotten: every other one, of classes
 * with enough of them to tell.
 */
export function splitReplay(replay: LabelledBeats): {
  rehearsed: LabelledBeats;
  check: LabelledBeats;
} {
  const counts = countClasses(replay.beatClass);
  const part = (rest: number): LabelledBeats => {
    const beats = [...replay.beatClass.keys()].filter((beat) => {
      const enough = (counts[replay.beatClass[beat] ?? 0] ?? 0) >= FEWEST_TO_CHECK;
      return beat % 2 === rest && (enough || rest === 0);
    });
    return takeBeats(replay, Uint32Array.from(beats));
  };
  return { rehearsed: part(0), check: part(1) };
}

/** The two sides of what a retraining learns from. */
export interface FineTuneSides {
  /** The judged beats, behind them the rehearsed ones. */
  readonly training: TrainingBeats;
  readonly judged: Pick<JudgedBeats, 'origin' | 'weight'>;
  /** Those that say whether anything is forgotten. */
  readonly heldOut: LabelledBeats;
}

/**
 * Everything that is learned from, as it enters the first tuned stage of the starting network. The
 * first variant is of the beats as they are: folds of judged beats are tested on it.
 * @throws RangeError when the beats are not the training side of a split
 */
export async function prepareInputs(
  { network, weights }: StoredNetwork,
  { training, judged, heldOut }: FineTuneSides,
  preparation: PreparationName,
  seed: number,
): Promise<FineTuneInputs> {
  requireSplit(training, heldOut);
  const { windows, beatClass } = training;
  const tensors = weightTensors(network, weights);
  const variants: Float32Array[] = [];
  for (let variant = 0; variant < VARIANTS; variant += 1) {
    const random = createRandom(seed * 1009 + variant);
    const augmented = variant === 0 ? windows : new Float32Array(windows.length);
    for (let start = 0; variant > 0 && start < windows.length; start += network.inputLength) {
      const end = start + network.inputLength;
      augmentWindow(preparation, windows.subarray(start, end), augmented.subarray(start, end), random); // prettier-ignore
    }
    variants.push(await stageInputs(network, tensors, augmented, network.tunedStage));
  }
  tf.dispose(tensors);
  const weight = new Float32Array(beatClass.length).fill(1);
  weight.set(judged.weight);
  const corrected = Uint8Array.from(judged.origin, (beat) => Number(beat.corrected));
  return { variants, beatClass, weight, corrected };
}

/** The rehearsed beats that are never learned from say whether anything is forgotten. */
export async function prepareCheck(
  { network, weights }: StoredNetwork,
  beats: LabelledBeats,
): Promise<KeptBeats> {
  const tensors = weightTensors(network, weights);
  const inputs = await stageInputs(network, tensors, beats.windows, network.tunedStage);
  tf.dispose(tensors);
  return { name: 'rehearsed beats', inputs, beatClass: beats.beatClass };
}
