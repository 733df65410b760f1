import type { RecordingInfo } from '../../app/domain/recording.ts';
import { createReading } from '../../app/domain/reading.ts';
import { analysedTimeOf } from '../../main/core/analysed-time.ts';
import { countReading } from '../../main/core/beat-table.ts';
import type { Predictions } from '../../main/store/queries/predictions.ts';
import type { Store } from '../../main/store/store.ts';

const AT = '2026-01-01T00:00:00.000Z';

const TEST_MODEL_ID = 'test-model';

const INFO: RecordingInfo = {
  name: '208',
  sampleRateHz: 360,
  leads: [{ name: 'MLII', units: 'mV', gainPerUnit: 200, baseline: 1024, calibrated: true }],
  startTime: null,
  comments: [],
};

/** A recording in the store as an import leaves it, without any samples on disk. */
export function storeRecording(
  store: Store,
  {
    id = 'rec-1',
    name = INFO.name,
    sourcePath = '/208.hea',
    beats,
  }: { id?: string; name?: string; sourcePath?: string; beats: Uint32Array },
): { id: string; key: number; sampleCount: number } {
  const sampleCount = (beats.at(-1) ?? 0) + 1000;
  const key = store.recordings.insert({
    id,
    name,
    sourcePath,
    importedAt: AT,
  });
  store.transaction(() => {
    store.recordings.describe(key, { ...INFO, name, sampleCount, annotators: ['atr'] });
    store.leads.replace(key, INFO.leads);
    store.detections.insert(key, beats, AT);
    const reading = createReading(beats, sampleCount);
    const time = analysedTimeOf(store, { key, sampleCount }, reading);
    store.currentReadings.write(key, countReading(reading, null, time));
    store.recordings.setStatus(key, 'analysing');
  });
  return { id, key, sampleCount };
}

export function storeModel(store: Store, id = TEST_MODEL_ID): void {
  store.models.put({
    id,
    name: id,
    parentId: null,
    createdAt: AT,
    shipped: true,
    sha256: 'a'.repeat(64),
    card: {},
  });
}

/** Writes what a model said of every beat and shows it; by default N with certainty. */
export function storePredictions(
  store: Store,
  key: number,
  beats: Uint32Array,
  {
    modelId = TEST_MODEL_ID,
    classOf = (): number => 0,
  }: {
    modelId?: string;
    classOf?: (index: number) => number;
  } = {},
): Predictions {
  const classes = Uint8Array.from(beats, (_, index) => classOf(index));
  const probabilities = new Uint16Array(5 * beats.length);
  classes.forEach((predicted, index) => {
    probabilities[5 * index + predicted] = 65535;
  });
  const predictions = { modelId, engine: 'test', lead: 0, classes, probabilities };
  store.transaction(() => {
    store.predictions.write(key, predictions, AT);
    const reading = createReading(beats, 1);
    const time = analysedTimeOf(store, { key, sampleCount: 1 }, reading);
    store.currentReadings.write(key, countReading(reading, predictions, time));
    store.recordings.setStatus(key, 'ready');
  });
  return predictions;
}

/** Evenly spaced beats, 200 samples apart. */
export function evenBeats(count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, index) => 200 * (index + 1));
}
