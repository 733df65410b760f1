import type { Handlers } from '../../../app/contract/channels.ts';
import { groupingOf, mergeGroups, splitGroup } from '../beat-groups.ts';
import type { CoreContext } from '../context.ts';
import { requireCurrent } from '../reading-rights.ts';
import { groupingJob, startGrouping } from '../group-jobs.ts';

type GroupChannel = 'groups:state' | 'groups:form' | 'groups:split' | 'groups:merge';

export function groupHandlers(context: CoreContext) {
  return {
    'groups:state': ({ recordingId }) => ({
      grouping: groupingOf(context, recordingId),
      jobId: groupingJob(context, recordingId),
    }),
    'groups:form': ({ recordingId }) => {
      requireCurrent(context.readings.of(recordingId));
      return { jobId: startGrouping(context, recordingId, { background: false }) };
    },
    'groups:split': ({ recordingId, group, beatIds }) =>
      splitGroup(context, recordingId, group, beatIds),
    'groups:merge': ({ recordingId, groups, into }) =>
      mergeGroups(context, recordingId, groups, into),
  } satisfies Handlers<GroupChannel>;
}
