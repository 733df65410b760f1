import type { Handlers } from '../../../app/contract/channels.ts';
import type { CoreContext } from '../context.ts';

export function jobHandlers({ jobs }: CoreContext) {
  return {
    'jobs:list': () => jobs.list(),
    'jobs:cancel': ({ jobId }) => {
      jobs.cancel(jobId);
      return {};
    },
  } satisfies Handlers<'jobs:list' | 'jobs:cancel'>;
}
