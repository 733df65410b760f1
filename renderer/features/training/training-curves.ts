import type { TrainingEpoch } from '../../../app/contract/schemas.ts';
import { BEAT_CLASSES, type BeatClass } from '../../../app/domain/beat-class.ts';

/** Epochs with `epoch` in its place; an epoch that was trained again after a resume replaces. */
export function withEpoch(
  epochs: readonly TrainingEpoch[],
  epoch: TrainingEpoch,
): readonly TrainingEpoch[] {
  return [...epochs.filter((other) => other.epoch < epoch.epoch), epoch];
}

/** Classes that have an F1 in any epoch, in the usual order. */
export function scoredClasses(epochs: readonly TrainingEpoch[]): BeatClass[] {
  return BEAT_CLASSES.filter((beatClass) =>
    epochs.some(({ f1 }) => typeof f1[beatClass] === 'number'),
  );
}
