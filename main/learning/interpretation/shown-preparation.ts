import { preparationNamed, type PreparationName } from '../../../app/signal/preparations/index.ts';

/** Holds the beat itself, lightly filtered. */
const WITH_SIGNAL: PreparationName = 'template-rhythm-1';

/** The preparation to show beats in: a model's own, unless that holds measures instead of a signal. */
export function shownPreparation(own: PreparationName): PreparationName {
  const { inputParts } = preparationNamed(own);
  return inputParts.some(({ startOffsetMs }) => startOffsetMs !== null) ? own : WITH_SIGNAL;
}
