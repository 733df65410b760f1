import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'; // prettier-ignore
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect as expectSoon, test, type Locator } from 'playwright/test';
import type { ProtocolRun } from '../../app/contract/protocol-result.ts';
import { writeAnnotatedRecords } from '../support/annotated-database.ts';
import { AppPage } from '../support/app-page.ts';
import { freshProfile, launchApp, removeProfile, type RunningApp } from '../support/app-driver.ts';
import { call, jobEnd } from '../support/bridge-calls.ts';
import { killCore } from '../support/core-kill.ts';
import { keepScreenshot } from '../support/screenshots.ts';

/**
 * The training view as lab staff use it: protocols run, stopped, killed and read; models looked at,
 * handed on and taken in; a retrained one promoted by who has read its comparison. On synthetic data,
 * with WebAssembly. The tests build on one another.
 */
test.describe.configure({ mode: 'serial', timeout: 240_000 });

/** Trainings and detections are waited for, also on a machine that does other work, too. */
const expect = expectSoon.configure({ timeout: 60_000 });

let folder: string;
let app: RunningApp;
let page: AppPage;

test.beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'ectopy-learning-'));
  const mitdb = inFolder('data/mitdb');
  await writeAnnotatedRecords(mitdb, ['208'], 1);
  await writeAnnotatedRecords(mitdb, ['232'], 5.5);
  await writeAnnotatedRecords(inFolder('data/svdb'), ['800'], 1);
  app = await launchApp({ profile: freshProfile() });
  page = new AppPage(app.window);
  await page.nameReader('AB');
  await call(app.window, 'settings:set', { settings: { engine: 'wasm' } });
  const { jobId } = await call(app.window, 'recordings:create-demo', { hours: 0.1, seed: 3 });
  expect(await jobEnd(app.window, jobId)).toBe('done');
});

test.afterAll(async () => {
  await app.close();
  removeProfile(app.profile);
  rmSync(folder, { recursive: true, force: true });
});

/** A folder of the test's own; made if it is not there. */
function inFolder(name: string): string {
  const inside = path.join(folder, name);
  mkdirSync(inside, { recursive: true });
  return inside;
}

/** The next folder that the user picks in the system's dialog. */
async function willPick(picked: string): Promise<void> {
  await app.application.evaluate(({ dialog }, filePath) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
  }, picked);
}

const button = (name: string): Locator =>
  app.window.getByRole('button', { name, exact: true }).first();

async function openTab(name: 'Corrections' | 'Protocols' | 'Models'): Promise<void> {
  await page.goTo('Training');
  await app.window.getByRole('tab', { name }).click();
}

async function latestRun(): Promise<ProtocolRun | undefined> {
  return (await call(app.window, 'protocol-runs:list', {}))[0];
}

/** Waits until a run of the window has trained for an epoch more than before. */
async function anotherEpoch(): Promise<void> {
  const epochs = async (): Promise<number> => {
    const runId = (await latestRun())?.id ?? '';
    const curves = await call(app.window, 'protocol-runs:curves', { runId });
    return curves.reduce((sum, curve) => sum + curve.epochs.length, 0);
  };
  const before = await epochs();
  await expect.poll(epochs, { timeout: 60_000, intervals: [100] }).toBeGreaterThan(before);
}

async function coreRuns(): Promise<void> {
  await expect
    .poll(async () => (await call(app.window, 'app:info', {})).coreState, { timeout: 20_000 })
    .toBe('running');
}

const form = (): Locator => app.window.getByRole('form', { name: 'New run' });
const result = (): Locator => app.window.getByRole('region', { name: 'Result' });

test('a protocol is chosen, started, watched, cancelled and resumed', async () => {
  await openTab('Protocols');
  await expect(button('Start run')).toBeDisabled();
  await willPick(path.join(folder, 'data'));
  await button('Choose…').click();
  await expect(form().getByLabel('Data folder')).toHaveValue(path.join(folder, 'data'));
  await form().getByLabel('Protocol', { exact: true }).selectOption('ds1-ds2');
  await form().getByLabel('Loss of the paper’s network').selectOption('focal');
  await form().getByLabel('Quick').check();
  await keepScreenshot(app.window, 'learning-form');
  await button('Start run').click();

  await anotherEpoch();
  const trainings = app.window.getByRole('table', { name: 'Trainings' });
  await expect(trainings.getByRole('row').nth(1)).toContainText(
    'The paper’s network · all of DS1 · seed 1',
  );
  await expect(result().getByRole('progressbar')).toBeVisible();
  await expect(app.window.getByText('Loss', { exact: true }).first()).toBeVisible();
  await keepScreenshot(app.window, 'learning-progress');
  await result().getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(result().getByText('Cancelled. What was trained is kept')).toBeVisible();
  expect((await latestRun())?.status).toBe('cancelled');
  await result().getByRole('button', { name: 'Resume' }).click();
  await expect(result().getByRole('progressbar')).toBeVisible();
});

