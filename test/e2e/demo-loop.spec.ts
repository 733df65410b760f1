import { expect, test } from 'playwright/test';
import { BEAT_CLASSES, type BeatClass } from '../../app/domain/beat-class.ts';
import { AppPage } from '../support/app-page.ts';
import { freshProfile, launchApp, removeProfile, type RunningApp } from '../support/app-driver.ts';
import { call, jobEnd } from '../support/bridge-calls.ts';
import { keepScreenshot } from '../support/screenshots.ts';

/**
 * The product's spine on the demo Holter, by keyboard and mouse as a reader works: import, review,
 * correct, restart, retrain, promote, roll back. The tests build on one another.
 */
test.describe.configure({ mode: 'serial' });

let profile: string;
let app: RunningApp;
let page: AppPage;

async function start(): Promise<void> {
  app = await launchApp({ profile });
  page = new AppPage(app.window);
}

test.beforeAll(async () => {
  profile = freshProfile();
  await start();
});

test.afterAll(async () => {
  await app.close();
  removeProfile(profile);
});

/** Class, place and existence of the selected beat, as the core has them. */
async function selectedBeat(): Promise<{ beatId: number; beatClass: BeatClass; edited: boolean }> {
  const { id: recordingId } = await page.recording();
  const selectedId = async (): Promise<number | null> => {
    const { viewState } = await call(app.window, 'recordings:open', { recordingId });
    return viewState?.selectedBeatId ?? null;
  };
  await expect.poll(selectedId).not.toBeNull();
  return call(app.window, 'beats:detail', { recordingId, beatId: (await selectedId()) ?? 0 });
}

test('the demo Holter is made, imported and analysed, and its beats are counted', async () => {
  await page.nameReader('AB');
  await app.window.getByText('1 h, quick').click();
  await app.window.getByRole('button', { name: 'Create demo Holter' }).click();
  await expect
    .poll(async () => (await page.recording().catch(() => null))?.status, { timeout: 90_000 })
    .toBe('ready');
  await page.openRecording('demo');
  const { beatCount, byClass } = await page.recording();
  expect(await page.count('All')).toBe(beatCount);
  for (const name of BEAT_CLASSES) expect(await page.count(name)).toBe(byClass[name]);
  expect(beatCount).toBeGreaterThan(3000);
  expect(byClass.V).toBeGreaterThan(0);
  expect(byClass.S).toBeGreaterThan(0);
  await keepScreenshot(app.window, 'demo-review');
});

test('Tab steps through the beats of a filter and the inspector tells about each', async () => {
  await page.chip('V').click();
  await page.strips.focus();
  await app.window.keyboard.press('Tab');
  await expect(page.inspector).toContainText('ventricular');
  await expect(page.inspector).toContainText('RR');
  await expect(page.inspector.getByRole('list', { name: 'Class probabilities' })).toBeVisible();
  const first = await selectedBeat();
  expect(first).toMatchObject({ beatClass: 'V', edited: false });
  await app.window.keyboard.press('Tab');
  await expect.poll(async () => (await selectedBeat()).beatId).not.toBe(first.beatId);
});

test('a letter relabels and steps on; undo and redo follow; the filter stays', async () => {
  const before = { v: await page.count('V'), s: await page.count('S') };
  const { beatId } = await selectedBeat();
  const { id: recordingId } = await page.recording();
  await app.window.keyboard.press('s');
  await expect(app.window.getByText(/^Saved \d/)).toBeVisible();
  expect(await page.count('V')).toBe(before.v - 1);
  expect(await page.count('S')).toBe(before.s + 1);
  const detail = await call(app.window, 'beats:detail', { recordingId, beatId });
  expect(detail).toMatchObject({ beatClass: 'S', edited: true, modelClass: 'V' });
  expect(detail.history.at(-1)).toMatchObject({ reader: 'AB', oldClass: 'V', newClass: 'S' });
  await expect(page.chip('V')).toHaveAttribute('aria-pressed', 'true');

  await app.window.keyboard.press('Control+z');
  await expect.poll(() => page.count('V')).toBe(before.v);
  await app.window.keyboard.press('Control+y');
  await expect.poll(() => page.count('V')).toBe(before.v - 1);
});

test('a beat is deleted, inserted where the peak is, and moved', async () => {
  await page.chip('All').click();
  await page.strips.focus();
  await app.window.keyboard.press('Home');
  await app.window.keyboard.press('Tab');
  const all = await page.count('All');
  await app.window.keyboard.press('Delete');
  await expect.poll(() => page.count('All')).toBe(all - 1);
  await app.window.keyboard.press('Control+z');
  await expect.poll(() => page.count('All')).toBe(all);

  const box = await page.strips.boundingBox();
  if (box === null) throw new Error('the strips have no place on screen');
  await app.window.mouse.dblclick(box.x + box.width * 0.26, box.y + box.height * 0.5);
  await expect.poll(() => page.count('All')).toBe(all + 1);
  await app.window.keyboard.press('Alt+ArrowRight');
  await expect
    .poll(async () => {
      const { id: recordingId } = await page.recording();
      const [entry] = await call(app.window, 'edits:list', { recordingId, limit: 1 });
      return entry?.kind;
    })
    .toBe('move');
  await app.window.keyboard.press('Control+z');
  await app.window.keyboard.press('Control+z');
  await expect.poll(() => page.count('All')).toBe(all);
});

