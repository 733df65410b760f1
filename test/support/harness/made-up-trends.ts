import type { ChannelName, Handlers } from '../../../app/contract/channels.ts';
import { DEFAULT_CRITERIA, describeCriteria } from '../../../app/rhythm/event-criteria.ts';
import { findEvents, type RhythmRecording } from '../../../app/rhythm/find-events.ts';
import { trendBeats } from '../../../app/trends/trend-beats.ts';
import { summariseTrends } from '../../../app/trends/trend-summary.ts';

/** Figures as the core computes them, without a core. */
export function madeUpTrends(
  recording: () => RhythmRecording,
  startTime: string | null,
): Pick<Handlers<ChannelName>, 'trends:summary'> {
  return {
    'trends:summary': () => {
      const now = recording();
      const events = findEvents(now, DEFAULT_CRITERIA);
      const { histogram, hrv, hours, ...summary } = summariseTrends(
        trendBeats(now),
        startTime,
        events,
      );
      const samples = summary.totalSamples - summary.analysedSamples;
      return {
        ...summary,
        hours: [...hours],
        hrv: { ...hrv, values: [...hrv.values] },
        histogram: { ...histogram, all: [...histogram.all], nn: [...histogram.nn] },
        excluded: [...now.excluded],
        excludedByCause: samples > 0 ? [{ cause: 'noise', samples }] : [],
        qualityAssessed: true,
        eventCriteria: [describeCriteria(DEFAULT_CRITERIA).pause ?? ''],
        computedFrom: { modelId: null, lastEdit: null },
      };
    },
  };
}
