import type { Store } from '../store/store.ts';
import { analysedTimeOf } from './analysed-time.ts';
import { countReading } from './beat-table.ts';
import type { OpenReading } from './open-reading.ts';

/** The counts that the library shows are those of the reading that is open: brings them up to date. */
export function keepCounts(
  store: Store,
  { recording, reading, predictions }: Pick<OpenReading, 'recording' | 'reading' | 'predictions'>,
): void {
  const time = analysedTimeOf(store, recording, reading);
  // A blinded reading's model is not the one in use.
  const modelId = store.currentReadings.read(recording.key)?.modelId ?? null;
  store.currentReadings.write(recording.key, {
    ...countReading(reading, predictions, time),
    modelId,
  });
}
