import { AppError } from '../../app/domain/app-error.ts';
import type { StoredModel } from '../store/queries/models.ts';
import type { PromotionEntry } from '../../app/contract/training-governance.ts';
import type { Store } from '../store/store.ts';

/**
 * The models put to use one after the other, the present one last: what the append-only log of
 * promotions and rollbacks comes to. `first` was in use before anybody promoted anything.
 */
export function modelsInUse(
  first: string,
  log: readonly Pick<PromotionEntry, 'kind' | 'modelId'>[],
): string[] {
  const stack = [first];
  for (const { kind, modelId } of log) {
    if (kind === 'promote') stack.push(modelId);
    else stack.pop();
  }
  return stack;
}

/**
 * The model that classifies now.
 * @throws AppError model-damaged when none is installed
 */
export function activeModel(store: Store): StoredModel {
  const active = findActiveModel(store);
  if (active === null) {
    throw new AppError('model-damaged', 'No model is installed.', {
      remedy: 'Reinstall Ectopy: its own model is missing.',
    });
  }
  return active;
}

export function findActiveModel(store: Store): StoredModel | null {
  const first = store.models.list().at(0);
  if (first === undefined) return null;
  const id = modelsInUse(first.id, store.promotions.list()).at(-1);
  return id === undefined ? first : store.models.byId(id);
}
