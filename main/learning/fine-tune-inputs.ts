import * as tf from '@tensorflow/tfjs-core';
import { augmentWindow } from '../../app/learning/augmentation.ts';
import { createRandom } from '../../app/random.ts';
import type { PreparationName } from '../../app/signal/preparations/index.ts';
import type { FineTuneInputs } from './corrected-trainee.ts';
import type { JudgedBeats } from './fine-tune-data.ts';
import { stageInputs } from './inference.ts';
import { countClasses, windowOf, type LabelledBeats } from './labelled-beats.ts';
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
  const { inputLength } = replay;
  const counts = countClasses(replay.beatClass);
  const part = (rest: number): LabelledBeats => {
    const beats = [...replay.beatClass.keys()].filter((beat) => {
      const enough = (counts[replay.beatClass[beat] ?? 0] ?? 0) >= FEWEST_TO_CHECK;
      return beat % 2 === rest && (enough || rest === 0);
    });
    const windows = new Float32Array(beats.length * inputLength);
    beats.forEach((beat, index) => {
      windows.set(windowOf(replay, beat), index * inputLength);
    });
    return {
      inputLength,
      windows,
      beatClass: Uint8Array.from(beats, (beat) => replay.beatClass[beat] ?? 0),
    };
  };
  return { rehearsed: part(0), check: part(1) };
}

/** Everything that is learned from, as it enters the first tuned stage of the starting network. */
export async function prepareInputs(
  { network, weights }: StoredNetwork,
  judged: JudgedBeats,
  rehearsed: LabelledBeats,
  preparation: PreparationName,
  seed: number,
): Promise<FineTuneInputs> {
  const windows = new Float32Array(judged.windows.length + rehearsed.windows.length);
  windows.set(judged.windows);
  windows.set(rehearsed.windows, judged.windows.length);
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
  const judgedCount = judged.beatClass.length;
  const beatClass = new Uint8Array(judgedCount + rehearsed.beatClass.length);
  beatClass.set(judged.beatClass);
  beatClass.set(rehearsed.beatClass, judgedCount);
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
