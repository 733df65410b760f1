import type { Handlers } from '../../../app/contract/channels.ts';
import type { CoreContext } from '../context.ts';
import { trainingData } from '../corrections.ts';
import { reviewQueueOf } from '../review-queue.ts';
import { resumeTraining, startTraining } from '../train.ts';
import { describeSet, summarise } from '../training-sets.ts';

type TrainingChannel =
  | 'training:data'
  | 'training:start'
  | 'training:resume'
  | 'training:runs'
  | 'training:sets'
  | 'training:set'
  | 'training:queue';

export function trainingHandlers(context: CoreContext) {
  const { store } = context;
  return {
    'training:data': () => trainingData(context),
    'training:start': ({ config }) => startTraining(context, config),
    'training:resume': ({ runId }) => resumeTraining(context, runId),
    'training:runs': () => store.trainingRuns.list(),
    'training:sets': () => store.trainingSets.list().map(summarise),
    'training:set': ({ setId }) => describeSet(store, setId),
    'training:queue': (query) => reviewQueueOf(context, query),
  } satisfies Handlers<TrainingChannel>;
}
