import type { Handlers } from '../../../app/contract/channels.ts';
import type { RecordingDetail, RecordingSummary } from '../../../app/contract/schemas.ts';
import { AppError } from '../../../app/domain/app-error.ts';
import { zeroPerClass } from '../../../app/domain/beat-class.ts';
import type { Store } from '../../store/store.ts';
import type { StoredRecording } from '../../store/queries/recordings.ts';
import { startClassification } from '../classify.ts';
import { assessQualityOf } from '../assess-quality.ts';
import { now } from '../context.ts';
import type { CoreContext } from '../context.ts';
import { earlierCopy } from '../earlier-copy.ts';
import { findRecording } from '../find-recording.ts';
import { analysedTimeOf } from '../analysed-time.ts';
import { countReading } from '../beat-table.ts';
import type { OpenReading } from '../open-reading.ts';
import { openReadingOf } from '../open-readings.ts';
import { isBlinded } from '../reading-rights.ts';
import { readingWork } from '../reading-work.ts';
import { reviewState } from '../review-state.ts';
import { identifyOpen } from '../since-signed.ts';
import { sourceOf, startImport } from '../import-recording.ts';

type RecordingChannel =
  | 'recordings:list'
  | 'recordings:open'
  | 'recordings:describe'
  | 'recordings:import'
  | 'recordings:create-demo'
  | 'recordings:analyse'
  | 'recordings:remove'
  | 'recordings:work'
  | 'recordings:earlier-copy'
  | 'view-state:save';

export function recordingHandlers(context: CoreContext) {
  const { store, emit } = context;
  return {
    'recordings:list': () =>
      store.recordings.list().map((recording) => summarise(context, recording)),
    'recordings:open': ({ recordingId }) => {
      const recording = findRecording(store, recordingId);
      store.recordings.markOpened(recording.key, now());
      assessQualityOf(context, recordingId);
      return describe(context, recording);
    },
    'recordings:describe': ({ recordingId }) =>
      describe(context, findRecording(store, recordingId)),
    'recordings:import': ({ path }) => ({ jobId: startImport(context, sourceOf(path)) }),
    'recordings:create-demo': ({ hours, seed }) => ({
      jobId: startImport(context, { kind: 'demo', hours, seed }),
    }),
    'recordings:analyse': ({ recordingId }) => {
      const { key } = findRecording(store, recordingId);
      if (store.currentReadings.read(key) === null) {
        throw new AppError('conflict', 'This recording was not imported completely.', {
          remedy: 'Import it again.',
        });
      }
      return { jobId: startClassification(context, recordingId, { background: false }) };
    },
    'recordings:earlier-copy': ({ recordingId }) => earlierCopy(context, recordingId),
    'recordings:work': ({ recordingId }) => readingWork(store, recordingId),
    'recordings:remove': async ({ recordingId }) => {
      findRecording(store, recordingId);
      await context.jobs.cancelAllFor(recordingId);
      remove(context, recordingId);
      context.jobs.forget(recordingId);
      emit({ name: 'recording:changed', payload: { recordingId } });
      store.forgetRemoved();
      return {};
    },
    'view-state:save': ({ recordingId, state }) => {
      store.viewStates.write(openReadingOf(store, recordingId).key, state);
      return {};
    },
  } satisfies Handlers<RecordingChannel>;
}

function summarise(context: CoreContext, recording: StoredRecording): RecordingSummary {
  const { store } = context;
  const { key, id, name, status, importedAt, openedAt, sourcePath, error } = recording;
  const { sampleRateHz, sampleCount, startTime } = recording;
  const current = store.currentReadings.read(key);
  return {
    id,
    name,
    status,
    importedAt,
    openedAt,
    review: reviewState(context, recording, current?.editedCount ?? 0),
    patient: store.recordingRoles.read(key).patient,
    tags: store.recordingTags.list(key),
    sourcePath,
    sampleRateHz,
    sampleCount,
    leads: store.leads.list(key),
    startTime,
    beatCount: current?.beatCount ?? 0,
    byClass: current?.byClass ?? zeroPerClass(),
    excludedBeats: current?.excludedBeats ?? 0,
    editedBeats: current?.editedCount ?? 0,
    analysedSamples: current?.analysedSamples ?? null,
    checks: store.findings.countChecks(key),
    problems: store.findings.countProblems(key),
    error,
  };
}

function describe(context: CoreContext, recording: StoredRecording): RecordingDetail {
  const { store, readings } = context;
  const { id, key, annotators } = recording;
  const open = store.currentReadings.read(key) === null ? null : readings.of(id);
  const predictions = open?.predictions ?? null;
  const identity = openReadingOf(store, id);
  const isBlind = isBlinded(store, identity);
  return {
    ...summarise(context, recording),
    ...(open?.signed == null ? {} : countsOf(store, open)),
    findings: store.findings.list(key),
    reading: identifyOpen(context, id),
    modelId: predictions?.modelId ?? null,
    engine: predictions?.engine ?? null,
    analysedLead: predictions?.lead ?? null,
    annotators: isBlind ? [] : [...annotators],
    references: isBlind ? [] : store.referenceReadings.annotators(key),
    viewState: store.viewStates.read(identity.key),
    canUndo: open?.signed === null && open.history.done.length > 0,
    canRedo: open?.signed === null && open.history.undone.length > 0,
    lastSavedAt: open?.signed == null ? store.edits.lastSavedAt(identity.key) : null,
  };
}

/** A version is counted as it was signed; the library goes on counting the reading as it stands. */
function countsOf(store: Store, { recording, reading, predictions }: OpenReading) {
  const time = analysedTimeOf(store, recording, reading);
  const { beatCount, byClass, excludedBeats, editedCount, analysedSamples } = countReading(
    reading,
    predictions,
    time,
  );
  return { beatCount, byClass, excludedBeats, editedBeats: editedCount, analysedSamples };
}

/** Takes the recording out of the library. Its edit log stays: nothing may ever delete from it. */
function remove(context: CoreContext, recordingId: string): void {
  const { store, readings, openFolders, folders } = context;
  // A cancelled import has removed itself by now.
  const recording = store.recordings.byId(recordingId);
  if (recording !== null) {
    const { key } = recording;
    store.transaction(() => {
      store.removedNames.forget(recording);
      store.recordings.markRemoved(key, now());
      store.currentReadings.remove(key);
      store.predictions.remove(key);
      store.detections.remove(key);
      store.signalQuality.remove(key);
      store.editedBeats.remove(key);
      store.recordingRoles.remove(key);
      store.recordingTags.replace(key, []);
      store.groupings.forget(key);
      store.bookmarks.forget(key);
      store.eventJudgements.forget(key);
      store.reportForms.forget(key);
      store.signedContents.forget(key);
      store.referenceReadings.remove(key);
      store.viewStates.remove(key);
      store.leads.replace(key, []);
      store.findings.replace(key, []);
    });
  }
  readings.forget(recordingId);
  openFolders.close(recordingId);
  folders.removeRecording(recordingId);
}
