import { createHash } from 'node:crypto';
import type { ModelComparison, PromotionRequest } from '../../app/contract/training-governance.ts';
import { AppError } from '../../app/domain/app-error.ts';
import type { Store } from '../store/store.ts';

/** A comparison under the hash by which a promotion has to name it. */
export function sealComparison(comparison: Omit<ModelComparison, 'sha256'>): ModelComparison {
  const sha256 = createHash('sha256').update(JSON.stringify(comparison)).digest('hex');
  return { ...comparison, sha256 };
}

/** @throws AppError not-found for an unknown run, conflict for one without a comparison */
export function comparisonOfRun(store: Store, runId: string): ModelComparison {
  const run = store.trainingRuns.byId(runId);
  if (run === null) throw new AppError('not-found', 'This training run is not known.');
  const comparison = store.trainingRuns.comparison(runId);
  if (comparison === null) {
    throw new AppError('conflict', 'This training run has no comparison of two models.', {
      remedy: run.status === 'done' ? 'Train again.' : 'Wait for the end of the run, or resume it.',
    });
  }
  return comparison;
}

/**
 * What the person who promotes a model has seen of it; null for a model that no run of this library
 * made.
 * @throws AppError conflict when the model was made by a run whose comparison was not seen
 */
export function seenComparison(
  store: Store,
  { modelId, runId, comparisonHash }: PromotionRequest,
): ModelComparison | null {
  const madeBy = store.trainingRuns.madeBy(modelId);
  if (madeBy === null && runId === null && comparisonHash === null) return null;
  const comparison = madeBy === null ? null : store.trainingRuns.comparison(madeBy);
  if (comparison !== null && runId === madeBy && comparisonHash === comparison.sha256) {
    return comparison;
  }
  throw new AppError(
    'conflict',
    'A retrained model is put to use only by a person who has seen how it compares with the one before.',
    { remedy: 'Look at its comparison in the training view, and promote it there.' },
  );
}