test('a run survives the end of the core in its middle, and is resumed', async () => {
  await anotherEpoch();
  killCore(app.profile);
  await coreRuns();
  await expect(result().getByText('Interrupted. The run can go on')).toBeVisible();
  await expect(app.window.getByRole('table', { name: 'Trainings' })).toContainText(
    'The paper’s network',
  );
  await keepScreenshot(app.window, 'learning-interrupted');
  await result().getByRole('button', { name: 'Resume' }).click();
  await expect.poll(async () => (await latestRun())?.status, { timeout: 90_000 }).toBe('done');
});

test('its result is read: figures, classes, calibration, records, and the beats behind a cell', async () => {
  await expect(result().getByRole('table', { name: 'Figures' })).toBeVisible();
  await expect(result().getByText('A quick run: its figures show that all works')).toBeVisible();
  for (const heading of [
    'By class',
    'Confusion matrix',
    'Reliability',
    'By record',
    'Class counts',
  ]) {
    // prettier-ignore
    await expect(result().getByRole('heading', { name: heading, exact: true })).toBeVisible();
  }
  await keepScreenshot(app.window, 'learning-result');
  await result()
    .getByRole('button', {
      name: /Show Ectopy’s own network.*Beats found by the detector, aami-literature$/,
    }) // prettier-ignore
    .click();
  await expect(result().getByText('EC57 VEB Se')).toBeVisible();
  const cell = result().getByRole('button', { name: /^N called N: / });
  const count = Number((await cell.innerText()).split('\n')[0]?.replaceAll(/\D/g, ''));
  await cell.click();
  const beats = app.window.getByRole('dialog');
  await expect(beats).toContainText(`of ${count}, the surest first`);
  await expect(beats.getByRole('row').nth(1)).toContainText('232');
  await expect(beats.getByRole('img').first()).toBeVisible();
  await keepScreenshot(app.window, 'learning-cell');
  await app.window.keyboard.press('Escape');
  await result().getByRole('heading', { name: 'How it was made' }).scrollIntoViewIfNeeded();
  await expect(result()).toContainText('--protocol ds1-ds2');
});

test('a beat behind a cell opens in review once its record is in the library', async () => {
  const { jobId } = await call(app.window, 'recordings:import', {
    path: path.join(folder, 'data/mitdb/232.hea'),
  });
  expect(await jobEnd(app.window, jobId)).toBe('done');
  await openTab('Protocols');
  await result()
    .getByRole('button', { name: /^N called N: / })
    .click();
  const open = app.window.getByRole('button', { name: /^Open 232, [0-9:.]+ in review$/ });
  const [, time = ''] = /232, ([0-9:]+)/.exec((await open.first().getAttribute('aria-label')) ?? '') ?? []; // prettier-ignore
  await open.first().click();
  await expect(page.inspector).toContainText(time);
  await page.goTo('Training');
  await expect(app.window.getByRole('dialog')).toContainText('N called N');
  await app.window.keyboard.press('Escape');
});

test('two runs are compared side by side', async () => {
  await button('New run…').click();
  await form().getByRole('checkbox', { name: 'The paper’s network' }).uncheck();
  await form().getByLabel('Seeds').fill('2');
  await button('Start run').click();
  await expect
    .poll(
      async () => (await call(app.window, 'protocol-runs:list', {})).map(({ status }) => status),
      { timeout: 60_000 },
    ) // prettier-ignore
    .toEqual(['done', 'done']);
  await app.window.getByLabel('Compare with').selectOption({ index: 1 });
  const settings = result().getByRole('table', { name: 'Settings' });
  await expect(settings.getByRole('row', { name: /^Seeds ≠/ })).toBeVisible();
  await expect(result().getByText('B − A, points').first()).toBeVisible();
  await keepScreenshot(app.window, 'learning-compared');
});

test('a run without its data says which, and stays to be resumed', async () => {
  await button('New run…').click();
  await form().getByLabel('Data folder').fill(inFolder('empty'));
  await button('Start run').click();
  await expect(result().getByText(/none of the records can be read/)).toBeVisible();
  await expect(result().getByRole('button', { name: 'Resume' })).toBeVisible();
});

