import type { Handlers } from '../../../app/contract/channels.ts';
import type { CoreContext } from '../context.ts';
import {
  findRun,
  removeProtocolRun,
  resumeProtocolRun,
  startProtocolRun,
  testedBeats,
} from '../protocol-runs.ts';

type ProtocolRunChannel =
  | 'protocol-runs:start'
  | 'protocol-runs:resume'
  | 'protocol-runs:list'
  | 'protocol-runs:result'
  | 'protocol-runs:curves'
  | 'protocol-runs:beats'
  | 'protocol-runs:remove';

export function protocolRunHandlers(context: CoreContext) {
  const { store } = context;
  return {
    'protocol-runs:start': (request) => startProtocolRun(context, request),
    'protocol-runs:resume': ({ runId }) => resumeProtocolRun(context, runId),
    'protocol-runs:list': () => store.protocolRuns.list(),
    'protocol-runs:result': ({ runId }) => store.protocolRuns.result(findRun(context, runId).id),
    'protocol-runs:curves': ({ runId }) => store.protocolRuns.curves(findRun(context, runId).id),
    'protocol-runs:beats': ({ runId, ...cell }) => testedBeats(context, runId, cell),
    'protocol-runs:remove': ({ runId }) => {
      removeProtocolRun(context, runId);
      return {};
    },
  } satisfies Handlers<ProtocolRunChannel>;
}
