import type { Job, RecordingDetail, RecordingSummary } from '../../../app/contract/schemas.ts';
import type { Settings } from '../../../app/contract/settings.ts';
import type { TrainingRun } from '../../../app/contract/training.ts';
import { zeroPerClass } from '../../../app/domain/beat-class.ts';
import { AppError } from '../../../app/domain/app-error.ts';
import { createFakeBridge } from '../fake-bridge.ts';
import {
  ANALYSE_JOB,
  detailOf,
  ENGINES,
  FAILED_JOB,
  recording,
  RECORDINGS,
} from './made-up-library.ts';
import { epoch, INTERRUPTED_RUN, MODELS, TRAINING_DATA, TRAINING_RUN } from './made-up-training.ts';
import {
  madeUpComparison,
  PROMOTIONS,
  rolesOf,
  TRAINING_SETS,
  trainingSet,
} from './made-up-governance.ts';
import { madeUpEmbedding, madeUpSaliency, madeUpWaveforms } from './made-up-interpretation.ts';
import {
  PROTOCOL_CURVES,
  PROTOCOL_RUNS,
  protocolBeats,
  protocolResult,
} from './made-up-protocols.ts';

/**
 * Starts the renderer on made-up data. `?scenario=empty|library|failed`, `?theme=…`; a started
 * import or training run goes on by itself, one step every `?step=` milliseconds (default 300).
 */
const query = new URLSearchParams(location.search);
const scenario = query.get('scenario') ?? 'library';
const stepMs = Number(query.get('step') ?? '300');
localStorage.clear();

let settings: Settings = {
  reader: query.get('reader') ?? 'Anna Berg',
  theme: (query.get('theme') ?? 'light') as Settings['theme'],
  engine: 'auto',
  timeDisplay: 'elapsed',
  playMode: 'scroll',
  pixelsPerMm: 96 / 25.4,
  keys: {},
};
let recordings: RecordingSummary[] = scenario === 'library' ? [...RECORDINGS] : [];
let models = [...MODELS];
let protocolRuns = scenario === 'library' ? [...PROTOCOL_RUNS] : [];
let locked = new Set(['rec-231']);
let runs: TrainingRun[] = scenario === 'library' ? [TRAINING_RUN, INTERRUPTED_RUN] : [];
const jobs: Job[] = scenario === 'library' ? [ANALYSE_JOB, FAILED_JOB] : [];
const coreError =
  scenario === 'failed'
    ? 'The library /home/reader/.config/Ectopy/library was written by Ectopy 2.1, newer than this one. Install that version, or choose another library.'
    : null;

/** Advances a job step by step until it is done or cancelled. */
function run(job: Job, steps: number, onStep: (step: number) => void, onDone: () => void): void {
  jobs.push(job);
  let step = 0;
  const timer = setInterval(() => {
    step += 1;
    const current = jobs.find(({ id }) => id === job.id);
    const cancelled = current?.state === 'cancelled';
    const state = cancelled ? 'cancelled' : step >= steps ? 'done' : 'running';
    const next = {
      ...job,
      state,
      progress: step / steps,
      secondsLeft: 2 * (steps - step),
    } as const;
    jobs.splice(
      jobs.findIndex(({ id }) => id === job.id),
      1,
      next,
    );
    if (!cancelled) onStep(step);
    if (state === 'done') onDone();
    if (state !== 'running') clearInterval(timer);
    fake.emit('job:changed', next);
  }, stepMs);
}

function describe(recordingId: string): RecordingDetail {
  const found = recordings.find(({ id }) => id === recordingId);
  if (found === undefined) throw new AppError('not-found', 'There is no such recording.');
  return detailOf(found);
}

function importRecording(name: string, sourcePath: string): { jobId: string } {
  const id = `rec-${recordings.length}`;
  const jobId = `job-import-${recordings.length}`;
  const arrived = recording({ id, name, sourcePath, status: 'importing', byClass: zeroPerClass() });
  recordings = [...recordings, arrived];
  fake.emit('recording:changed', { recordingId: id });
  const job: Job = {
    ...ANALYSE_JOB,
    id: jobId,
    kind: 'import',
    title: `Import ${name}`,
    recordingId: id,
    stage: 'reading',
    progress: 0,
  };
  run(
    job,
    10,
    () => undefined,
    () => {
      recordings = recordings.map((old) =>
        old.id === id ? recording({ id, name, sourcePath }) : old,
      );
      fake.emit('recording:changed', { recordingId: id });
    },
  );
  return { jobId };
}

