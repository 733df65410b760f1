import { afterEach, beforeEach, expect, it } from 'vitest';
import { decodeGroupColumns } from '../../../../app/contract/group-columns.ts';
import type { TrainingConfig } from '../../../../app/contract/training.ts';
import { CoreSession } from '../../../support/core-session.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { writeTestModel } from '../../../support/test-model.ts';

const CONFIG: TrainingConfig = {
  seed: 1,
  epochs: 1,
  learningRate: 1e-5,
  anchorStrength: 0,
  gammaM: 0,
  gammaN: 0,
};

let core: CoreSession;

beforeEach(async () => {
  const folders = { libraryFolder: temporaryFolder(), resourcesFolder: temporaryFolder() };
  await writeTestModel(folders.resourcesFolder, 'shipped-1');
  core = new CoreSession(folders);
  await core.request('settings:set', { settings: { engine: 'wasm', reader: 'Ada' } });
});

afterEach(async () => {
  await core.close();
});

/** A demo recording some of whose beats `reader` calls V. */
async function reviewed(seed: number, reader = 'Ada'): Promise<string> {
  const { id } = await core.demo({ hours: 0.05, seed });
  await relabel(id, reader, 'V', 10, 40);
  return id;
}

async function relabel(
  recordingId: string,
  reader: string,
  beatClass: 'N' | 'V',
  first: number,
  end: number,
): Promise<void> {
  await core.request('settings:set', { settings: { reader } });
  const { beatId } = await core.beats(recordingId);
  await core.request('edits:append', {
    recordingId,
    edits: Array.from(beatId.subarray(first, end), (id) => ({
      kind: 'relabel',
      beatId: id,
      beatClass,
    })),
  });
}

/** Makes the training set, which is all that the beginning of a run does. */
async function beginTraining(): Promise<void> {
  const { jobId } = await core.request('training:start', { config: CONFIG });
  await core.request('jobs:cancel', { jobId });
  await core.ended(jobId);
}

async function train(): Promise<string> {
  const { jobId, runId } = await core.request('training:start', { config: CONFIG });
  expect(await core.ended(jobId)).toMatchObject({ state: 'done', error: null });
  return runId;
}

it('makes a version of the training set, compares on locked recordings, and asks who has seen it', async () => {
  const first = await reviewed(1);
  const second = await reviewed(2, 'Bo');
  await relabel(second, 'Ada', 'N', 10, 16);
  const locked = await reviewed(3);
  await core.request('edits:append', {
    recordingId: first,
    edits: [{ kind: 'delete', beatId: 100 }],
  });
  await core.request('recordings:lock', { recordingId: locked, locked: true });
  await core.request('recordings:assign-patient', { recordingId: first, patient: 'P-1' });
  expect(await core.request('training:data', {})).toMatchObject({
    excluded: [{ beats: 1 }, { beats: 30 }],
  });

  const runId = await train();
  const [summary] = await core.request('training:sets', {});
  expect(summary).toMatchObject({
    version: 1,
    recordings: 2,
    patients: 2,
    byClass: { N: 6, V: 54 },
    byReader: [
      { reader: 'Ada', beats: 36 },
      { reader: 'Bo', beats: 30 },
    ],
  });
  const set = await core.request('training:set', { setId: summary?.id ?? '' });
  expect(set.members.map(({ recordingId, patient }) => [recordingId, patient])).toEqual([
    [first, 'P-1'],
    [second, 'patient 2'],
  ]);
  expect(set.disagreements.beats).toBe(6);
  expect(set.excluded.map(({ beats }) => beats)).toEqual([1, 30]);

  const comparison = await core.request('models:compare', { runId });
  expect(comparison.tables.map(({ id }) => id)).toEqual([
    'other-patients',
    'locked',
    'own-recording',
  ]);
  expect(comparison.tables[1]?.after.beats).toBe(30);
  expect(comparison.tables[1]?.byRecording.map(({ recordingId }) => recordingId)).toEqual([locked]);

  const { resultModelId: modelId, sha256: comparisonHash } = comparison;
  const unseen = { modelId, runId: null, comparisonHash: null };
  await expect(core.request('models:promote', unseen)).rejects.toMatchObject({ code: 'conflict' });
  await core.request('models:promote', { modelId, runId, comparisonHash });
  await core.idle();
  await core.request('models:rollback', {});
  expect(await core.request('models:promotions', {})).toMatchObject([
    { kind: 'rollback', modelId: 'shipped-1', reader: 'Ada', comparisonHash: null },
    { kind: 'promote', modelId, reader: 'Ada', runId, comparisonHash },
  ]);

  // The same beats are the same version; a further correction makes another.
  await beginTraining();
  expect(await core.request('training:sets', {})).toHaveLength(1);
  await relabel(first, 'Ada', 'N', 50, 60);
  await beginTraining();
  expect((await core.request('training:sets', {})).map(({ version }) => version)).toEqual([2, 1]);
  const [, retrained] = await core.request('models:list', {});
  expect(retrained?.name).toMatch(/^Test model shipped-1 \(retrained [-\d]{10} [:\d]{5}, set 1\)$/);
}, 300_000);

it('never learns from a locked recording, and says when nothing else is there', async () => {
  const recordingId = await reviewed(1);
  await core.request('recordings:lock', { recordingId, locked: true });
  expect(await core.request('recordings:roles', {})).toMatchObject([
    { recordingId, locked: true, lockedBy: 'Ada', patient: null, reviewedBeats: 30 },
  ]);
  await expect(core.request('training:start', { config: CONFIG })).rejects.toMatchObject({
    code: 'no-corrections',
    remedy: expect.stringContaining('locked') as string,
  });
  await core.request('recordings:lock', { recordingId, locked: false });
  await beginTraining();
}, 120_000);

it('queues beats that nobody has judged, the most telling first', async () => {
  const recordingId = await reviewed(1);
  await core.idle();
  const { beatId, flags } = await core.beats(recordingId);
  const queue = await core.request('training:queue', {
    recordingId,
    limit: 20,
    order: 'gain',
    rareFirst: true,
    onePerGroup: false,
  });
  expect(queue).toHaveLength(20);
  const judged = new Set(beatId.filter((_, index) => flags[index] === 1));
  expect(queue.some((item) => judged.has(item.beatId))).toBe(false);
  expect(queue.map(({ score }) => score)).toEqual(
    queue.map(({ score }) => score).toSorted((a, b) => b - a),
  );
  const { groupOf } = decodeGroupColumns(await core.binary('groups', { recordingId }));
  for (const { beatId: id, group, groupSize } of queue) {
    expect(group).toBe(groupOf[id - 1]);
    expect(groupSize).toBe(groupOf.filter((other) => other === group).length);
  }
});
