import { BEAT_CLASSES } from '../../app/domain/beat-class.ts';
import { beatPlaces } from '../../app/domain/reading.ts';
import type { BeatPlaces, Reading } from '../../app/domain/reading.ts';
import { NO_MODEL_CLASS } from '../../app/contract/beat-columns.ts';
import { AppError } from '../../app/domain/app-error.ts';
import type { ClassifyResult } from '../jobs/analysis-tasks.ts';
import { errorText } from '../jobs/error-text.ts';
import type { JobControl } from '../jobs/job-registry.ts';
import { runAnalysis } from '../jobs/run-analysis.ts';
import type { StoredModel } from '../store/queries/models.ts';
import type { Predictions } from '../store/queries/predictions.ts';
import type { StoredReading } from '../store/queries/readings.ts';
import { activeModel, findActiveModel } from './active-model.ts';
import { now } from './context.ts';
import type { CoreContext } from './context.ts';
import { findRecording } from './find-recording.ts';
import { groupIfNeeded } from './group-jobs.ts';
import { keepCounts } from './kept-counts.ts';

/**
 * Has a model classify a recording's beats and shows its classes from then on. Ids,
 * places and readers' labels stay as they are, also those changed while the model was computing.
 */
async function classify(
  context: CoreContext,
  recordingId: string,
  control: JobControl,
): Promise<void> {
  const { store, readings, folders } = context;
  const { recording, identity, reading } = readings.current(recordingId);
  const active = activeModel(store);
  const model = modelToAsk(store, identity, active);
  const places = beatPlaces(reading);
  // A recording without any beat is classified as soon as it is asked for.
  const result =
    places.sample.length === 0
      ? emptyResult(model.id)
      : await runAnalysis(
          {
            kind: 'classify',
            folder: folders.recording(recordingId),
            beatSamples: places.sample,
            modelFolder: folders.modelFor(model, recordingId),
            engine: store.settings.read().engine,
          },
          { signal: control.signal, onProgress: control.report.bind(control) },
        );
  if (result.modelId !== model.id) {
    throw new AppError('model-damaged', `The folder of model ${model.id} holds another model.`, {
      file: folders.model(model),
      remedy: 'Choose another model in the training view.',
    });
  }
  const earlier = store.predictions.read(recording.key, model.id);
  const predictions = byBeatId(places, reading.nextBeatId - 1, result, earlier);
  store.transaction(() => {
    store.predictions.write(recording.key, predictions, now());
    if (model.id === active.id) store.currentReadings.setModel(recording.key, model.id);
    readings.forget(recordingId);
    keepCounts(store, readings.current(recordingId));
    store.recordings.setStatus(recording.key, 'ready');
  });
}

/** The active model until it has classified the recording; then that which a blinded reading keeps. */
function modelToAsk(
  store: CoreContext['store'],
  { recordingKey, modelId }: StoredReading,
  active: StoredModel,
): StoredModel {
  const isShown = store.currentReadings.read(recordingKey)?.modelId === active.id;
  return (isShown && modelId !== null ? store.models.byId(modelId) : null) ?? active;
}

/** Beats that only another reading of the recording has keep what the same model said of them. */
function byBeatId(
  { beatId }: BeatPlaces,
  lastId: number,
  result: ClassifyResult,
  earlier: Predictions | null,
): Predictions {
  const classCount = BEAT_CLASSES.length;
  const count = Math.max(lastId, earlier?.classes.length ?? 0);
  const classes = new Uint8Array(count).fill(NO_MODEL_CLASS);
  const probabilities = new Uint16Array(count * classCount);
  if (earlier !== null) {
    classes.set(earlier.classes);
    probabilities.set(earlier.probabilities);
  }
  beatId.forEach((id, index) => {
    classes[id - 1] = result.beatClass[index] ?? NO_MODEL_CLASS;
    const first = index * classCount;
    const own = result.probabilities.subarray(first, first + classCount);
    probabilities.set(own, (id - 1) * classCount);
  });
  const { modelId, engine, lead } = result;
  return { modelId, engine, lead, classes, probabilities };
}

function emptyResult(modelId: string): ClassifyResult {
  return {
    beatClass: new Uint8Array(),
    probabilities: new Uint16Array(),
    engine: 'none',
    modelId,
    lead: 0,
  };
}

