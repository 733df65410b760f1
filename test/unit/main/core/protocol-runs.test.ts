import { existsSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import type { ProtocolRequest } from '../../../../app/contract/protocol-result.ts';
import { Ds2Ledger } from '../../../../main/learning/protocols/ds2-ledger.ts';
import { CoreSession } from '../../../support/core-session.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

vi.mock(import('../../../../main/process/entry-file.ts'), () => ({
  entryFile: () => new URL('../../../support/protocol.worker.ts', import.meta.url),
}));

let folders: { libraryFolder: string; resourcesFolder: string };

beforeEach(() => {
  folders = { libraryFolder: temporaryFolder(), resourcesFolder: temporaryFolder() };
});

function openCore(): CoreSession {
  const core = new CoreSession(folders);
  onTestFinished(() => core.close());
  return core;
}

function request(dataFolder: string): ProtocolRequest {
  return {
    protocol: 'ds1-ds2',
    networks: ['paper'],
    loss: 'twofold',
    dataFolder,
    seeds: [7],
    quick: true,
  };
}

const runFolder = (runId: string): string => path.join(folders.libraryFolder, 'protocols', runId);

it('keeps what was asked for, the curves as they arrive, and the result', async () => {
  const core = openCore();
  await core.request('settings:set', { settings: { engine: 'cpu' } });
  const { jobId, runId } = await core.request('protocol-runs:start', request('/data'));
  expect(await core.request('protocol-runs:result', { runId })).toBeNull();
  expect(await core.ended(jobId)).toMatchObject({
    kind: 'protocol',
    runId,
    state: 'done',
    error: null,
  });
  expect(await core.request('protocol-runs:list', {})).toMatchObject([
    { id: runId, ...request('/data'), engine: 'cpu', status: 'done', error: null },
  ]);
  expect(await core.request('protocol-runs:curves', { runId })).toMatchObject([
    { contender: 'paper', part: 'all of DS1', seed: 7, epochs: [{ epoch: 1 }, { epoch: 2 }] },
  ]);
  expect(core.events.filter(({ name }) => name === 'protocol-run:epoch')).toMatchObject([
    { payload: { runId, contender: 'paper', epoch: { epoch: 1 } } },
    { payload: { runId, contender: 'paper', epoch: { epoch: 2 } } },
  ]);
  const result = await core.request('protocol-runs:result', { runId });
  expect(result).toMatchObject({ protocol: 'ds1-ds2', seeds: [7], environment: { engine: 'cpu' } });
  await expect(core.request('protocol-runs:resume', { runId })).rejects.toMatchObject({
    code: 'conflict',
  });
  await core.request('protocol-runs:remove', { runId });
  expect(await core.request('protocol-runs:list', {})).toEqual([]);
  expect(existsSync(runFolder(runId))).toBe(false);
});

it('counts who opened DS2 over all runs of the library, also those that were removed', async () => {
  const core = openCore();
  for (const seed of [1, 2]) {
    const started = await core.request('protocol-runs:start', {
      ...request('/data'),
      seeds: [seed],
    });
    await core.ended(started.jobId);
    await core.request('protocol-runs:remove', { runId: started.runId });
  }
  const ledger = new Ds2Ledger(path.join(folders.libraryFolder, 'protocols'));
  expect(ledger.entries).toHaveLength(2);
});

it('keeps the state of a run that failed, and goes on with it', async () => {
  const core = openCore();
  const { jobId, runId } = await core.request('protocol-runs:start', request('/fails'));
  expect(await core.ended(jobId)).toMatchObject({ state: 'failed' });
  expect(await core.request('protocol-runs:list', {})).toMatchObject([
    { status: 'failed', error: 'There is no record 100.' },
  ]);
  const again = await core.request('protocol-runs:resume', { runId });
  expect(again.runId).toBe(runId);
  expect(await core.ended(again.jobId)).toMatchObject({ state: 'done' });
  const [curve] = await core.request('protocol-runs:curves', { runId });
  expect(curve?.epochs.map(({ epoch }) => epoch)).toEqual([1, 2]);
});

it('cancels a run, and one that waits for it, which both can be resumed', async () => {
  const core = openCore();
  const first = await core.request('protocol-runs:start', request('/waits'));
  const second = await core.request('protocol-runs:start', request('/data'));
  await core.when(({ name }) => name === 'protocol-run:epoch');
  await expect(core.request('protocol-runs:remove', { runId: first.runId })).rejects.toMatchObject({
    code: 'conflict',
  });
  for (const { jobId } of [second, first]) {
    await core.request('jobs:cancel', { jobId });
    expect(await core.ended(jobId)).toMatchObject({ state: 'cancelled' });
  }
  expect(await core.request('protocol-runs:list', {})).toMatchObject([
    { id: second.runId, status: 'cancelled' },
    { id: first.runId, status: 'cancelled' },
  ]);
  const { jobId } = await core.request('protocol-runs:resume', { runId: first.runId });
  expect(await core.ended(jobId)).toMatchObject({ state: 'done' });
});

it('finds a run interrupted that the end of the program cut short, and goes on with it', async () => {
  const core = new CoreSession(folders);
  const { runId } = await core.request('protocol-runs:start', request('/waits'));
  await core.when(({ name }) => name === 'protocol-run:epoch');
  await core.close();

  const reopened = openCore();
  expect(await reopened.request('protocol-runs:list', {})).toMatchObject([
    { id: runId, status: 'interrupted' },
  ]);
  const { jobId } = await reopened.request('protocol-runs:resume', { runId });
  expect(await reopened.ended(jobId)).toMatchObject({ state: 'done' });
});
