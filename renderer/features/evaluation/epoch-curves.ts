import type { TrainingEpoch } from '../../../app/contract/training.ts';
import { BEAT_CLASSES } from '../../../app/domain/beat-class.ts';

/** Epochs with `epoch` in its place; an epoch that was trained again after a resume replaces. */
export function withEpoch(
  epochs: readonly TrainingEpoch[],
  epoch: TrainingEpoch,
): readonly TrainingEpoch[] {
  return [...epochs.filter((other) => other.epoch < epoch.epoch), epoch];
}

/** Classes that have an F1 in any epoch: heartbeat classes in the usual order, then any others. */
export function scoredClasses(epochs: readonly TrainingEpoch[]): string[] {
  const named = new Set<string>([...BEAT_CLASSES, ...epochs.flatMap(({ f1 }) => Object.keys(f1))]);
  return [...named].filter((name) => epochs.some(({ f1 }) => typeof f1[name] === 'number'));
}
