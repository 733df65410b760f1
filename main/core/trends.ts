import type { RecordingTrends } from '../../app/contract/trends.ts';
import { describeCriteria } from '../../app/rhythm/event-criteria.ts';
import { countedEvents } from '../../app/rhythm/event-dispositions.ts';
import { HOURLY_EVENTS } from '../../app/trends/hourly-table.ts';
import type { TrendSummary } from '../../app/trends/trend-summary.ts';
import { runTrends } from '../jobs/trends-task.ts';
import { analysedTime } from './analysed-time.ts';
import { toBeatColumns } from './beat-table.ts';
import type { CoreContext } from './context.ts';
import { ReadingMemory } from './reading-memory.ts';
import { listEvents } from './recording-events.ts';

/** On their way or there. */
const summaries = new ReadingMemory<Promise<TrendSummary>>();

/**
 * The figures of the present reader's reading: computed anew only when a beat, the model, the
 * analysed time or the events have changed.
 * @throws AppError not-found, conflict when no beats have been detected yet.
 */
export async function recordingTrends(
  context: Pick<CoreContext, 'store' | 'readings'>,
  recordingId: string,
): Promise<RecordingTrends> {
  const { recording, reading, predictions, history } = context.readings.of(recordingId);
  const time = analysedTime(context, recordingId);
  const { events: found, criteria } = listEvents(context, recordingId);
  const events = countedEvents(found);
  const lastEdit = history.done.at(-1) ?? null;

  const eventNames = events.map(({ kind, startSample }) => `${kind} ${startSample}`).join();
  const basis = [lastEdit, predictions, time, eventNames];
  const computed = summaries.recall(reading, basis, () => {
    const { sample, beatClass } = toBeatColumns(reading, predictions);
    const { sampleRateHz, sampleCount, startTime } = recording;
    const { excluded } = time;
    const beats = { sample, beatClass, sampleRateHz, sampleCount, excluded };
    const running = runTrends({ beats, startTime, events });
    running.catch(() => {
      summaries.forget(reading);
    });
    return running;
  });
  const { histogram, hrv, hours, ...summary } = await computed;

  const sentences = describeCriteria(criteria);
  return {
    ...summary,
    hours: [...hours],
    hrv: { ...hrv, values: [...hrv.values] },
    histogram: { ...histogram, all: [...histogram.all], nn: [...histogram.nn] },
    excluded: [...time.excluded],
    excludedByCause: [...time.byCause],
    qualityAssessed: time.assessed,
    eventCriteria: Object.values(HOURLY_EVENTS)
      .flat()
      .map((kind) => sentences[kind])
      .filter((sentence) => sentence !== undefined),
    computedFrom: { modelId: predictions?.modelId ?? null, lastEdit },
  };
}
