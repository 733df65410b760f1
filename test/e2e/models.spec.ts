import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright';
import { expect as expectSoon, test } from 'playwright/test';
import { call } from '../support/bridge-calls.ts';
import { keepScreenshot } from '../support/screenshots.ts';
import { TrainingPage } from '../support/training-page.ts';

/**
 * Models as lab staff use them: looked at, handed on and taken in; a retrained one promoted by who
 * has read its comparison. With WebAssembly. The tests build on one another.
 */
test.describe.configure({ mode: 'serial', timeout: 240_000 });

/** Trainings are waited for, also on a machine that does other work, too. */
const expect = expectSoon.configure({ timeout: 60_000 });

let folder: string;
let training: TrainingPage;
let window: Page;

test.beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'ectopy-models-'));
  training = await TrainingPage.launch();
  ({ window } = training);
});

test.afterAll(async () => {
  await training.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a model shows its card and hash, goes out, and comes back only unharmed', async () => {
  await training.openTab('Models');
  const [shipped] = await call(window, 'models:list', {});
  if (shipped === undefined) throw new Error('there is no model');
  await expect(window.getByText(shipped.sha256)).toBeVisible();
  for (const heading of ['Intended use', 'Limits', 'Trained on', 'Results']) {
    await expect(window.getByRole('heading', { name: heading, exact: true })).toBeVisible();
  }
  await keepScreenshot(window, 'learning-card');
  await training.willPick(mkdtempSync(path.join(folder, 'exported-')));
  await training.button('Export TensorFlow.js…').click();
  await expect(window.getByText(/^Written to /)).toBeVisible();
  const written = await window.getByText(/^Written to /).innerText();
  const exported = written.replace('Written to ', '');
  await training.button('Export ONNX…').click();
  await expect(window.getByText(/^Written to .*onnx/)).toBeVisible();

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
    await training.willPick(damaged);
    await training.button('Import a model…').click();
    const notice = window.getByRole('alert').filter({ hasText: damaged });
    await expect(notice).toContainText('weights.bin');
    await notice.getByRole('button', { name: /close|dismiss/i }).click();
  }
  await keepScreenshot(window, 'learning-import');
  await training.willPick(foreign);
  await training.button('Import a model…').click();
  await expect(window.getByText('A model from elsewhere was checked and taken in.')).toBeVisible(); // prettier-ignore
  expect((await call(window, 'models:list', {})).find(({ active }) => active)?.id).toBe(shipped.id);
});

function changeCard(model: string, change: object): void {
  const file = path.join(model, 'card.json');
  const card = JSON.parse(readFileSync(file, 'utf8')) as object;
  writeFileSync(file, JSON.stringify({ ...card, ...change }));
}

test('what a model sees: usual beats, a map of beats, and where it looks in one', async () => {
  await training.openTab('Models');
  const models = window.getByRole('list', { name: 'Models' });
  const usual = window.getByRole('img', { name: 'Usual beats by class: N' });
  // Sees measures alone: its usual beats are those of the recording, its weights a table.
  await models.getByRole('button', { name: /rhythm-form-2/ }).click();
  await expect(usual).toBeVisible();
  await training.button('Map the beats').click();
  await expect(window.getByRole('img', { name: /^Map of / })).toBeVisible();
  await training.button('Next beat').click();
  await expect(window.getByRole('rowheader', { name: 'timing' })).toBeVisible();
  // Sees the wave.
  await models.getByRole('button', { name: /paper-ds1-1/ }).click();
  await expect(usual).toBeVisible();
  await training.button('Map the beats').click();
  await expect(window.getByRole('img', { name: /^Map of / })).toBeVisible();
  await training.button('Next beat').click();
  await expect(window.getByRole('img', { name: /^Saliency for/ }).first()).toBeVisible();
  await expect(window.getByText(/^Check: the bars sum up to/)).toBeVisible();
  await window.getByRole('img', { name: /^Map of / }).scrollIntoViewIfNeeded();
  await keepScreenshot(window, 'learning-map');
  await training.button('Open in review').click();
  await expect(training.page.inspector).toContainText('RR');
});

test('U goes to the beat whose label would teach the most', async () => {
  await training.page.openRecording('demo');
  await window.keyboard.press('u');
  const queue = window.getByRole('list', { name: 'Review queue' });
  await expect(queue.getByRole('listitem').first()).toBeVisible();
  await expect(queue.locator('[aria-current="true"]')).toHaveCount(1);
  const first = await queue.locator('[aria-current="true"]').innerText();
  await window.keyboard.press('u');
  await expect(queue.locator('[aria-current="true"]')).not.toHaveText(first);
  await keepScreenshot(window, 'learning-queue');
});

test('a retrained model is promoted only by who has read the comparison, and rolled back', async () => {
  const { id: recordingId } = await training.page.recording();
  const edits = Array.from({ length: 60 }, (_, index) => ({
    kind: 'relabel' as const,
    beatId: index + 1,
    beatClass: index % 4 === 0 ? ('F' as const) : ('N' as const),
  }));
  await call(window, 'edits:append', { recordingId, edits });
  await training.openTab('Corrections');
  await window.getByLabel('Epochs').fill('1');
  await training.button('Start training').click();
  await expect
    .poll(async () => (await call(window, 'training:runs', {}))[0]?.status, { timeout: 90_000 })
    .toBe('done');
  const [run] = await call(window, 'training:runs', {});
  await expect(training.button('Promote the new model')).toBeDisabled();
  await training.openTab('Models');
  await window.getByRole('button', { name: /^Retrained / }).click();
  await expect(training.button('Put to use')).toBeHidden();
  await training.button('Show its comparison').click();
  await training.page.readComparison();
  await keepScreenshot(window, 'learning-gate');
  await training.button('Promote the new model').click();
  const active = async () =>
    (await call(window, 'models:list', {})).find((model) => model.active)?.id;
  await expect.poll(active).toBe(run?.resultModelId);
  await training.openTab('Models');
  await training.button('Roll back').click();
  await expect.poll(active).not.toBe(run?.resultModelId);
});
