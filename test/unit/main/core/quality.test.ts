import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RecordingDetail } from '../../../../app/contract/schemas.ts';
import { isInside, spanSamples } from '../../../../app/domain/regions.ts';
import { openStore } from '../../../../main/store/store.ts';
import { CoreSession } from '../../../support/core-session.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { writeTestModel } from '../../../support/test-model.ts';

let folders: { libraryFolder: string; resourcesFolder: string };
let core: CoreSession;
let recording: RecordingDetail;

beforeEach(async () => {
  folders = { libraryFolder: temporaryFolder(), resourcesFolder: temporaryFolder() };
  await writeTestModel(folders.resourcesFolder, 'shipped-1');
  core = new CoreSession(folders);
  await core.request('settings:set', { settings: { engine: 'wasm', reader: 'Ada' } });
  recording = await core.demo({ hours: 0.05, seed: 3 });
});

afterEach(async () => {
  await core.close();
});

/** The whole account must add up, here as everywhere. */
async function account(recordingId: string) {
  const quality = await core.request('quality:of', { recordingId });
  const excluded = spanSamples(quality.excluded);
  expect(quality.analysedSamples + excluded).toBe(quality.totalSamples);
  expect(quality.byCause.reduce((sum, { samples }) => sum + samples, 0)).toBe(excluded);
  return quality;
}

describe('the signal quality of a recording', () => {
  it('comes with its import, and a region that a reader marks changes every figure', async () => {
    const { id: recordingId } = recording;
    const imported = await account(recordingId);
    expect(imported).toMatchObject({ assessed: true, regions: [] });
    expect(recording.analysedSamples).toBe(imported.analysedSamples);

    const beats = await core.beats(recordingId);
    const [startSample = 0, endSample = 0] = [beats.sample[20], beats.sample[40]];
    const region = { recordingId, lead: null, startSample, endSample };
    const edited = await core.request('quality:mark', { ...region, mark: 'exclude' });
    expect(edited).toMatchObject({ changed: [], regionsChanged: true, canUndo: true });
    const marked = await account(recordingId);
    const added = beats.sample.filter(
      (sample) => isInside(marked.excluded, sample) && !isInside(imported.excluded, sample),
    ).length;
    const shown = await core.request('recordings:open', { recordingId });
    expect(added).toBeGreaterThan(0);
    expect(shown.beatCount).toBe(recording.beatCount - added);
    expect(shown.excludedBeats).toBe(recording.excludedBeats + added);
    expect(shown.analysedSamples).toBe(marked.analysedSamples);
    await expect(
      core.request('quality:mark', { ...region, mark: 'exclude' }),
    ).rejects.toMatchObject({ code: 'conflict' });

    await core.close();
    core = new CoreSession(folders);
    expect(await account(recordingId)).toEqual(marked);
    await core.request('edits:undo', { recordingId });
    expect(await account(recordingId)).toEqual(imported);
    await core.request('edits:redo', { recordingId });
    expect(await account(recordingId)).toEqual(marked);
  });

  it('keeps beats in time that is left out from being learned from', async () => {
    const { id: recordingId } = recording;
    const beats = await core.beats(recordingId);
    const edits = Array.from(beats.beatId.subarray(20, 30), (beatId) => {
      return { kind: 'relabel', beatId, beatClass: 'V' } as const;
    });
    await core.request('edits:append', { recordingId, edits });
    const { byClass } = await core.request('training:data', {});
    const [startSample = 0, endSample = 0] = [beats.sample[22], beats.sample[25]];
    const region = { recordingId, lead: null, startSample, endSample };
    await core.request('quality:mark', { ...region, mark: 'exclude' });
    const data = await core.request('training:data', {});
    expect(data.byClass.V).toBe(byClass.V - 3);
    expect(data.excluded).toContainEqual(expect.objectContaining({ beats: 3 }));
  });

  it('is computed in the background for a recording from before', async () => {
    const { id: recordingId } = recording;
    const imported = await account(recordingId);
    await core.close();
    const store = openStore(folders.libraryFolder);
    store.signalQuality.remove(store.recordings.byId(recordingId)?.key ?? 0);
    store.close();
    core = new CoreSession(folders);
    expect(await account(recordingId)).toMatchObject({ assessed: false });
    await core.request('recordings:open', { recordingId });
    await core.idle();
    expect(await core.request('jobs:list', {})).toContainEqual(
      expect.objectContaining({ kind: 'quality', state: 'done' }),
    );
    expect(await account(recordingId)).toEqual(imported);
  });
});
