import type { Handlers } from '../../../app/contract/channels.ts';
import { toRecordingQuality, type QUALITY_CHANNELS } from '../../../app/contract/quality.ts';
import { analysedTime } from '../analysed-time.ts';
import type { CoreContext } from '../context.ts';
import { markRegion } from '../edit-recording.ts';

export function qualityHandlers(context: CoreContext) {
  return {
    'quality:of': ({ recordingId }) => {
      const { regions } = context.readings.of(recordingId).reading;
      return toRecordingQuality(analysedTime(context, recordingId), regions.values());
    },
    'quality:mark': ({ recordingId, ...edit }) => markRegion(context, recordingId, edit),
  } satisfies Handlers<keyof typeof QUALITY_CHANNELS>;
}
