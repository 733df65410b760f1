import path from 'node:path';
import type { Handlers } from '../../../app/contract/channels.ts';
import { AppError } from '../../../app/domain/app-error.ts';
import type { CoreContext } from '../context.ts';
import { readStoredModel } from '../model-registry.ts';

/** Models out of the library and into it. TensorFlow.js is loaded here, when it is needed. */
export function modelExchangeHandlers({ store, folders, emit }: CoreContext) {
  return {
    'models:export': async ({ modelId, format, folder }) => {
      const model = store.models.byId(modelId);
      if (model === null) throw new AppError('not-found', 'This model is not known.');
      const { exportModel } = await import('../../learning/export/export-model.ts');
      return { path: await exportModel(folders.model(model), format, folder) };
    },
    'models:import': async ({ path: given }) => {
      // A model is a folder; whoever chose a file of it meant the folder.
      const folder = path.extname(given) === '.json' ? path.dirname(given) : given;
      const { checkImported, importModel, readImportedCard } =
        await import('../../learning/import-model.ts');
      const { id, sha256 } = readImportedCard(folder);
      const known = store.models.byId(id);
      if (known?.sha256 === sha256) {
        // Its card says so; the folder may be damaged all the same, or hold no model for Ectopy.
        checkImported(folder);
        return { modelId: id };
      }
      if (known !== null) {
        throw new AppError('conflict', `The library has another model "${id}" already.`, {
          file: folder,
          remedy: 'Give the model in card.json another id.',
        });
      }
      const target = folders.model({ id, shipped: false });
      importModel(folder, target);
      store.models.put(readStoredModel(target, { shipped: false }));
      emit({ name: 'models:changed', payload: {} });
      return { modelId: id };
    },
  } satisfies Handlers<'models:export' | 'models:import'>;
}
