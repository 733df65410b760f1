import { randomUUID } from 'node:crypto';
import type {
  CellBeat,
  ProtocolBeatQuery,
  ProtocolRequest,
  ProtocolResult,
  ProtocolRun,
} from '../../app/contract/protocol-result.ts';
import { AppError } from '../../app/domain/app-error.ts';
import { errorText } from '../jobs/error-text.ts';
import type { JobControl } from '../jobs/job-registry.ts';
import type { ProtocolTask } from '../jobs/protocol-task.ts';
import { runAnalysis } from '../jobs/run-analysis.ts';
import { runInWorker } from '../jobs/run-in-worker.ts';
import { ownVersion } from '../process/own-version.ts';
import { now } from './context.ts';
import type { CoreContext } from './context.ts';
import { removeFolder } from './library-folders.ts';
import { openRecordFinder } from './record-finder.ts';
import type { StartedRun } from './train.ts';

/** Runs wait for each other and for a retraining: each wants all of the machine. */
export function startProtocolRun(context: CoreContext, request: ProtocolRequest): StartedRun {
  const { store } = context;
  const id = randomUUID();
  const { engine } = store.settings.read();
  store.protocolRuns.insert({ id, startedAt: now(), request, engine });
  return run(context, id);
}

/**
 * Goes on with a run that was cancelled, failed or was interrupted, from its checkpoints: with the
 * same request on the same engine it ends as it would have.
 * @throws AppError not-found, conflict
 */
export function resumeProtocolRun(context: CoreContext, runId: string): StartedRun {
  const { store } = context;
  const { status } = findRun(context, runId);
  if (status === 'running' || status === 'done') {
    const state = status === 'done' ? 'is done' : 'is going on';
    throw new AppError('conflict', `This protocol run ${state}: there is nothing to resume.`);
  }
  store.protocolRuns.setStatus(runId, 'running', { endedAt: null });
  return run(context, runId);
}

/**
 * Removes a run with all that it computed.
 * @throws AppError not-found, conflict while it goes on
 */
export function removeProtocolRun(context: CoreContext, runId: string): void {
  const { store, folders } = context;
  if (findRun(context, runId).status === 'running') {
    throw new AppError('conflict', 'A protocol run that is going on cannot be removed.', {
      remedy: 'Cancel it first.',
    });
  }
  store.protocolRuns.remove(runId);
  removeFolder(folders.protocolRun(runId));
}

/**
 * The beats behind a cell of a confusion matrix, and where the library has them.
 * @throws AppError not-found, conflict while there is no result
 */
export async function testedBeats(
  context: CoreContext,
  runId: string,
  cell: Omit<ProtocolBeatQuery, 'runId'>,
): Promise<CellBeat[]> {
  const request = findRun(context, runId);
  const result = context.store.protocolRuns.result(runId);
  if (result === null) {
    throw new AppError('conflict', 'This protocol run has no result yet.', {
      remedy: 'Wait for its end, or resume it.',
    });
  }
  const run = { request, result, outFolder: context.folders.protocolRun(runId) };
  const beats = await runAnalysis(
    { kind: 'tested-beats', run, cell },
    { signal: new AbortController().signal, onProgress: () => undefined },
  );
  const find = openRecordFinder(context, request.dataFolder);
  return beats.map((beat) => ({ ...beat, inLibrary: find(beat) }));
}

/** @throws AppError not-found */
export function findRun({ store }: CoreContext, runId: string): ProtocolRun {
  const found = store.protocolRuns.byId(runId);
  if (found === null) throw new AppError('not-found', 'This protocol run is not known.');
  return found;
}

function run(context: CoreContext, runId: string): StartedRun {
  const { protocol } = findRun(context, runId);
  const jobId = context.jobs.start(
    { kind: 'protocol', title: `Protocol ${protocol}`, recordingId: null, runId, lane: 'training' },
    async (control) => {
      try {
        await compute(context, runId, control);
      } catch (cause) {
        const error = context.store.describeError(cause);
        settleFailure(context, runId, control.signal.aborted, error);
        throw error;
      }
    },
  );
  return { jobId, runId };
}

async function compute(context: CoreContext, runId: string, control: JobControl): Promise<void> {
  const { store, folders, emit } = context;
  const { protocol, networks, loss, dataFolder, seeds, quick, engine } = findRun(context, runId);
  const task: ProtocolTask = {
    protocol,
    networks,
    loss,
    dataFolder,
    seeds,
    quick,
    outFolder: folders.protocolRun(runId),
    ledgerFolder: folders.protocols,
    engine,
    version: ownVersion(),
  };
  const result = (await runInWorker('protocol.worker', task, {
    signal: control.signal,
    onProgress: control.report.bind(control),
    onProtocolEpoch: (epoch) => {
      store.protocolRuns.putEpoch(runId, epoch);
      emit({ name: 'protocol-run:epoch', payload: { runId, ...epoch } });
    },
  })) as ProtocolResult;
  store.protocolRuns.finish(runId, result, now());
}

/** What was computed stays, however the run ended: only the user removes it. */
function settleFailure(
  { store, jobs }: CoreContext,
  runId: string,
  cancelled: boolean,
  error: unknown,
): void {
  const endedAt = now();
  if (jobs.closing) store.protocolRuns.setStatus(runId, 'interrupted', { endedAt });
  else if (cancelled) store.protocolRuns.setStatus(runId, 'cancelled', { endedAt });
  else store.protocolRuns.setStatus(runId, 'failed', { endedAt, error: errorText(error) });
}
