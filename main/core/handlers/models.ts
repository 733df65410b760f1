import type { Handlers } from '../../../app/contract/channels.ts';
import { AppError } from '../../../app/domain/app-error.ts';
import { findActiveModel, modelsInUse } from '../active-model.ts';
import { showActiveModel } from '../classify.ts';
import { now } from '../context.ts';
import type { CoreContext } from '../context.ts';
import { comparisonOfRun, seenComparison } from '../model-comparison.ts';

type ModelChannel =
  'models:list' | 'models:compare' | 'models:promote' | 'models:promotions' | 'models:rollback';

export function modelHandlers(context: CoreContext) {
  const { store, folders, emit } = context;
  return {
    'models:list': () => {
      const active = findActiveModel(store);
      return store.models.list().map((model) => ({ ...model, active: model.id === active?.id }));
    },
    'models:compare': ({ runId }) => comparisonOfRun(store, runId),
    'models:promotions': () => store.promotions.list().toReversed(),
    'models:promote': async (request) => {
      const { modelId, runId } = request;
      const model = store.models.byId(modelId);
      if (model === null) throw new AppError('not-found', 'This model is not known.');
      const shown = seenComparison(store, request);
      // Loaded here, since it brings TensorFlow.js with it.
      const { verifyModel } = await import('../../learning/model-file.ts');
      verifyModel(folders.model(model));
      if (findActiveModel(store)?.id === modelId) return {};
      const { reader } = store.settings.read();
      store.promotions.append({ kind: 'promote', modelId, reader, runId, shown }, now());
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
      const { reader } = store.settings.read();
      const decision = { kind: 'rollback', modelId, reader, runId: null, shown: null } as const;
      store.promotions.append(decision, now());
      emit({ name: 'models:changed', payload: {} });
      showActiveModel(context);
      return { modelId };
    },
  } satisfies Handlers<ModelChannel>;
}
