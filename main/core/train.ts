import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { TrainingConfig } from '../../app/contract/training.ts';
import { AppError } from '../../app/domain/app-error.ts';
import { errorText } from '../jobs/error-text.ts';
import type { JobControl } from '../jobs/job-registry.ts';
import { runInWorker } from '../jobs/run-in-worker.ts';
import type { TrainingResult, TrainingTask } from '../jobs/training-task.ts';
import { activeModel } from './active-model.ts';
import { now } from './context.ts';
import type { CoreContext } from './context.ts';
import { removeFolder } from './library-folders.ts';
import { sealComparison } from './model-comparison.ts';
import { readStoredModel } from './model-registry.ts';
import { currentTrainingSet, lockedRecordings, recordingsLearnedFrom, recordingsOfSet } from './training-sets.ts'; // prettier-ignore

export interface StartedRun {
  readonly jobId: string;
  readonly runId: string;
}

/**
 * Trains the active model on all corrections made so far.
 * @throws AppError no-corrections, conflict while another run goes on
 */
export function startTraining(context: CoreContext, config: TrainingConfig): StartedRun {
  const { store } = context;
  requireNoOtherRun(context);
  const model = activeModel(store);
  const baseModelId = model.id;
  const set = currentTrainingSet(context, baseModelId);
  const runId = randomUUID();
  store.trainingRuns.insert({
    id: runId,
    startedAt: now(),
    baseModelId,
    config,
    editsThrough: set.editsThrough,
    trainingSetId: set.id,
  });
  return run(context, runId, { resume: false });
}

/**
 * Goes on with a run that a crash or the end of the program interrupted, from its last checkpoint.
 * @throws AppError not-found, conflict
 */
export function resumeTraining(context: CoreContext, runId: string): StartedRun {
  const { store } = context;
  requireNoOtherRun(context);
  const stored = store.trainingRuns.byId(runId);
  if (stored === null) throw new AppError('not-found', 'This training run is not known.');
  if (stored.status !== 'interrupted') {
    throw new AppError('conflict', 'Only an interrupted training run can be resumed.', {
      remedy: 'Start a new run instead.',
    });
  }
  store.trainingRuns.setStatus(runId, 'running', { endedAt: null });
  return run(context, runId, { resume: true });
}

function requireNoOtherRun({ jobs }: CoreContext): void {
  if (jobs.list().some(({ kind, state }) => kind === 'train' && state === 'running')) {
    throw new AppError('conflict', 'A training run is going on already.', {
      remedy: 'Wait for its end, or cancel it.',
    });
  }
}

function run(context: CoreContext, runId: string, { resume }: { resume: boolean }): StartedRun {
  const jobId = context.jobs.start(
    {
      kind: 'train',
      title: 'Retrain on corrections',
      recordingId: null,
      lane: 'training',
      pacedBy: 'training',
    },
    async (control) => {
      try {
        await train(context, runId, control, resume);
      } catch (cause) {
        const error = context.store.describeError(cause);
        settleFailure(context, runId, control.signal.aborted, error);
        throw error;
      }
    },
  );
  return { jobId, runId };
}

async function train(
  context: CoreContext,
  runId: string,
  control: JobControl,
  resume: boolean,
): Promise<void> {
  const { store, folders, emit } = context;
  const stored = store.trainingRuns.byId(runId);
  const base = stored === null ? null : store.models.byId(stored.baseModelId);
  if (stored === null || base === null) {
    throw new AppError('not-found', 'The model that this run started from is not known any more.');
  }
  const setId = store.trainingRuns.trainingSetId(runId);
  const set = setId === null ? null : store.trainingSets.byId(setId);
  if (set === null) {
    throw new AppError('conflict', 'This run was started before training sets were kept.', {
      remedy: 'Start a new run instead.',
    });
  }
  const recordings = recordingsOfSet(context, set, base.id);
  const learnedFrom = recordingsLearnedFrom(store, base.id);
  for (const { recordingId } of recordings) learnedFrom.add(recordingId);
  const resultModelId = `trained-${runId}`;
  const target = folders.model({ id: resultModelId, shipped: false });
  const task: TrainingTask = {
    modelFolder: folders.model(base),
    outFolder: target,
    checkpointFolder: folders.checkpoint(runId),
    trainingSetVersion: set.version,
    recordings,
    locked: lockedRecordings(context, base.id, learnedFrom),
    config: stored.config,
    engine: store.settings.read().engine,
    resume: resume && existsSync(folders.checkpoint(runId)),
  };
  const result = (await runInWorker('training.worker', task, {
    signal: control.signal,
    onProgress: control.report.bind(control),
    onEpoch: (epoch) => {
      store.trainingRuns.putEpoch(runId, epoch);
      emit({ name: 'training:epoch', payload: { runId, epoch } });
    },
  })) as TrainingResult;

  const { holdout, before, after } = result;
  const comparison = sealComparison({
    runId,
    baseModelId: base.id,
    resultModelId,
    trainingSetId: set.id,
    tables: [...result.tables],
    warnings: [...result.warnings],
  });
  store.transaction(() => {
    store.models.put(readStoredModel(target, { shipped: false }));
    store.trainingRuns.finish(runId, { resultModelId, holdout, before, after, comparison }, now());
  });
  removeFolder(folders.training(runId));
  emit({ name: 'models:changed', payload: {} });
}

function settleFailure(
  { store, folders, jobs }: CoreContext,
  runId: string,
  cancelled: boolean,
  error: unknown,
): void {
  const endedAt = now();
  // The core is ending: its checkpoint stays, so that the run can be resumed.
  if (jobs.closing) {
    store.trainingRuns.setStatus(runId, 'interrupted', { endedAt });
    return;
  }
  removeFolder(folders.training(runId));
  if (cancelled) store.trainingRuns.setStatus(runId, 'cancelled', { endedAt });
  else {
    store.trainingRuns.setStatus(runId, 'failed', { endedAt, error: errorText(error) });
  }
}
