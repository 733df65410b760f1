import type { Handlers } from '../../../app/contract/channels.ts';
import type { CoreContext } from '../context.ts';
import { trainingData } from '../corrections.ts';
import { resumeTraining, startTraining } from '../train.ts';

type TrainingChannel = 'training:data' | 'training:start' | 'training:resume' | 'training:runs';

export function trainingHandlers(context: CoreContext) {
  return {
    'training:data': () => trainingData(context),
    'training:start': ({ config }) => startTraining(context, config),
    'training:resume': ({ runId }) => resumeTraining(context, runId),
    'training:runs': () => context.store.trainingRuns.list(),
  } satisfies Handlers<TrainingChannel>;
}
