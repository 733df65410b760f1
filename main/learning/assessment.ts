import type * as tf from '@tensorflow/tfjs-core';
import type { Evaluation, TrainingEpoch } from '../../app/contract/training.ts';
import { BEAT_CLASSES } from '../../app/domain/beat-class.ts';
import { countConfusion, emptyConfusion, evaluate } from '../../app/learning/evaluation.ts'; // prettier-ignore
import { mostProbable } from '../../app/learning/most-probable.ts';
import { classProbabilities } from './inference.ts';
import { requireNotLearned, type LabelledBeats } from './labelled-beats.ts';
import type { Network } from './networks/network.ts';

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
  network: Network,
  weights: readonly tf.Tensor[],
  beats: LabelledBeats,
  gammas: Gammas,
  classNames: readonly string[] = BEAT_CLASSES,
): Promise<Assessment> {
  requireNotLearned(beats);
  return assessProbabilities(
    await classProbabilities(network, weights, beats.windows),
    beats.beatClass,
    gammas,
    classNames,
  );
}

/** The same from probabilities (one a class and beat) that are there already. */
export function assessProbabilities(
  probabilities: Float32Array,
  beatClass: Uint8Array,
  { gammaM, gammaN }: Gammas,
  classNames: readonly string[] = BEAT_CLASSES,
): Assessment {
  const classes = classNames.length;
  const predicted = mostProbable(probabilities, classes);
  const confusion = emptyConfusion(classes);
  countConfusion(confusion, beatClass, predicted);
  let loss = 0;
  beatClass.forEach((own, beat) => {
    const p = Math.max(1e-7, probabilities[beat * classes + own] as number);
    loss -= ((1 - p) ** gammaM + (1 - p) ** gammaN) * Math.log(p);
  });
  return {
    evaluation: evaluate(confusion, classNames),
    loss: beatClass.length === 0 ? 0 : loss / beatClass.length,
    predicted,
  };
}

/** Per-class F1 as a training epoch reports it; null for a class without reference beats. */
export function f1ByClass(evaluation: Evaluation | null): TrainingEpoch['f1'] {
  const rows = evaluation === null ? [] : Object.entries(evaluation.byClass);
  return Object.fromEntries(
    rows.map(([name, { support, f1 }]) => [name, support === 0 ? null : f1]),
  );
}
