import type { TrainingData } from '../../app/contract/schemas.ts';
import { applyEntries, CLASS_BEFORE_ANALYSIS } from '../../app/domain/annotation-log.ts';
import { beatClassIndex, zeroPerClass } from '../../app/domain/beat-class.ts';
import type { PerClass } from '../../app/domain/beat-class.ts';
import { beatPlaces, createReading } from '../../app/domain/reading.ts';
import type { Reading } from '../../app/domain/reading.ts';
import type { TrainingRecording } from '../jobs/training-task.ts';
import type { StoredRecording } from '../store/queries/recordings.ts';
import type { CoreContext } from './context.ts';
import { modelClassOf } from './open-readings.ts';

type Context = Pick<CoreContext, 'store' | 'folders'>;

/** A recording with at least one beat whose class a reader set or confirmed. */
interface CorrectedReading {
  readonly recording: StoredRecording;
  readonly reading: Reading;
}

/**
 * Corrected recordings as they were at a point of the edit log, so that a run which is resumed
 * goes on with the labels that it began with.
 */
function correctedReadings({ store }: Context, editsThrough: number): CorrectedReading[] {
  return store.recordings
    .list()
    .filter(({ status }) => status === 'ready')
    .flatMap((recording) => {
      const entries = store.edits.entriesThrough(recording.key, editsThrough);
      const detected = entries.length === 0 ? null : store.detections.read(recording.key);
      if (detected === null) return [];
      const reading = createReading(detected, recording.sampleCount);
      applyEntries(reading, entries);
      const labelled = [...reading.marks.values()].some(
        ({ label, deleted }) => label !== null && !deleted,
      );
      return labelled ? [{ recording, reading }] : [];
    });
}

/** What training would learn from if it began now. */
export function trainingData(context: Context): TrainingData {
  const total = zeroPerClass();
  const byReader = new Map<string, number>();
  let deletedBeats = 0;
  const corrected = correctedReadings(context, context.store.edits.lastSeq());
  const recordings = corrected.map(({ recording, reading }) => {
    const byClass: PerClass = zeroPerClass();
    let excluded = 0;
    for (const { label, deleted } of reading.marks.values()) {
      if (deleted) excluded++;
      else if (label !== null) {
        byClass[label.beatClass]++;
        total[label.beatClass]++;
        byReader.set(label.reader, (byReader.get(label.reader) ?? 0) + 1);
      }
    }
    deletedBeats += excluded;
    return { recordingId: recording.id, name: recording.name, byClass, excluded };
  });
  return {
    byClass: total,
    recordings,
    byReader: Array.from(byReader, ([reader, beats]) => ({ reader, beats })),
    excluded:
      deletedBeats === 0 ? [] : [{ reason: 'deleted by a reader: no beat', beats: deletedBeats }],
  };
}

/**
 * The same for the training thread: all beats, with those marked that a reader has judged. The
 * others have the class that the model to be trained gives them.
 */
export function trainingRecordings(
  context: Context,
  { editsThrough, baseModelId }: { readonly editsThrough: number; readonly baseModelId: string },
): TrainingRecording[] {
  const { store, folders } = context;
  return correctedReadings(context, editsThrough).map(({ recording, reading }) => {
    const { beatId, sample } = beatPlaces(reading);
    const predictions = store.predictions.read(recording.key, baseModelId);
    const beatClass = new Uint8Array(beatId.length);
    const corrected = new Uint8Array(beatId.length);
    beatId.forEach((id, index) => {
      const label = reading.marks.get(id)?.label ?? null;
      const shown = label?.beatClass ?? modelClassOf(predictions, id) ?? CLASS_BEFORE_ANALYSIS;
      beatClass[index] = beatClassIndex(shown);
      if (label !== null) corrected[index] = 1;
    });
    return {
      recordingId: recording.id,
      name: recording.name,
      folder: folders.recording(recording.id),
      beatSamples: sample,
      beatClass,
      corrected,
    };
  });
}
