import type { ChannelName, Handlers } from '../../../app/contract/channels.ts';
import { toRecordingQuality } from '../../../app/contract/quality.ts';
import {
  applyRegionEntries,
  planRegionEdit,
  type RegionMarks,
} from '../../../app/domain/reader-regions.ts';
import type { RecordingInfo } from '../../../app/domain/recording.ts';
import { analysedTime } from '../../../app/quality/analysed-time.ts';
import { createQualityMeter } from '../../../app/quality/quality-meter.ts';

/** The signal quality of a recording in memory, and regions that a reader marks; without undo. */
export function madeUpQuality(
  info: RecordingInfo,
  leads: readonly Int16Array[],
): Partial<Handlers<ChannelName>> {
  const sampleCount = leads[0]?.length ?? 0;
  const meter = createQualityMeter(info);
  meter.push({ startSample: 0, leads });
  const quality = meter.finish();
  const marks: RegionMarks = { sampleCount, regions: new Map(), nextRegionId: 1 };
  return {
    'quality:of': () => {
      const regions = [...marks.regions.values()];
      const time = analysedTime({ sampleCount, leadCount: leads.length }, quality, regions);
      return toRecordingQuality(time, regions);
    },
    'quality:mark': (edit) => {
      applyRegionEntries(marks, planRegionEdit(marks, edit, 'AB'));
      return {
        changed: [],
        regionsChanged: true,
        groupsChanged: false,
        canUndo: true,
        canRedo: false,
        savedAt: '2026-11-22T12:00:00Z',
      };
    },
  };
}
