import type * as tf from '@tensorflow/tfjs-core';
import type { Evaluation, TrainingEpoch } from '../../app/contract/schemas.ts';
import { BEAT_CLASSES, type BeatClass } from '../../app/domain/beat-class.ts';
import { countConfusion, emptyConfusion, evaluate } from '../../app/learning/evaluation.ts'; // prettier-ignore
import { classProbabilities, mostProbable } from './inference.ts';
import type { LabelledBeats } from './labelled-beats.ts';

/** Exponents of the loss to report. */
interface Gammas {
  readonly gammaM: number;
  readonly gammaN: number;
}

export interface Assessment {
  readonly evaluation: Evaluation;
  /** Mean two-fold focal loss, without class weights. */
  readonly loss: number;
  readonly predicted: Uint8Array;
}

/** How a network does on beats; it should not have learned from them. */
export async function assess(
  weights: readonly tf.Tensor[],
  beats: LabelledBeats,
  gammas: Gammas,
): Promise<Assessment> {
  return assessProbabilities(
    await classProbabilities(weights, beats.windows),
    beats.beatClass,
    gammas,
  );
}

/** The same from probabilities (five a beat) that are there already. */
export function assessProbabilities(
  probabilities: Float32Array,
  beatClass: Uint8Array,
  { gammaM, gammaN }: Gammas,
): Assessment {
  const predicted = mostProbable(probabilities);
  const confusion = emptyConfusion();
  countConfusion(confusion, beatClass, predicted);
  let loss = 0;
  beatClass.forEach((own, beat) => {
    const p = Math.max(1e-7, probabilities[beat * BEAT_CLASSES.length + own] as number);
    loss -= ((1 - p) ** gammaM + (1 - p) ** gammaN) * Math.log(p);
  });
  return {
    evaluation: evaluate(confusion),
    loss: beatClass.length === 0 ? 0 : loss / beatClass.length,
    predicted,
  };
}

/** Per-class F1 as a training epoch reports it. */
export function f1ByClass(evaluation: Evaluation | null): TrainingEpoch['f1'] {
  const f1 = (beatClass: BeatClass): number | null => {
    const row = evaluation?.byClass[beatClass];
    return row === undefined || row.support === 0 ? null : row.f1;
  };
  return { N: f1('N'), S: f1('S'), V: f1('V'), F: f1('F'), Q: f1('Q') };
}