const fake = createFakeBridge({
  'app:info': () => ({
    version: '0.1.0',
    electron: '45.4.1',
    coreHost: 'utility-process',
    coreState: coreError === null ? 'running' : 'failed',
    coreError,
    platform: 'linux',
    libraryFolder: '/home/reader/.config/Ectopy/library',
  }),
  'app:pick-recordings': () => ({ paths: ['/home/reader/mitdb/233.hea'] }),
  'app:pick-folder': () => ({ path: '/home/reader/ecg-data' }),
  'recordings:list': () => {
    if (coreError !== null) throw new AppError('core-unavailable', coreError);
    return recordings;
  },
  'recordings:open': ({ recordingId }) => describe(recordingId),
  'recordings:describe': ({ recordingId }) => describe(recordingId),
  'app:offer-recent': () => ({}),
  'recordings:import': ({ path }) =>
    importRecording(
      path
        .split('/')
        .at(-1)
        ?.replace(/\.\w+$/, '') ?? path,
      path,
    ),
  'recordings:create-demo': ({ hours, seed }) =>
    importRecording(`Demo Holter ${hours} h`, `demo: ${hours} h, seed ${seed}`),
  'recordings:analyse': () => ({ jobId: 'job-none' }),
  'recordings:earlier-copy': () => null,
  'recordings:work': () => ({
    signedVersions: 2,
    signers: ['Ada Berg'],
    readings: 1,
    editedBeats: 13,
    bookmarks: 3,
    eventWords: 1,
    reportTexts: 1,
  }),
  'recordings:remove': ({ recordingId }) => {
    recordings = recordings.filter(({ id }) => id !== recordingId);
    return {};
  },
  'jobs:list': () => jobs,
  'jobs:cancel': ({ jobId }) => {
    const index = jobs.findIndex(({ id }) => id === jobId);
    const job = jobs[index];
    if (job !== undefined) jobs.splice(index, 1, { ...job, state: 'cancelled' });
    return {};
  },
  'models:list': () => models,
  'models:promote': ({ modelId }) => {
    models = models.map((model) => ({ ...model, active: model.id === modelId }));
    fake.emit('models:changed', {});
    return {};
  },
  'models:compare': () => madeUpComparison(),
  'models:promotions': () => [...PROMOTIONS],
  'models:export': ({ folder, modelId, format }) => ({ path: `${folder}/${modelId}-${format}` }),
  'models:import': () => ({ modelId: 'tuned-20261122-1' }),
  'models:rollback': () => {
    models = [...MODELS];
    return { modelId: MODELS[0]?.id ?? '' };
  },
  'training:data': () =>
    scenario === 'library'
      ? TRAINING_DATA
      : { byClass: zeroPerClass(), recordings: [], byReader: [], excluded: [] },
  'training:runs': () => runs,
  'training:sets': () => (scenario === 'library' ? [...TRAINING_SETS] : []),
  'training:set': ({ setId }) => trainingSet(setId),
  'recordings:roles': () => rolesOf(recordings, locked),
  'recordings:lock': ({ recordingId, locked: lock }) => {
    locked = new Set([...locked].filter((id) => id !== recordingId));
    if (lock) locked.add(recordingId);
    return {};
  },
  'recordings:assign-patient': () => ({}),
  'protocol-runs:list': () => protocolRuns,
  'protocol-runs:result': ({ runId }) => {
    const run = protocolRuns.find(({ id }) => id === runId);
    return run?.status === 'done' ? protocolResult(run) : null;
  },
  'protocol-runs:curves': ({ runId }) => (runId === 'run-quick' ? [...PROTOCOL_CURVES] : []),
  'protocol-runs:beats': protocolBeats,
  'protocol-runs:remove': ({ runId }) => {
    protocolRuns = protocolRuns.filter(({ id }) => id !== runId);
    return {};
  },
  'protocol-runs:start': (request) => {
    const id = `run-new-${protocolRuns.length}`;
    const jobId = `job-${id}`;
    const startedAt = new Date().toISOString();
    const begun = {
      ...request,
      id,
      engine: 'auto',
      startedAt,
      endedAt: null,
      error: null,
    } as const;
    protocolRuns = [{ ...begun, status: 'running' }, ...protocolRuns];
    run(
      {
        ...ANALYSE_JOB,
        id: jobId,
        kind: 'protocol',
        title: 'Protocol',
        recordingId: null,
        runId: id,
      },
      12,
      (step) => {
        const training = { contender: 'paper', part: 'all of DS1', seed: 1 };
        fake.emit('protocol-run:epoch', { runId: id, ...training, epoch: epoch(step) });
      },
      () => {
        protocolRuns = protocolRuns.map((old) =>
          old.id === id ? { ...begun, status: 'done' } : old,
        );
      },
    );
    return { jobId, runId: id };
  },
  'interpretation:saliency': () => madeUpSaliency(),
  'interpretation:embedding': () => ({ jobId: null, value: madeUpEmbedding() }),
  'interpretation:waveforms': () => ({ jobId: null, value: madeUpWaveforms() }),
  'training:start': ({ config }) => {
    const id = `run-${runs.length + 1}`;
    const jobId = `job-${id}`;
    const begun: TrainingRun = {
      ...INTERRUPTED_RUN,
      id,
      status: 'running',
      startedAt: new Date().toISOString(),
      config,
      epochs: [],
    };
    runs = [begun, ...runs];
    run(
      {
        ...ANALYSE_JOB,
        id: jobId,
        kind: 'train',
        title: 'Train',
        recordingId: null,
        stage: 'training',
      },
      config.epochs,
      (step) => {
        runs = runs.map((old) =>
          old.id === id ? { ...old, epochs: [...old.epochs, epoch(step)] } : old,
        );
        fake.emit('training:epoch', { runId: id, epoch: epoch(step) });
      },
      () => {
        const { before, after, holdout, resultModelId } = TRAINING_RUN;
        const ended = { status: 'done' as const, before, after, holdout, resultModelId };
        runs = runs.map((old) => (old.id === id ? { ...old, ...ended } : old));
      },
    );
    return { jobId, runId: id };
  },
  'settings:get': () => settings,
  'settings:set': ({ settings: changed }) => {
    settings = { ...settings, ...changed } as Settings;
    return settings;
  },
  'engines:probe': () => [...ENGINES],
});

Object.defineProperty(window, 'ectopy', { value: fake.bridge });
Object.defineProperty(window, 'fake', { value: fake });
await import('../../../renderer/main.ts');
