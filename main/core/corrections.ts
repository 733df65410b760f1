import type { TrainingData } from '../../app/contract/schemas.ts';
import { CLASS_BEFORE_ANALYSIS } from '../../app/domain/annotation-log.ts';
import { beatClassIndex, zeroPerClass } from '../../app/domain/beat-class.ts';
import type { PerClass } from '../../app/domain/beat-class.ts';
import { mergeReadings } from '../../app/domain/merged-reading.ts';
import { beatPlaces } from '../../app/domain/reading.ts';
import type { Reading } from '../../app/domain/reading.ts';
import { agreement, judgementsByBeat, type Judgements } from '../../app/learning/reader-agreement.ts'; // prettier-ignore
import { isReadable } from '../../app/signal/readable.ts';
import type { TrainingRecording } from '../jobs/training-task.ts';
import type { RecordingRole } from '../store/queries/recording-roles.ts';
import type { StoredRecording } from '../store/queries/recordings.ts';
import type { CoreContext } from './context.ts';
import { modelClassOf } from './open-readings.ts';

/** A recording with at least one beat whose class a reader set or confirmed. */
export interface CorrectedReading {
  readonly recording: StoredRecording;
  readonly role: RecordingRole;
  /** All its readings as one. */
  readonly reading: Reading;
  /** Beats whose label is an adjudicator's. */
  readonly adjudicated: ReadonlySet<number>;
  /** By beat id. */
  readonly judgements: ReadonlyMap<number, Judgements>;
  /** The recording's first edit. */
  readonly firstSeq: number;
}

/**
 * Corrected recordings as they were at a point of the edit log, so that a run which is resumed
 * goes on with the labels that it began with.
 */
export function correctedReadings(
  { store }: Pick<CoreContext, 'store'>,
  editsThrough: number,
): CorrectedReading[] {
  return store.recordings
    .list()
    .filter(({ status }) => status === 'ready')
    .flatMap((recording) => {
      const { key } = recording;
      const logs = store.readings.ofRecording(key).map((of) => ({
        kind: of.kind,
        entries: store.edits.entriesThrough(of.key, editsThrough),
      }));
      const isEmpty = logs.every(({ entries }) => entries.length === 0);
      const detected = isEmpty ? null : store.detections.read(key);
      if (detected === null) return [];
      const { reading, adjudicated } = mergeReadings(detected, recording, logs);
      const labelled = [...reading.marks.values()].some(
        ({ label, deleted }) => label !== null && !deleted,
      );
      if (!labelled) return [];
      const log = store.judgements.through(key, editsThrough);
      const role = store.recordingRoles.read(key);
      const firstSeq = log[0]?.seq ?? 0;
      const judgements = judgementsByBeat(log);
      return [{ recording, role, reading, adjudicated, judgements, firstSeq }];
    });
}

/** What a set keeps apart: recordings of one patient, or a recording of its own. */
function patientOf({ recording, role }: Pick<CorrectedReading, 'recording' | 'role'>): string {
  return role.patient === null ? `recording ${recording.id}` : `patient ${role.patient}`;
}

/** What training would learn from if it began now. */
export function trainingData({ store }: Pick<CoreContext, 'store'>): TrainingData {
  const total = zeroPerClass();
  const byReader = new Map<string, number>();
  let deletedBeats = 0;
  let lockedBeats = 0;
  const recordings: TrainingData['recordings'] = [];
  for (const { recording, role, reading } of correctedReadings({ store }, store.edits.lastSeq())) {
    const byClass: PerClass = zeroPerClass();
    let excluded = 0;
    for (const { label, deleted } of reading.marks.values()) {
      if (deleted) {
        excluded++;
        deletedBeats++;
      } else if (label !== null && role.lockedAt !== null) {
        excluded++;
        lockedBeats++;
      } else if (label !== null) {
        byClass[label.beatClass]++;
        total[label.beatClass]++;
        byReader.set(label.reader, (byReader.get(label.reader) ?? 0) + 1);
      }
    }
    recordings.push({ recordingId: recording.id, name: recording.name, byClass, excluded });
  }
  return {
    byClass: total,
    recordings,
    byReader: Array.from(byReader, ([reader, beats]) => ({ reader, beats })),
    excluded: [
      { reason: EXCLUSION_REASONS.deleted, beats: deletedBeats },
      { reason: EXCLUSION_REASONS.locked, beats: lockedBeats },
    ].filter(({ beats }) => beats > 0),
  };
}

/** Why a judged beat is not learned from. */
export const EXCLUSION_REASONS = {
  deleted: 'deleted by a reader: no beat',
  locked: 'of a recording that is locked for comparison',
  unreadable: 'unreadable: the lead is missing or flat there',
} as const;

/**
 * A corrected recording for the training thread: all beats, with those marked that a reader has
 * judged. The others have the class that the model to be trained gives them.
 */
export function trainingRecording(
  { store, folders, openFolders }: Pick<CoreContext, 'store' | 'folders' | 'openFolders'>,
  corrected: CorrectedReading,
  baseModelId: string,
): TrainingRecording & { readonly beatId: Uint32Array } {
  const { recording, reading, adjudicated, judgements } = corrected;
  const { beatId, sample } = beatPlaces(reading);
  const predictions = store.predictions.read(recording.key, baseModelId);
  const reader = openFolders.of(recording.id);
  const beatClass = new Uint8Array(beatId.length);
  const isCorrected = new Uint8Array(beatId.length);
  const weight = new Float32Array(beatId.length).fill(1);
  beatId.forEach((id, index) => {
    const label = reading.marks.get(id)?.label ?? null;
    const shown = label?.beatClass ?? modelClassOf(predictions, id) ?? CLASS_BEFORE_ANALYSIS;
    beatClass[index] = beatClassIndex(shown);
    if (label === null) return;
    isCorrected[index] = 1;
    if (!isReadable(reader, predictions?.lead ?? 0, sample[index] ?? 0)) weight[index] = 0;
    else if (!adjudicated.has(id)) weight[index] = agreement(judgements.get(id), label.beatClass);
  });
  return {
    recordingId: recording.id,
    name: recording.name,
    folder: folders.recording(recording.id),
    patient: patientOf(corrected),
    beatId,
    beatSamples: sample,
    beatClass,
    corrected: isCorrected,
    weight,
  };
}
