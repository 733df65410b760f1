import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { AppError } from '../../app/domain/app-error.ts';
import { errorText } from '../jobs/error-text.ts';
import { modelCardSchema } from '../learning/model-card.ts';
import type { StoredModel } from '../store/queries/models.ts';
import type { CoreContext } from './context.ts';

/** Enters the models of the resources folder into the library; a damaged one is left out. */
export function registerShippedModels({
  store,
  folders,
  log,
}: Pick<CoreContext, 'store' | 'folders' | 'log'>): void {
  const folder = folders.shippedModels;
  if (!existsSync(folder)) return;
  const known = new Map(store.models.list().map((model) => [model.id, model]));
  for (const name of readdirSync(folder).toSorted()) {
    if (!existsSync(path.join(folder, name, 'card.json'))) continue;
    try {
      const model = readStoredModel(path.join(folder, name), { shipped: true });
      if (known.get(model.id)?.sha256 !== model.sha256) store.models.put(model);
    } catch (error) {
      log('error', errorText(error));
    }
  }
}

/**
 * A model as its card describes it. The weights are verified when the model is promoted or loaded:
 * that takes TensorFlow.js, which the core's own thread does without.
 * @throws AppError model-damaged
 */
export function readStoredModel(
  folder: string,
  { shipped }: { readonly shipped: boolean },
): StoredModel {
  const file = path.join(folder, 'card.json');
  try {
    const card = v.parse(modelCardSchema, JSON.parse(readFileSync(file, 'utf8')));
    const { id, name, parentId, createdAt, sha256 } = card;
    return { id, name, parentId, createdAt, shipped, sha256, card };
  } catch (error) {
    throw new AppError('model-damaged', 'The card of a model cannot be read.', {
      file,
      remedy: shipped ? 'Reinstall Ectopy.' : 'Train the model again.',
      cause: error,
    });
  }
}