test('a model shows its card and hash, goes out, and comes back only unharmed', async () => {
  await openTab('Models');
  const [shipped] = await call(app.window, 'models:list', {});
  if (shipped === undefined) throw new Error('there is no model');
  await expect(app.window.getByText(shipped.sha256)).toBeVisible();
  for (const heading of ['Intended use', 'Limits', 'Trained on', 'Results']) {
    await expect(app.window.getByRole('heading', { name: heading, exact: true })).toBeVisible();
  }
  await keepScreenshot(app.window, 'learning-card');
  const out = inFolder('exported');
  await willPick(out);
  await button('Export TensorFlow.js…').click();
  await expect(app.window.getByText(/^Written to /)).toBeVisible();
  const written = await app.window.getByText(/^Written to /).innerText();
  const exported = written.replace('Written to ', '');
  await button('Export ONNX…').click();
  await expect(app.window.getByText(/^Written to .*onnx/)).toBeVisible();

  // Under another id it is another model.
  const foreign = path.join(folder, 'foreign');
  cpSync(exported, foreign, { recursive: true });
  changeCard(foreign, { id: 'foreign-1', name: 'A model from elsewhere' });
  const wrongHash = path.join(folder, 'wrong-hash');
  cpSync(foreign, wrongHash, { recursive: true });
  appendFileSync(path.join(wrongHash, 'weights.bin'), Buffer.alloc(4));
  const wrongShape = path.join(folder, 'wrong-shape');
  cpSync(foreign, wrongShape, { recursive: true });
  changeCard(wrongShape, { network: { kind: 'rhythm-form', hidden: [8], inputDropout: 0, dropout: 0, classes: 5 } }); // prettier-ignore
  for (const damaged of [wrongHash, wrongShape]) {
    await willPick(damaged);
    await button('Import a model…').click();
    const notice = app.window.getByRole('alert').filter({ hasText: damaged });
    await expect(notice).toContainText('weights.bin');
    await notice.getByRole('button', { name: /close|dismiss/i }).click();
  }
  await keepScreenshot(app.window, 'learning-import');
  await willPick(foreign);
  await button('Import a model…').click();
  await expect(app.window.getByText('A model from elsewhere was checked and taken in.')).toBeVisible(); // prettier-ignore
  expect((await call(app.window, 'models:list', {})).find(({ active }) => active)?.id).toBe(
    shipped.id,
  );
});

function changeCard(model: string, change: object): void {
  const file = path.join(model, 'card.json');
  const card = JSON.parse(readFileSync(file, 'utf8')) as object;
  writeFileSync(file, JSON.stringify({ ...card, ...change }));
}

test('what a model sees: usual beats, a map of beats, and where it looks in one', async () => {
  await openTab('Models');
  const models = app.window.getByRole('list', { name: 'Models' });
  const usual = app.window.getByRole('img', { name: 'Usual beats by class: N' });
  // Sees measures alone: its usual beats are those of the recording, its weights a table.
  await models.getByRole('button', { name: /rhythm-form-2/ }).click();
  await expect(usual).toBeVisible();
  await button('Map the beats').click();
  await expect(app.window.getByRole('img', { name: /^Map of / })).toBeVisible();
  await button('Next beat').click();
  await expect(app.window.getByRole('rowheader', { name: 'timing' })).toBeVisible();
  // Sees the wave.
  await models.getByRole('button', { name: /paper-ds1-1/ }).click();
  await expect(usual).toBeVisible();
  await button('Map the beats').click();
  await expect(app.window.getByRole('img', { name: /^Map of / })).toBeVisible();
  await button('Next beat').click();
  await expect(app.window.getByRole('img', { name: /^Saliency for/ }).first()).toBeVisible();
  await expect(app.window.getByText(/^Check: the bars sum up to/)).toBeVisible();
  await app.window.getByRole('img', { name: /^Map of / }).scrollIntoViewIfNeeded();
  await keepScreenshot(app.window, 'learning-map');
  await button('Open in review').click();
  await expect(page.inspector).toContainText('RR');
});

test('U goes to the beat whose label would teach the most', async () => {
  await page.openRecording('demo');
  await app.window.keyboard.press('u');
  const queue = app.window.getByRole('list', { name: 'Review queue' });
  await expect(queue.getByRole('listitem').first()).toBeVisible();
  await expect(queue.locator('[aria-current="true"]')).toHaveCount(1);
  const first = await queue.locator('[aria-current="true"]').innerText();
  await app.window.keyboard.press('u');
  await expect(queue.locator('[aria-current="true"]')).not.toHaveText(first);
  await keepScreenshot(app.window, 'learning-queue');
});

test('a retrained model is promoted only by who has read the comparison, and rolled back', async () => {
  const { id: recordingId } = await page.recording();
  const edits = Array.from({ length: 60 }, (_, index) => ({
    kind: 'relabel' as const,
    beatId: index + 1,
    beatClass: index % 4 === 0 ? ('F' as const) : ('N' as const),
  }));
  await call(app.window, 'edits:append', { recordingId, edits });
  await openTab('Corrections');
  await app.window.getByLabel('Epochs').fill('1');
  await button('Start training').click();
  await expect
    .poll(async () => (await call(app.window, 'training:runs', {}))[0]?.status, { timeout: 90_000 })
    .toBe('done');
  const [run] = await call(app.window, 'training:runs', {});
  await expect(button('Promote the new model')).toBeDisabled();
  await openTab('Models');
  await app.window.getByRole('button', { name: /^Retrained / }).click();
  await expect(button('Put to use')).toBeHidden();
  await button('Show its comparison').click();
  await page.readComparison();
  await keepScreenshot(app.window, 'learning-gate');
  await button('Promote the new model').click();
  const active = async () =>
    (await call(app.window, 'models:list', {})).find((model) => model.active)?.id;
  await expect.poll(active).toBe(run?.resultModelId);
  await openTab('Models');
  await button('Roll back').click();
  await expect.poll(active).not.toBe(run?.resultModelId);
});
