import type { Handlers } from '../../../app/contract/channels.ts';
import { AppError } from '../../../app/domain/app-error.ts';
import { findActiveModel, modelsInUse } from '../active-model.ts';
import { showActiveModel } from '../classify.ts';
import { now } from '../context.ts';
import type { CoreContext } from '../context.ts';

type ModelChannel =
  'models:list' | 'models:promote' | 'models:rollback' | 'models:export' | 'models:import';

export function modelHandlers(context: CoreContext) {
  const { store, folders, emit } = context;
  return {
    'models:list': () => {
      const active = findActiveModel(store);
      return store.models.list().map((model) => ({ ...model, active: model.id === active?.id }));
    },
    'models:promote': async ({ modelId }) => {
      const model = store.models.byId(modelId);
      if (model === null) throw new AppError('not-found', 'This model is not known.');
      // Loaded here, since it brings TensorFlow.js with it.
      const { verifyModel } = await import('../../learning/model-file.ts');
      verifyModel(folders.model(model));
      if (findActiveModel(store)?.id === modelId) return {};
      store.promotions.append({ kind: 'promote', modelId }, now());
      emit({ name: 'models:changed', payload: {} });
      showActiveModel(context);
      return {};
    },
    'models:rollback': () => {
      const first = store.models.list().at(0)?.id;
      const modelId =
        first === undefined ? undefined : modelsInUse(first, store.promotions.list()).at(-2);
      if (modelId === undefined) {
        throw new AppError('conflict', 'There is no earlier model to go back to.');
      }
      store.promotions.append({ kind: 'rollback', modelId }, now());
      emit({ name: 'models:changed', payload: {} });
      showActiveModel(context);
      return { modelId };
    },
    'models:export': () => {
      throw new AppError('unsupported-format', 'Models cannot be exported yet.');
    },
    'models:import': () => {
      throw new AppError('unsupported-format', 'Models cannot be imported yet.');
    },
  } satisfies Handlers<ModelChannel>;
}
