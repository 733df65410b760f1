import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator, Page } from 'playwright';
import { expect as expectSoon, test } from 'playwright/test';
import type { ProtocolRun } from '../../app/contract/protocol-result.ts';
import { writeAnnotatedRecords } from '../support/annotated-database.ts';
import { call, jobEnd } from '../support/bridge-calls.ts';
import { killCore } from '../support/core-kill.ts';
import { keepScreenshot } from '../support/screenshots.ts';
import { TrainingPage } from '../support/training-page.ts';

/**
 * Protocols as lab staff use them: run, stopped, killed, resumed, read and compared. On synthetic
 * data, with WebAssembly. The tests build on one another.
 */
test.describe.configure({ mode: 'serial', timeout: 240_000 });

/** Trainings and detections are waited for, also on a machine that does other work, too. */
const expect = expectSoon.configure({ timeout: 60_000 });

let folder: string;
let training: TrainingPage;
let window: Page;

test.beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'ectopy-protocols-'));
  const mitdb = inFolder('data/mitdb');
  await writeAnnotatedRecords(mitdb, ['208'], 1);
  await writeAnnotatedRecords(mitdb, ['232'], 5.5);
  await writeAnnotatedRecords(inFolder('data/svdb'), ['800'], 1);
  training = await TrainingPage.launch();
  ({ window } = training);
});

test.afterAll(async () => {
  await training.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A folder of the test's own; made if it is not there. */
function inFolder(name: string): string {
  const inside = path.join(folder, name);
  mkdirSync(inside, { recursive: true });
  return inside;
}

async function latestRun(): Promise<ProtocolRun | undefined> {
  return (await call(window, 'protocol-runs:list', {}))[0];
}

/** Waits until a run of the window has trained for an epoch more than before. */
async function anotherEpoch(): Promise<void> {
  const epochs = async (): Promise<number> => {
    const runId = (await latestRun())?.id ?? '';
    const curves = await call(window, 'protocol-runs:curves', { runId });
    return curves.reduce((sum, curve) => sum + curve.epochs.length, 0);
  };
  const before = await epochs();
  await expect.poll(epochs, { timeout: 60_000, intervals: [100] }).toBeGreaterThan(before);
}

async function coreRuns(): Promise<void> {
  await expect
    .poll(async () => (await call(window, 'app:info', {})).coreState, { timeout: 20_000 })
    .toBe('running');
}

const form = (): Locator => window.getByRole('form', { name: 'New run' });
const result = (): Locator => window.getByRole('region', { name: 'Result' });

test('a protocol is chosen, started, watched, cancelled and resumed', async () => {
  await training.openTab('Protocols');
  await expect(training.button('Start run')).toBeDisabled();
  await training.willPick(path.join(folder, 'data'));
  await training.button('Choose…').click();
  await expect(form().getByLabel('Data folder')).toHaveValue(path.join(folder, 'data'));
  await form().getByLabel('Protocol', { exact: true }).selectOption('ds1-ds2');
  await form().getByLabel('Loss of the paper’s network').selectOption('focal');
  await form().getByLabel('Quick').check();
  await keepScreenshot(window, 'learning-form');
  await training.button('Start run').click();

  await anotherEpoch();
  const trainings = window.getByRole('table', { name: 'Trainings' });
  await expect(trainings.getByRole('row').nth(1)).toContainText(
    'The paper’s network · all of DS1 · seed 1',
  );
  await expect(result().getByRole('progressbar')).toBeVisible();
  await expect(window.getByText('Loss', { exact: true }).first()).toBeVisible();
  await keepScreenshot(window, 'learning-progress');
  await result().getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(result().getByText('Cancelled. What was trained is kept')).toBeVisible();
  expect((await latestRun())?.status).toBe('cancelled');
  await result().getByRole('button', { name: 'Resume' }).click();
  await expect(result().getByRole('progressbar')).toBeVisible();
});

test('a run survives the end of the core in its middle, and is resumed', async () => {
  await anotherEpoch();
  killCore(training.app.profile);
  await coreRuns();
  await expect(result().getByText('Interrupted. The run can go on')).toBeVisible();
  await expect(window.getByRole('table', { name: 'Trainings' })).toContainText(
    'The paper’s network',
  );
  await keepScreenshot(window, 'learning-interrupted');
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
  await keepScreenshot(window, 'learning-result');
  await result()
    .getByRole('button', {
      name: /Show Ectopy’s own network.*Beats found by the detector, aami-literature$/,
    }) // prettier-ignore
    .click();
  await expect(result().getByText('EC57 VEB Se')).toBeVisible();
  const cell = result().getByRole('button', { name: /^N called N: / });
  const count = Number((await cell.innerText()).split('\n')[0]?.replaceAll(/\D/g, ''));
  await cell.click();
  const beats = window.getByRole('dialog');
  await expect(beats).toContainText(`of ${count}, the surest first`);
  await expect(beats.getByRole('row').nth(1)).toContainText('232');
  await expect(beats.getByRole('img').first()).toBeVisible();
  await keepScreenshot(window, 'learning-cell');
  await window.keyboard.press('Escape');
  await result().getByRole('heading', { name: 'How it was made' }).scrollIntoViewIfNeeded();
  await expect(result()).toContainText('--protocol ds1-ds2');
});

test('a beat behind a cell opens in review once its record is in the library', async () => {
  const { jobId } = await call(window, 'recordings:import', {
    path: path.join(folder, 'data/mitdb/232.hea'),
  });
  expect(await jobEnd(window, jobId)).toBe('done');
  await training.openTab('Protocols');
  await result()
    .getByRole('button', { name: /^N called N: / })
    .click();
  const open = window.getByRole('button', { name: /^Open 232, [0-9:.]+ in review$/ });
  const [, time = ''] = /232, ([0-9:]+)/.exec((await open.first().getAttribute('aria-label')) ?? '') ?? []; // prettier-ignore
  await open.first().click();
  await expect(training.page.inspector).toContainText(time);
  await training.page.goTo('Training');
  await expect(window.getByRole('dialog')).toContainText('N called N');
  await window.keyboard.press('Escape');
});

test('two runs are compared side by side', async () => {
  await training.button('New run…').click();
  await form().getByRole('checkbox', { name: 'The paper’s network' }).uncheck();
  await form().getByLabel('Seeds').fill('2');
  await training.button('Start run').click();
  await expect
    .poll(async () => (await call(window, 'protocol-runs:list', {})).map(({ status }) => status), {
      timeout: 60_000,
    }) // prettier-ignore
    .toEqual(['done', 'done']);
  await window.getByLabel('Compare with').selectOption({ index: 1 });
  const settings = result().getByRole('table', { name: 'Settings' });
  await expect(settings.getByRole('row', { name: /^Seeds ≠/ })).toBeVisible();
  await expect(result().getByText('B − A, points').first()).toBeVisible();
  await keepScreenshot(window, 'learning-compared');
});

test('a run without its data says which, and stays to be resumed', async () => {
  await training.button('New run…').click();
  await form().getByLabel('Data folder').fill(inFolder('empty'));
  await training.button('Start run').click();
  await expect(result().getByText(/none of the records can be read/)).toBeVisible();
  await expect(result().getByRole('button', { name: 'Resume' })).toBeVisible();
});
