import { expect, it, onTestFinished } from 'vitest';
import { BEAT_CLASSES } from '../../../../app/domain/beat-class.ts';
import { CoreSession } from '../../../support/core-session.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { writeTestModel } from '../../../support/test-model.ts';

const modelId = 'test';

async function openCore(): Promise<CoreSession> {
  const folders = { libraryFolder: temporaryFolder(), resourcesFolder: temporaryFolder() };
  await writeTestModel(folders.resourcesFolder, modelId);
  const core = new CoreSession(folders);
  onTestFinished(() => core.close());
  await core.request('settings:set', { settings: { engine: 'wasm' } });
  return core;
}

it('explains a beat, maps a recording and shows its classes, and keeps the results', async () => {
  const core = await openCore();
  const { id: recordingId } = await core.demo({ hours: 0.015, seed: 1 });
  const { beatId, count } = await core.beats(recordingId);
  const asked = beatId[20] ?? 0;

  const saliency = await core.request('interpretation:saliency', { modelId, recordingId, beatId: asked, target: 'V' }); // prettier-ignore
  expect(saliency.target).toBe('V');
  const lengths = [saliency.window, saliency.baseline, saliency.attribution].map((row) => row.length); // prettier-ignore
  expect(lengths).toEqual([187, 187, 187]);
  expect(saliency.parts.reduce((sum, { length }) => sum + length, 0)).toBe(187);
  expect(Math.abs(saliency.attributionSum - saliency.outputDifference)).toBeLessThan(
    0.01 * Math.max(0.1, Math.abs(saliency.outputDifference)),
  );
  await expect(
    core.request('interpretation:saliency', { modelId, recordingId, beatId: 99_999 }),
  ).rejects.toMatchObject({ code: 'not-found' });

  const started = await core.request('interpretation:embedding', { modelId, recordingId });
  const again = await core.request('interpretation:embedding', { modelId, recordingId });
  expect(again).toEqual(started);
  expect(await core.ended(started.jobId ?? '')).toMatchObject({ kind: 'interpret', state: 'done' });
  await core.request('edits:append', { recordingId, edits: [{ kind: 'relabel', beatId: asked, beatClass: 'F' }] }); // prettier-ignore
  const { jobId, value: map } = await core.request('interpretation:embedding', { modelId, recordingId }); // prettier-ignore
  expect(jobId).toBeNull();
  expect([map?.x.length, map?.y.length, map?.beatId]).toEqual([count, count, [...beatId]]);
  expect(map?.beatClass[20]).toBe('F');
  expect(new Set(map?.x).size).toBeGreaterThan(count / 2);

  const computing = await core.request('interpretation:waveforms', { modelId, recordingId });
  expect((await core.ended(computing.jobId ?? '')).state).toBe('done');
  const { value: waveforms } = await core.request('interpretation:waveforms', { modelId, recordingId }); // prettier-ignore
  expect(waveforms?.source).toBe('recording');
  expect(waveforms?.classes.reduce((sum, { beats }) => sum + beats, 0)).toBe(count);
  const fusion = waveforms?.classes.find(({ beatClass }) => beatClass === 'F');
  expect(fusion?.examples.map((example) => example.beatId)).toEqual([asked]);
  expect(waveforms?.classes.every(({ beatClass }) => BEAT_CLASSES.includes(beatClass))).toBe(true);
});

it('says what is missing', async () => {
  const core = await openCore();
  const unknown = { modelId: 'unknown', recordingId: 'unknown' };
  await expect(core.request('interpretation:embedding', unknown)).rejects.toMatchObject({ code: 'not-found' }); // prettier-ignore
  await expect(core.request('interpretation:waveforms', { modelId })).rejects.toMatchObject({
    code: 'not-found',
    remedy: expect.stringContaining('recording') as string,
  });
});
