import type { ReaderRegion } from '../../app/domain/reader-regions.ts';
import type { Reading } from '../../app/domain/reading.ts';
import {
  analysedTime as accountForTime,
  type AnalysedTime,
} from '../../app/quality/analysed-time.ts';
import { QUALITY_CRITERIA } from '../../app/quality/lead-quality.ts';
import type { StoredRecording } from '../store/queries/recordings.ts';
import type { Store } from '../store/store.ts';
import type { CoreContext } from './context.ts';
import { ReadingMemory } from './reading-memory.ts';

/** A reading whose regions or signal quality change is forgotten. */
const times = new ReadingMemory<AnalysedTime>();

/**
 * What of a recording is analysed, as the present reader's reading has it: everything that counts,
 * lists or averages beats leaves `excluded` out and says so.
 * @throws AppError not-found, conflict when no beats have been detected yet.
 */
export function analysedTime(
  { store, readings }: Pick<CoreContext, 'store' | 'readings'>,
  recordingId: string,
): AnalysedTime {
  const { recording, reading } = readings.of(recordingId);
  return analysedTimeOf(store, recording, reading);
}

/** The same of any reading of the recording. */
export function analysedTimeOf(
  store: Store,
  recording: Pick<StoredRecording, 'key' | 'sampleCount'>,
  reading: Reading,
): AnalysedTime {
  return times.recall(reading, [], () => timeWith(store, recording, reading.regions.values()));
}

/** The same with any regions of readers. */
export function timeWith(
  store: Store,
  { key, sampleCount }: Pick<StoredRecording, 'key' | 'sampleCount'>,
  regions: Iterable<ReaderRegion>,
): AnalysedTime {
  const leadCount = store.leads.list(key).length;
  const quality = store.signalQuality.read(key, QUALITY_CRITERIA, leadCount);
  return accountForTime({ sampleCount, leadCount }, quality, regions);
}

/** After a change of regions or of what was computed. */
export function forgetAnalysedTime(reading: Reading): void {
  times.forget(reading);
}
