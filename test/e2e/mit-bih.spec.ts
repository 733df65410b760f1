import path from 'node:path';
import { expect, test } from 'playwright/test';
import type { BeatColumns } from '../../app/contract/beat-columns.ts';
import { beatClassAt } from '../../app/domain/beat-class.ts';
import { AppPage } from '../support/app-page.ts';
import { freshProfile, launchApp, removeProfile, type RunningApp } from '../support/app-driver.ts';
import { call } from '../support/bridge-calls.ts';
import { fetchBeats, fetchReference, referenceClasses } from '../support/reading-columns.ts';
import { keepScreenshot } from '../support/screenshots.ts';
import { hasSharedData, SHARED_DATA } from '../support/shared-data.ts';

/** The loop on real recordings: import, compare, correct, restart, retrain, and see it help. */
test.describe.configure({ mode: 'serial' });
test.skip(!hasSharedData('mitdb'), 'MIT-BIH records are not beside the repository');

/** Of no record that the shipped model learned from: its fusion beats are new to it. */
const RECORD = '213';
/** Readers' labels of the first five minutes train; the rest of the record tells what it brought. */
const CORRECTED_S = 300;
const SAMPLE_RATE_HZ = 360;

let profile: string;
let app: RunningApp;
let page: AppPage;

async function start(args: string[] = []): Promise<void> {
  app = await launchApp({ profile, args });
  page = new AppPage(app.window);
}

test.beforeAll(async () => {
  profile = freshProfile();
  await start([path.join(SHARED_DATA, 'mitdb', `${RECORD}.hea`)]);
});

test.afterAll(async () => {
  await app.close();
  removeProfile(profile);
});

async function recordingId(name: string): Promise<string> {
  const found = (await call(app.window, 'recordings:list', {})).find((item) => item.name === name);
  if (found === undefined) throw new Error(`${name} is not in the library`);
  return found.id;
}

async function waitUntilReady(name: string): Promise<void> {
  await expect
    .poll(
      async () =>
        (await call(app.window, 'recordings:list', {})).find((item) => item.name === name)?.status,
      { timeout: 60_000 },
    )
    .toBe('ready');
}

async function truthOf(id: string, beats: BeatColumns): Promise<(number | null)[]> {
  const reference = await fetchReference(app.window, id, 'atr');
  return referenceClasses(beats, reference, SAMPLE_RATE_HZ);
}

/** Share of the beats after the corrected part whose label by the model equals the reference. */
async function modelAccuracyAfter(id: string): Promise<number> {
  const beats = await fetchBeats(app.window, id);
  const truth = await truthOf(id, beats);
  let right = 0;
  let all = 0;
  truth.forEach((beatClass, index) => {
    if (beatClass === null || (beats.sample[index] ?? 0) < CORRECTED_S * SAMPLE_RATE_HZ) return;
    all += 1;
    if (beats.modelClass[index] === beatClass) right += 1;
  });
  return right / all;
}

test(`${RECORD}, named on the command line, is imported, verified and shown beside its reference`, async () => {
  await page.nameReader('AB');
  await waitUntilReady(RECORD);
  await page.openRecording(RECORD);
  const id = await recordingId(RECORD);
  const { findings, sampleCount } = await call(app.window, 'recordings:open', { recordingId: id });
  expect(sampleCount).toBe(650_000);
  expect(findings.filter(({ ok }) => !ok)).toEqual([]);
  await app.window.getByRole('button', { name: 'Show atr' }).click();
  const panel = app.window.getByRole('region', { name: 'Reference reading' });
  await expect(panel).toContainText('QRS');
  const { qrs, v } = await call(app.window, 'references:compare', {
    recordingId: id,
    annotator: 'atr',
  });
  expect(qrs.se).toBeGreaterThan(98);
  expect(qrs.ppv).toBeGreaterThan(99);
  expect(v.se).toBeGreaterThan(60);
  await page.chip('V').click();
  await page.strips.focus();
  await app.window.keyboard.press('Tab');
  await keepScreenshot(app.window, `mit-bih-${RECORD}`);
});

test('corrections of five minutes survive a restart', async () => {
  const id = await recordingId(RECORD);
  const beats = await fetchBeats(app.window, id);
  const truth = await truthOf(id, beats);
  const edits = truth.flatMap((beatClass, index) => {
    const early = (beats.sample[index] ?? 0) < CORRECTED_S * SAMPLE_RATE_HZ;
    if (beatClass === null || !early) return [];
    const label = beatClassAt(beatClass);
    return [{ kind: 'relabel' as const, beatId: beats.beatId[index] ?? 0, beatClass: label }];
  });
  await call(app.window, 'edits:append', { recordingId: id, edits });
  const labels = async (): Promise<number[]> => [...(await fetchBeats(app.window, id)).beatClass];
  const before = await labels();
  await app.close();
  await start();
  expect(await labels()).toEqual(before);
});

test('retraining on them helps the rest of the record and leaves the labels alone', async () => {
  test.setTimeout(400_000);
  const id = await recordingId(RECORD);
  const before = await modelAccuracyAfter(id);
  const edited = await fetchBeats(app.window, id);
  await page.goTo('Training');
  await app.window.getByRole('button', { name: 'Start training' }).click();
  await expect
    .poll(async () => (await call(app.window, 'training:runs', {}))[0]?.status, {
      timeout: 350_000,
    })
    .toBe('done');
  await keepScreenshot(app.window, `mit-bih-${RECORD}-training`);
  const [run] = await call(app.window, 'training:runs', {});
  const promote = app.window.getByRole('button', { name: 'Promote the new model' });
  await page.readComparison();
  await promote.click();
  await expect
    .poll(async () => (await call(app.window, 'recordings:open', { recordingId: id })).modelId)
    .toBe(run?.resultModelId);
  const after = await modelAccuracyAfter(id);
  process.stdout.write(
    `${RECORD} after ${CORRECTED_S} s: model agrees with the reference on ${(100 * before).toFixed(2)} % ` +
      `of beats before and ${(100 * after).toFixed(2)} % after retraining\n`,
  );
  expect(after).toBeGreaterThan(before + 0.01);
  const now = await fetchBeats(app.window, id);
  edited.flags.forEach((flags, index) => {
    if (flags !== 0) expect(now.beatClass[index]).toBe(edited.beatClass[index]);
  });
});

test('231 joins the library and is classified by the promoted model', async () => {
  const file = path.join(SHARED_DATA, 'mitdb', '231.dat');
  await call(app.window, 'recordings:import', { path: file });
  await waitUntilReady('231');
  await page.openRecording('231');
  const id = await recordingId('231');
  const { modelId, annotators } = await call(app.window, 'recordings:open', { recordingId: id });
  expect(modelId).toMatch(/^trained-/);
  expect(annotators).toContain('atr');
  await call(app.window, 'references:load', { recordingId: id, annotator: 'atr' });
  const { qrs } = await call(app.window, 'references:compare', {
    recordingId: id,
    annotator: 'atr',
  });
  expect(qrs.se).toBeGreaterThan(99);
  await keepScreenshot(app.window, 'mit-bih-231');
});
