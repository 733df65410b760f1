import type { RecordingTrends } from '../../app/contract/trends.ts';
import type { Reading } from '../../app/domain/reading.ts';
import { describeCriteria } from '../../app/rhythm/event-criteria.ts';
import { HOURLY_EVENTS } from '../../app/trends/hourly-table.ts';
import type { TrendSummary } from '../../app/trends/trend-summary.ts';
import { runTrends } from '../jobs/trends-task.ts';
import { analysedTime } from './analysed-time.ts';
import { toBeatColumns } from './beat-table.ts';
import type { CoreContext } from './context.ts';
import { listEvents } from './recording-events.ts';

/** Figures on their way or there, and all that they are computed from. */
interface KnownTrends {
  readonly basis: readonly unknown[];
  readonly summary: Promise<TrendSummary>;
}

/** The latest of each reading in memory. */
const known = new WeakMap<Reading, KnownTrends>();

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
  const events = found.filter(({ disposition }) => disposition?.status !== 'dismissed');
  const lastEdit = history.done.at(-1) ?? null;

  const eventNames = events.map(({ kind, startSample }) => `${kind} ${startSample}`).join();
  const basis = [lastEdit, predictions, time, eventNames];
  let current = known.get(reading);
  if (current === undefined || current.basis.some((part, index) => part !== basis[index])) {
    const { sample, beatClass } = toBeatColumns(reading, predictions);
    const { sampleRateHz, sampleCount, startTime } = recording;
    const { excluded } = time;
    const beats = { sample, beatClass, sampleRateHz, sampleCount, excluded };
    current = { basis, summary: runTrends({ beats, startTime, events }) };
    known.set(reading, current);
    current.summary.catch(() => known.delete(reading));
  }
  const { histogram, hrv, hours, ...summary } = await current.summary;

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