test('scrolling, speeds, playing and the key list work from the keyboard', async () => {
  await page.strips.focus();
  await app.window.keyboard.press('End');
  await app.window.keyboard.press('PageUp');
  await app.window.keyboard.press('Home');
  await app.window.keyboard.press(']');
  const paperSpeed = app.window.getByRole('combobox', { name: 'Paper speed' });
  await expect(paperSpeed).toHaveValue('50');
  await app.window.keyboard.press('Control+0');
  await expect(paperSpeed).toHaveValue('25');

  const { id: recordingId } = await page.recording();
  const startSample = async (): Promise<number> => {
    const { viewState } = await call(app.window, 'recordings:open', { recordingId });
    return viewState?.startSample ?? 0;
  };
  await app.window.keyboard.press('Space');
  await app.window.waitForTimeout(1500);
  await app.window.keyboard.press('Space');
  await expect.poll(startSample).toBeGreaterThan(100);

  await app.window.keyboard.press('?');
  const keys = app.window.getByRole('dialog');
  await expect(keys).toContainText('step on');
  await keepScreenshot(app.window, 'demo-keys');
  await app.window.keyboard.press('Escape');
  await expect(keys).toBeHidden();
});

test('letters do nothing while a text field has focus', async () => {
  await page.strips.focus();
  const { id: recordingId } = await page.recording();
  const entries = async (): Promise<number> =>
    (await call(app.window, 'edits:list', { recordingId, limit: 1000 })).length;
  const before = await entries();
  await app.window.keyboard.press('g');
  const field = app.window.getByRole('dialog').getByRole('textbox');
  await field.pressSequentially('nsvfq');
  await expect(field).toHaveValue('nsvfq');
  await field.fill('0:10:00');
  await app.window.keyboard.press('Enter');
  await expect(app.window.getByRole('dialog')).toBeHidden();
  expect(await entries()).toBe(before);
});

test('a restart keeps labels, undo, filter, selection and place', async () => {
  await page.chip('S').click();
  await page.strips.focus();
  await app.window.keyboard.press('Tab');
  await expect.poll(async () => (await selectedBeat()).beatClass).toBe('S');
  const selected = await selectedBeat();
  const s = await page.count('S');
  await app.close();
  await start();
  await page.openRecording('demo');
  expect(await page.count('S')).toBe(s);
  await expect(page.chip('S')).toHaveAttribute('aria-pressed', 'true');
  expect((await selectedBeat()).beatId).toBe(selected.beatId);
  await app.window.keyboard.press('Control+z');
  await expect.poll(() => page.count('S')).toBe(s - 1);
  await app.window.keyboard.press('Control+Shift+z');
  await expect.poll(() => page.count('S')).toBe(s);
});

test('a model is retrained on the corrections, compared, promoted and rolled back', async () => {
  test.setTimeout(300_000);
  const { id: recordingId } = await page.recording();
  // A reader who calls the first beats of the recording fusion beats, one key each, in bulk here.
  const edits = Array.from({ length: 120 }, (_, index) => ({
    kind: 'relabel' as const,
    beatId: index + 1,
    beatClass: index % 4 === 0 ? ('F' as const) : ('N' as const),
  }));
  await call(app.window, 'edits:append', { recordingId, edits });

  await page.goTo('Training');
  await app.window.getByLabel('Epochs').fill('2');
  await app.window.getByRole('button', { name: 'Start training' }).click();
  await expect
    .poll(async () => (await call(app.window, 'training:runs', {}))[0]?.status, {
      timeout: 240_000,
    })
    .toBe('done');
  const [run] = await call(app.window, 'training:runs', {});
  expect(run?.epochs).toHaveLength(2);
  expect(run?.before?.beats).toBeGreaterThan(0);
  expect(run?.after?.beats).toBe(run?.before?.beats);
  await expect(app.window.getByText(run?.holdout ?? 'no holdout').first()).toBeVisible();
  await keepScreenshot(app.window, 'demo-training');

  const models = await call(app.window, 'models:list', {});
  const old = models.find(({ active }) => active);
  await page.readComparison();
  await app.window.getByRole('button', { name: 'Promote the new model' }).click();
  await expect
    .poll(async () => (await call(app.window, 'recordings:open', { recordingId })).modelId)
    .toBe(run?.resultModelId);
  for (const { beatId, beatClass } of edits.slice(0, 10)) {
    const detail = await call(app.window, 'beats:detail', { recordingId, beatId });
    expect(detail).toMatchObject({ beatClass, edited: true, modelId: run?.resultModelId });
  }
  await app.window.getByRole('button', { name: 'Roll back' }).click();
  await expect
    .poll(async () => (await call(app.window, 'recordings:open', { recordingId })).modelId)
    .toBe(old?.id);
});

test('a training run is cancelled without touching the model in use', async () => {
  const active = async () =>
    (await call(app.window, 'models:list', {})).find((model) => model.active)?.id;
  const before = await active();
  await app.window.getByLabel('Epochs').fill('200');
  await app.window.getByRole('button', { name: 'Start training' }).click();
  await expect
    .poll(async () => (await call(app.window, 'training:runs', {}))[0]?.status)
    .toBe('running');
  const jobs = await call(app.window, 'jobs:list', {});
  const job = jobs.find(({ kind, state }) => kind === 'train' && state === 'running');
  await app.window.getByRole('button', { name: 'Cancel', exact: true }).first().click();
  expect(await jobEnd(app.window, job?.id ?? '')).toBe('cancelled');
  expect(await active()).toBe(before);
});