/** Whether a beat is shown that no reader has labelled and this model has not seen. */
export function hasUnseenBeats(reading: Reading, predictions: Predictions | null): boolean {
  const unseen = (beatId: number): boolean =>
    (predictions?.classes[beatId - 1] ?? NO_MODEL_CLASS) === NO_MODEL_CLASS;
  for (const [beatId, mark] of reading.marks) {
    if (!mark.deleted && mark.label === null && unseen(beatId)) return true;
  }
  if (predictions === null) return reading.detected.length > 0;
  return reading.detected.some((_, index) => unseen(index + 1) && !reading.marks.has(index + 1));
}

/** Jobs that end with a recording's classification. */
const CLASSIFYING_JOBS = ['import', 'demo', 'analyse'] as const;

/** Starts the job that classifies an imported recording, unless one is on its way. */
export function startClassification(
  context: CoreContext,
  recordingId: string,
  { background }: { readonly background: boolean },
): string {
  const { store, jobs, emit } = context;
  const running = jobs.runningFor(recordingId, CLASSIFYING_JOBS);
  if (running !== null) return running.id;
  const { key, name, status } = findRecording(store, recordingId);
  if (store.currentReadings.read(key)?.modelId == null) {
    store.recordings.setStatus(key, 'analysing');
  } else if (status !== 'ready') {
    store.recordings.setStatus(key, 'ready');
  }
  emit({ name: 'recording:changed', payload: { recordingId } });
  return jobs.start(
    {
      kind: 'analyse',
      title: background ? `Reclassify ${name}` : `Analyse ${name}`,
      recordingId,
      lane: 'analysis',
      background,
    },
    (control) => classifyAndSettle(context, recordingId, control),
  );
}

/** Classifies, and leaves the recording in a state that says how that went. */
export async function classifyAndSettle(
  context: CoreContext,
  recordingId: string,
  control: JobControl,
): Promise<void> {
  const { emit, store } = context;
  try {
    await classify(context, recordingId, control);
  } catch (cause) {
    const error = store.describeError(cause);
    settleFailure(context, recordingId, control.signal.aborted, error);
    throw error;
  } finally {
    emit({ name: 'recording:changed', payload: { recordingId } });
  }
  groupIfNeeded(context, recordingId);
  if (!isUpToDate(context, recordingId)) {
    // This job must have ended before the next one for the same recording is started.
    setImmediate(() => {
      if (context.jobs.closing || store.recordings.byId(recordingId) === null) return;
      startClassification(context, recordingId, { background: true });
    });
  }
}

/** False when a model was promoted, or a deletion undone, while the classes were computed. */
function isUpToDate({ store, readings }: CoreContext, recordingId: string): boolean {
  const active = findActiveModel(store);
  if (active === null || store.recordings.byId(recordingId) === null) return true;
  const { recording, reading, predictions } = readings.current(recordingId);
  const isShown = store.currentReadings.read(recording.key)?.modelId === active.id;
  return isShown && !hasUnseenBeats(reading, predictions);
}

function settleFailure(
  { store, jobs }: CoreContext,
  recordingId: string,
  cancelled: boolean,
  error: unknown,
): void {
  const recording = store.recordings.byId(recordingId);
  // With an earlier classification the recording stays usable; at the core's end it stays
  // `analysing`, to be started again with the next core.
  if (recording?.status !== 'analysing' || jobs.closing) return;
  const text = cancelled
    ? 'The analysis was cancelled before the beats were classified. Analyse the recording again.'
    : errorText(error);
  store.recordings.setStatus(recording.key, 'failed', text);
}

/**
 * Makes every recording show the active model: at once where its classes are known already, by a
 * background job elsewhere. The recordings opened last come first.
 */
export function showActiveModel(context: CoreContext): void {
  const { store, readings, emit } = context;
  const active = findActiveModel(store);
  if (active === null) return;
  for (const recording of store.recordings.list()) {
    const { id, key, status } = recording;
    const shown = store.currentReadings.read(key);
    if (status !== 'ready' || shown === null || shown.modelId === active.id) continue;
    const predictions = store.predictions.read(key, active.id);
    if (predictions !== null) {
      store.currentReadings.setModel(key, active.id);
      readings.forget(id);
      const open = readings.current(id);
      keepCounts(store, open);
      emit({ name: 'recording:changed', payload: { recordingId: id } });
      if (!hasUnseenBeats(open.reading, open.predictions)) continue;
    }
    startClassification(context, id, { background: true });
  }
}
