import type { TrainingEpoch } from '../../app/contract/training.ts';

/** One line about an epoch: its losses and the F1 scores on the validation beats. */
export function describeEpoch(part: string, epoch: TrainingEpoch): string {
  const { trainLoss, validationLoss, f1, setbacks = [] } = epoch;
  const scores = Object.entries(f1).flatMap(([name, score]) =>
    score === null ? [] : [`${name} ${score.toFixed(3)}`],
  );
  const validated = scores.length === 0 ? '' : `, F1 ${scores.join(' ')}`;
  const loss = validationLoss === null ? '' : ` (validation ${validationLoss.toFixed(4)})`;
  return `${part}, epoch ${epoch.epoch}: loss ${trainLoss.toFixed(4)}${loss}${validated}${setbacks.map((words) => `\n  ${words}`).join('')}`;
}
