import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ProtocolRun } from '../../../../../app/contract/protocol-result.ts';
import { AppError } from '../../../../../app/domain/app-error.ts';
import { JobList } from '../../../../../renderer/features/jobs/job-list.svelte.ts';
import { ProtocolRuns } from '../../../../../renderer/features/protocols/protocol-runs.svelte.ts';
import { ResultChoice } from '../../../../../renderer/features/protocols/result-choice.svelte.ts';
import { createFakeBridge, type FakeBridge } from '../../../../support/fake-bridge.ts';
import { ANALYSE_JOB } from '../../../../support/harness/made-up-library.ts';
import { epoch } from '../../../../support/harness/made-up-training.ts';
import { PROTOCOL_RUNS, protocolResult } from '../../../../support/harness/made-up-protocols.ts';

let fake: FakeBridge;
let stored: ProtocolRun[];
let runs: ProtocolRuns;
let stop: () => void;

beforeEach(() => {
  stored = [...PROTOCOL_RUNS];
  fake = createFakeBridge({
    'app:pick-folder': () => ({ path: '/data' }),
    'protocol-runs:list': () => stored,
    'protocol-runs:result': ({ runId }) => {
      const run = stored.find(({ id }) => id === runId);
      return run?.status === 'done' ? protocolResult(run) : null;
    },
    'protocol-runs:curves': () => [],
    'protocol-runs:start': (request) => {
      if (request.seeds.length > 2) throw new AppError('conflict', 'Too many.');
      const [first] = PROTOCOL_RUNS;
      if (first === undefined) throw new Error('There is one.');
      const startedAt = '2026-11-23T00:00:00.000Z';
      stored = [...stored, { ...first, ...request, id: 'new', status: 'running', startedAt }];
      return { runId: 'new', jobId: 'job-new' };
    },
  });
  vi.stubGlobal('window', { ectopy: fake.bridge });
  const jobs = new JobList();
  const stops = [jobs.connect()];
  runs = new ProtocolRuns(jobs);
  stops.push(runs.connect());
  stop = () => {
    for (const each of stops) each();
  };
});

afterEach(() => {
  stop();
  vi.unstubAllGlobals();
});

test('the latest run is shown with its result, another on request', async () => {
  await runs.load();
  expect(runs.run?.id).toBe('run-ds2');
  expect(runs.result?.seeds).toEqual([1, 2, 3, 4, 5]);
  await runs.choose('run-ds2-focal');
  expect(runs.result?.seeds).toEqual([1, 2]);
  expect(runs.comparable.map(({ id }) => id)).toEqual(['run-ds2']);
  stored = stored.map((run) => (run.id === 'run-ds2' ? { ...run, protocol: 'kachuee' } : run));
  await runs.load();
  expect(runs.comparable).toEqual([]);
});

test('a new run takes the data of the latest one, unless others were chosen', async () => {
  await runs.load();
  expect(runs.form.dataFolder).toBe(PROTOCOL_RUNS[0]?.dataFolder);
  runs.form.dataFolder = '/other';
  await runs.load();
  expect(runs.form.dataFolder).toBe('/other');
});

test('the place in a result is kept while the view is left, and is of that run alone', async () => {
  await runs.load();
  const shown = runs.result;
  if (shown === null) throw new Error('There is a result.');
  const rows = new ResultChoice(() => shown, runs.place).tests.flatMap(({ rows: of }) => of);
  const last = rows.at(-1);
  if (last === undefined) throw new Error('There are tests.');
  new ResultChoice(() => shown, runs.place).show(last);
  runs.place.cell = { reference: 'V', predicted: 'N' };
  await runs.load();
  expect(new ResultChoice(() => shown, runs.place).shown).toEqual(last);
  expect(runs.place.cell).toEqual({ reference: 'V', predicted: 'N' });
  await runs.choose('run-ds2-focal');
  expect(runs.place.cell).toBeNull();
});

test('a started run is followed epoch by epoch and shows its result when its job ends', async () => {
  await runs.load();
  await runs.pickFolder();
  await runs.start();
  expect(runs.run).toMatchObject({ id: 'new', dataFolder: '/data', status: 'running' });
  const job = { ...ANALYSE_JOB, id: 'job-new', kind: 'protocol' as const, runId: 'new' };
  // Another run waits or goes on: to cancel it is not to cancel this one.
  fake.emit('job:changed', { ...job, id: 'job-other', runId: 'other' });
  expect(runs.run && runs.jobOf(runs.run)).toBeNull();
  fake.emit('job:changed', job);
  expect(runs.run && runs.jobOf(runs.run)?.id).toBe('job-new');

  const training = { contender: 'paper', part: 'fold 1', seed: 1 };
  for (const number of [1, 2]) {
    fake.emit('protocol-run:epoch', { runId: 'new', ...training, epoch: epoch(number) });
  }
  fake.emit('protocol-run:epoch', { runId: 'other', ...training, epoch: epoch(3) });
  expect(runs.curves).toMatchObject([{ ...training, epochs: [{ epoch: 1 }, { epoch: 2 }] }]);

  stored = stored.map((run) => (run.id === 'new' ? { ...run, status: 'done' } : run));
  fake.emit('job:changed', { ...job, state: 'done' });
  await vi.waitFor(() => {
    expect(runs.result).not.toBeNull();
  });
});

test('a refused run says why and leaves what is shown', async () => {
  await runs.load();
  runs.form.dataFolder = '/data';
  runs.form.seeds = '1-5';
  await runs.start();
  expect(runs.problem?.message).toBe('Too many.');
  expect(runs.run?.id).toBe('run-ds2');
});
