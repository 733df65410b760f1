import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { TrainingConfig } from '../../../../app/contract/training.ts';
import { CoreSession } from '../../../support/core-session.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { writeTestModel } from '../../../support/test-model.ts';

const CONFIG: TrainingConfig = {
  seed: 1,
  epochs: 1,
  learningRate: 1e-6,
  anchorStrength: 0.1,
  gammaM: 1,
  gammaN: 1,
};

let folders: { libraryFolder: string; resourcesFolder: string };
let core: CoreSession;

beforeEach(async () => {
  folders = { libraryFolder: temporaryFolder(), resourcesFolder: temporaryFolder() };
  await writeTestModel(folders.resourcesFolder, 'shipped-1');
  core = new CoreSession(folders);
  await core.request('settings:set', { settings: { engine: 'wasm', reader: 'Ada' } });
});

afterEach(async () => {
  await core.close();
});

async function reopen(): Promise<void> {
  await core.close();
  core = new CoreSession(folders);
}

it('imports, corrects, restarts, trains, promotes and rolls back without losing a label', async () => {
  const recording = await core.demo({ hours: 0.1, seed: 3 });
  const { id: recordingId } = recording;
  expect(recording).toMatchObject({
    status: 'ready',
    modelId: 'shipped-1',
    editedBeats: 0,
    annotators: ['truth'],
    references: ['truth'],
  });
  const analysed = await core.beats(recordingId);
  expect(analysed.count).toBeGreaterThan(200);
  expect(analysed.modelClass.every((index) => index < 5)).toBe(true);
  expect(analysed.beatClass).toEqual(analysed.modelClass);

  const relabelled = Array.from(analysed.beatId.subarray(20, 60));
  await core.request('edits:append', {
    recordingId,
    edits: relabelled.map((beatId, index) => ({
      kind: 'relabel',
      beatId,
      beatClass: index % 2 === 0 ? 'V' : 'N',
    })),
  });
  await core.request('edits:append', { recordingId, edits: [{ kind: 'delete', beatId: 100 }] });
  await core.request('edits:undo', { recordingId });
  const corrected = await core.beats(recordingId);
  await reopen();
  expect(await core.beats(recordingId)).toEqual(corrected);
  expect(await core.request('recordings:open', { recordingId })).toMatchObject({
    canUndo: true,
    canRedo: true,
    editedBeats: 40,
  });

  expect(await core.request('training:data', {})).toMatchObject({
    byClass: { N: 20, V: 20 },
    byReader: [{ reader: 'Ada', beats: 40 }],
    recordings: [{ recordingId, excluded: 0 }],
  });
  const { jobId, runId } = await core.request('training:start', { config: CONFIG });
  expect(await core.ended(jobId)).toMatchObject({ state: 'done', error: null });
  const [run] = await core.request('training:runs', {});
  expect(run).toMatchObject({ id: runId, status: 'done', baseModelId: 'shipped-1' });
  expect(run?.epochs).toHaveLength(1);
  expect(run?.after?.beats).toBeGreaterThan(0);

  const modelId = run?.resultModelId ?? '';
  await expect(
    core.request('models:promote', { modelId, runId, comparisonHash: 'ab'.repeat(32) }),
  ).rejects.toMatchObject({ code: 'conflict' });
  const { sha256: comparisonHash } = await core.request('models:compare', { runId });
  await core.request('models:promote', { modelId, runId, comparisonHash });
  await core.idle();
  const promoted = await core.beats(recordingId);
  expect(promoted.beatId).toEqual(corrected.beatId);
  expect(promoted.sample).toEqual(corrected.sample);
  expect(promoted.flags).toEqual(corrected.flags);
  const human = (columns: typeof corrected): number[] =>
    Array.from(columns.beatClass).filter((_, index) => columns.flags[index] === 1);
  expect(human(promoted)).toEqual(human(corrected));
  expect(promoted.confidence).not.toEqual(corrected.confidence);
  expect(await core.request('beats:detail', { recordingId, beatId: 5 })).toMatchObject({ modelId });

  await reopen();
  expect(await core.beats(recordingId)).toEqual(promoted);
  const jobs = (await core.request('jobs:list', {})).length;
  await core.request('models:rollback', {});
  expect(await core.beats(recordingId)).toEqual(corrected);
  expect(await core.request('jobs:list', {})).toHaveLength(jobs);
  expect(await core.request('models:list', {})).toMatchObject([
    { id: 'shipped-1', active: true, shipped: true },
    { id: modelId, active: false, shipped: false, parentId: 'shipped-1' },
  ]);
  await expect(core.request('models:rollback', {})).rejects.toMatchObject({ code: 'conflict' });
}, 180_000);

