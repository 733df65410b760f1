import type { Handlers } from '../../../app/contract/channels.ts';
import type { TREND_CHANNELS } from '../../../app/contract/trends.ts';
import type { CoreContext } from '../context.ts';
import { recordingTrends } from '../trends.ts';

export function trendHandlers(context: CoreContext) {
  return {
    'trends:summary': ({ recordingId }) => recordingTrends(context, recordingId),
  } satisfies Handlers<keyof typeof TREND_CHANNELS>;
}
