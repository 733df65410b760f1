import type { TrainingData } from '../../app/contract/training.ts';
import { CLASS_BEFORE_ANALYSIS } from '../../app/domain/annotation-log.ts';
import { beatClassIndex, zeroPerClass } from '../../app/domain/beat-class.ts';
import type { PerClass } from '../../app/domain/beat-class.ts';
import { isInside, unionSpans, type Span } from '../../app/domain/regions.ts';
import type { AnalysedTime } from '../../app/quality/analysed-time.ts';
import { regionsAfter } from '../../app/domain/reader-regions.ts';
import { mergeReadings } from '../../app/domain/merged-reading.ts';
import { beatPlaces } from '../../app/domain/reading.ts';
import type { Reading } from '../../app/domain/reading.ts';
import { agreement, judgementsByBeat, type Judgements } from '../../app/learning/reader-agreement.ts'; // prettier-ignore
import { isReadable } from '../../app/signal/readable.ts';
import type { TrainingRecording } from '../jobs/training-task.ts';
import type { StoredReading } from '../store/queries/readings.ts';
import type { RecordingRole } from '../store/queries/recording-roles.ts';
import type { StoredRecording } from '../store/queries/recordings.ts';
import { timeWith } from './analysed-time.ts';
import type { CoreContext } from './context.ts';
import { modelClassOf } from './open-reading.ts';

/** A recording with at least one beat whose class a reader set or confirmed. */
export interface CorrectedReading {
  readonly recording: StoredRecording;
  readonly role: RecordingRole;
  /** All its readings as one. */
  readonly reading: Reading;
  /** What of it is analysed, by its signal and by whoever left something out. */
  readonly time: AnalysedTime;
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
      const ofReadings = store.readings.ofRecording(key);
      const logs = ofReadings.map((of) => ({
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
      const regions = markingReadings(store, ofReadings, editsThrough).flatMap((of) =>
        regionsAfter(store.regionEdits.through(of.key, editsThrough)),
      );
      const time = timeWith(store, recording, regions);
      const log = store.judgements.through(key, editsThrough);
      const role = store.recordingRoles.read(key);
      const firstSeq = log[0]?.seq ?? 0;
      const judgements = judgementsByBeat(log);
      return [{ recording, role, reading, time, adjudicated, judgements, firstSeq }];
    });
}

/** Whose word on time counts: everybody's, until an adjudication was signed. */
function markingReadings(
  store: CoreContext['store'],
  ofReadings: readonly StoredReading[],
  editsThrough: number,
): readonly StoredReading[] {
  const adjudicated = ofReadings.findLast(
    ({ kind, key }) =>
      kind === 'adjudicated' &&
      store.signedVersions.ofReading(key).some((version) => version.editsThrough <= editsThrough),
  );
  return adjudicated === undefined ? ofReadings : [adjudicated];
}

/** Where a lead is not learned from: it cannot be used there, or the time is left out. */
function unusableIn({ time }: CorrectedReading, lead: number): Span[] {
  return unionSpans(...Object.values(time.leads[lead] ?? {}));
}

/** The lead that the model in use classifies; corrections are learned from it. */
function shownLead(store: CoreContext['store'], { key }: StoredRecording): number {
  const modelId = store.currentReadings.read(key)?.modelId ?? null;
  return modelId === null ? 0 : (store.predictions.read(key, modelId)?.lead ?? 0);
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
  let leftOutBeats = 0;
  for (const corrected of correctedReadings({ store }, store.edits.lastSeq())) {
    const { recording, role, reading } = corrected;
    const unusable = unusableIn(corrected, shownLead(store, recording));
    const byClass: PerClass = zeroPerClass();
    let excluded = 0;
    for (const { label, deleted, sample } of reading.marks.values()) {
      if (deleted) {
        excluded++;
        deletedBeats++;
      } else if (label !== null && role.lockedAt !== null) {
        excluded++;
        lockedBeats++;
      } else if (label !== null && isInside(unusable, sample)) {
        excluded++;
        leftOutBeats++;
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
      { reason: EXCLUSION_REASONS.leftOut, beats: leftOutBeats },
    ].filter(({ beats }) => beats > 0),
  };
}

/** Why a judged beat is not learned from. */
export const EXCLUSION_REASONS = {
  deleted: 'deleted by a reader: no beat',
  locked: 'of a recording that is locked for comparison',
  leftOut: 'in time that is left out, or where the lead cannot be used',
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
): TrainingRecording & { readonly beatId: Uint32Array; readonly leftOut: Uint8Array } {
  const { recording, reading, adjudicated, judgements } = corrected;
  const { beatId, sample } = beatPlaces(reading);
  const predictions = store.predictions.read(recording.key, baseModelId);
  const lead = predictions?.lead ?? 0;
  const unusable = unusableIn(corrected, lead);
  const reader = openFolders.of(recording.id);
  const beatClass = new Uint8Array(beatId.length);
  const isCorrected = new Uint8Array(beatId.length);
  const leftOut = Uint8Array.from(sample, (at) => Number(isInside(unusable, at)));
  const weight = new Float32Array(beatId.length).fill(1);
  beatId.forEach((id, index) => {
    const label = reading.marks.get(id)?.label ?? null;
    const shown = label?.beatClass ?? modelClassOf(predictions, id) ?? CLASS_BEFORE_ANALYSIS;
    beatClass[index] = beatClassIndex(shown);
    if (label === null) return;
    isCorrected[index] = 1;
    const isUsable = leftOut[index] === 0 && isReadable(reader, lead, sample[index] ?? 0);
    if (!isUsable) weight[index] = 0;
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
    leftOut,
  };
}