it('asks the model again for a beat that was deleted when it classified', async () => {
  await writeTestModel(folders.resourcesFolder, 'shipped-2', 2);
  await reopen();
  const { id: recordingId } = await core.demo({ hours: 0.02, seed: 1 });
  await core.request('edits:append', { recordingId, edits: [{ kind: 'delete', beatId: 7 }] });
  await core.request('models:promote', { modelId: 'shipped-2', runId: null, comparisonHash: null });
  await core.idle();
  await core.request('edits:undo', { recordingId });
  await core.idle();
  expect(await core.request('beats:detail', { recordingId, beatId: 7 })).toMatchObject({
    deleted: false,
    edited: false,
    modelId: 'shipped-2',
    modelClass: expect.any(String) as string,
  });
});

it('compares the reading with the truth of a demo recording by EC57', async () => {
  const { id: recordingId } = await core.demo({ hours: 0.05, seed: 2 });
  const comparison = await core.request('references:compare', { recordingId, annotator: 'truth' });
  expect(comparison.qrs.se).toBeGreaterThan(95);
  expect(comparison.matrix.flat().reduce((sum, count) => sum + count)).toBeGreaterThan(100);
  await expect(
    core.request('references:compare', { recordingId, annotator: 'qrs' }),
  ).rejects.toMatchObject({ code: 'not-found' });
});

it('keeps the edit log of a removed recording, and nothing else of it', async () => {
  const { id: recordingId } = await core.demo({ hours: 0.02, seed: 1 });
  await core.request('edits:append', {
    recordingId,
    edits: [{ kind: 'relabel', beatId: 1, beatClass: 'V' }],
  });
  const samples = path.join(folders.libraryFolder, 'recordings', recordingId);
  expect(existsSync(samples)).toBe(true);
  await core.request('recordings:remove', { recordingId });
  expect(existsSync(samples)).toBe(false);
  expect(await core.request('recordings:list', {})).toEqual([]);
  await expect(core.beats(recordingId)).rejects.toMatchObject({ code: 'not-found' });
  expect((await core.request('training:data', {})).recordings).toEqual([]);
  await reopen();
  expect(await core.request('recordings:list', {})).toEqual([]);
});

it('takes a cancelled import out of the library', async () => {
  const { jobId } = await core.request('recordings:create-demo', { hours: 2, seed: 1 });
  await core.request('jobs:cancel', { jobId });
  expect(await core.ended(jobId)).toMatchObject({ state: 'cancelled' });
  expect(await core.request('recordings:list', {})).toEqual([]);
});

it('says why an import failed, and takes it up again at the same place', async () => {
  const missing = path.join(folders.libraryFolder, 'nowhere.hea');
  for (let attempt = 0; attempt < 2; attempt++) {
    const { jobId } = await core.request('recordings:import', { path: missing });
    expect(await core.ended(jobId)).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('nowhere') as string,
    });
  }
  expect(await core.request('recordings:list', {})).toMatchObject([
    { name: 'nowhere', status: 'failed', sourcePath: missing, sampleCount: 0 },
  ]);
});

it('has nothing to train on before the first correction', async () => {
  await core.demo({ hours: 0.02, seed: 1 });
  await expect(core.request('training:start', { config: CONFIG })).rejects.toMatchObject({
    code: 'no-corrections',
  });
});

it('refuses params that do not fit the contract, and names that it does not have', async () => {
  const wrong = { recordingId: '../208' } as never;
  await expect(core.request('recordings:open', wrong)).rejects.toMatchObject({
    code: 'bad-request',
    message: expect.stringContaining('recordingId') as string,
  });
  await expect(core.request('app:info' as never, {} as never)).rejects.toMatchObject({
    code: 'bad-request',
  });
  await expect(core.request('toString' as never, {} as never)).rejects.toMatchObject({
    code: 'bad-request',
  });
});

it('lets only one core into a library', async () => {
  expect(() => new CoreSession(folders)).toThrow(
    expect.objectContaining({ code: 'library-locked' }),
  );
  await reopen();
});
