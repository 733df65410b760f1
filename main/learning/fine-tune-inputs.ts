import * as tf from '@tensorflow/tfjs-core';
import { augmentWindow } from '../../app/learning/augmentation.ts';
import { createRandom } from '../../app/random.ts';
import { WINDOW_LENGTH, type Preparation } from '../../app/signal/beat-window.ts';
import { assessProbabilities } from './assessment.ts';
import { FROZEN_PAIRS, type FineTuneInputs } from './corrected-trainee.ts';
import type { JudgedBeats } from './fine-tune-data.ts';
import { bodyOutputs, classProbabilities } from './inference.ts';
import { countClasses, windowOf, type LabelledBeats } from './labelled-beats.ts';
import { weightTensors, type Weights } from './network.ts';

/** Versions of every beat that are learned from: itself, and as it might have been recorded. */
const VARIANTS = 3;
/** Classes with fewer rehearsed beats say nothing about forgetting. */
const FEWEST_TO_CHECK = 100;

/** What the rehearsed beats that are never learned from say about forgetting. */
export interface ForgettingCheck {
  readonly inputs: Float32Array;
  readonly beatClass: Uint8Array;
  readonly f1Before: number;
}

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
    const windows = new Float32Array(beats.length * WINDOW_LENGTH);
    beats.forEach((beat, index) => {
      windows.set(windowOf(replay, beat), index * WINDOW_LENGTH);
    });
    return { windows, beatClass: Uint8Array.from(beats, (beat) => replay.beatClass[beat] ?? 0) };
  };
  return { rehearsed: part(0), check: part(1) };
}

/** Everything that is learned from, as it comes out of the frozen pairs of the starting network. */
export async function prepareInputs(
  base: Weights,
  judged: JudgedBeats,
  rehearsed: LabelledBeats,
  preparation: Preparation,
  seed: number,
): Promise<FineTuneInputs> {
  const windows = new Float32Array(judged.windows.length + rehearsed.windows.length);
  windows.set(judged.windows);
  windows.set(rehearsed.windows, judged.windows.length);
  const tensors = weightTensors(base);
  const variants: Float32Array[] = [];
  for (let variant = 0; variant < VARIANTS; variant += 1) {
    const random = createRandom(seed * 1009 + variant);
    const augmented = variant === 0 ? windows : new Float32Array(windows.length);
    for (let start = 0; variant > 0 && start < windows.length; start += WINDOW_LENGTH) {
      const end = start + WINDOW_LENGTH;
      augmentWindow(preparation, windows.subarray(start, end), augmented.subarray(start, end), random); // prettier-ignore
    }
    variants.push(await bodyOutputs(tensors, augmented, FROZEN_PAIRS));
  }
  const replayProbabilities = await classProbabilities(tensors, rehearsed.windows);
  tf.dispose(tensors);
  const corrected = Uint8Array.from(judged.origin, (beat) => Number(beat.corrected));
  return { variants, beatClass: judged.beatClass, corrected, replayProbabilities };
}

export async function prepareCheck(base: Weights, beats: LabelledBeats): Promise<ForgettingCheck> {
  const tensors = weightTensors(base);
  const inputs = await bodyOutputs(tensors, beats.windows, FROZEN_PAIRS);
  const f1Before = await macroF1(tensors, inputs, beats.beatClass);
  tf.dispose(tensors);
  return { inputs, beatClass: beats.beatClass, f1Before };
}

/** Macro F1 of a network on what came out of the frozen pairs. */
export async function macroF1(
  tensors: readonly tf.Tensor[],
  inputs: Float32Array,
  beatClass: Uint8Array,
): Promise<number> {
  const probabilities = await classProbabilities(tensors, inputs, FROZEN_PAIRS);
  const { evaluation } = assessProbabilities(probabilities, beatClass, { gammaM: 0, gammaN: 0 });
  return evaluation.macroF1 ?? 0;
}
