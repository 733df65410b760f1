import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from 'playwright/test';
import { AppPage } from '../support/app-page.ts';
import { launchApp, removeProfile } from '../support/app-driver.ts';
import { call, jobEnd } from '../support/bridge-calls.ts';
import { goToView, nameReader, openFromLibrary, tabTo } from '../support/keyboard.ts';
import { keepScreenshot } from '../support/screenshots.ts';

/**
 * Two people read one recording without seeing each other's labels, a third decides where they
 * differ, and everything is signed: from the first key to the last without a mouse.
 */

async function goToTab(window: Page, name: string): Promise<void> {
  const tabs = window.getByRole('tablist', { name: 'Readers' });
  await tabTo(window, tabs.getByRole('tab', { selected: true }));
  await window.keyboard.press('Home');
  for (const tab of ['Readings', 'Adjudication', 'Audit trail']) {
    await expect(tabs.getByRole('tab', { name: tab })).toBeFocused();
    if (tab === name) return;
    await window.keyboard.press('ArrowRight');
  }
}

/** Labels the beats of the recording from the first on, one letter each. */
async function label(window: Page, letters: string): Promise<void> {
  await goToView(window, 'Review');
  await window.getByRole('application', { name: 'Lead strips' }).waitFor();
  await window.keyboard.press('Home');
  await window.keyboard.press('Tab');
  // Back to the first beat, wherever the reader before left off.
  for (let step = 0; step < 2 * letters.length; step++) await window.keyboard.press('Shift+Tab');
  for (const letter of letters) await window.keyboard.press(letter);
  await expect(window.getByText(/^Saved \d/)).toBeVisible();
}

async function sign(window: Page): Promise<void> {
  await goToView(window, 'Readers');
  await tabTo(window, window.getByRole('button', { name: /^Sign this reading/ }));
  await window.keyboard.press('Enter');
}

async function beginAs(window: Page, field: string, reader: string): Promise<void> {
  await tabTo(window, window.getByLabel(field));
  await window.keyboard.type(reader);
  await window.keyboard.press('Enter');
}

async function look(window: Page, name: string): Promise<void> {
  await keepScreenshot(window, `second-reading-${name}`);
  const { violations } = await new AxeBuilder({ page: window }).setLegacyMode(true).analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`),
    name,
  ).toEqual([]);
}

test('two readers, an adjudicator and their signatures, by keyboard alone', async () => {
  test.setTimeout(240_000);
  const app = await launchApp();
  const page = new AppPage(app.window);
  const { window } = app;
  const { jobId } = await call(window, 'recordings:create-demo', { hours: 0.1, seed: 3 });
  expect(await jobEnd(window, jobId)).toBe('done');
  const { id: recordingId } = await page.recording();

  await nameReader(window, 'AB');
  await openFromLibrary(window, 'demo');

  await label(window, 'vvsnq');
  await sign(window);
  await expect(window.getByText('Version 1', { exact: true })).toBeVisible();

  await beginAs(window, 'Name of the second reader', 'CD');
  const header = window.getByRole('banner');
  await expect(header).toContainText('Second reading, blinded · Reader CD');
  await expect(window.getByRole('article', { name: 'First reading' })).toContainText(
    'Sign your own reading first',
  );
  await look(window, 'blinded');
  const blind = await call(window, 'recordings:open', { recordingId });
  expect(blind).toMatchObject({ editedBeats: 0, canUndo: false, annotators: [] });

  await label(window, 'vnsff');
  await sign(window);
  await expect(window.getByRole('heading', { name: 'Agreement' })).toBeVisible();
  await expect(window.getByText('Cohen’s kappa').first()).toBeVisible();
  await look(window, 'agreement');

  await goToTab(window, 'Adjudication');
  await beginAs(window, 'Name of the adjudicator', 'EF');
  await expect(header).toContainText('Adjudicated reading · Reader EF');
  const progress = (settled: number) =>
    expect(window.getByText(`${settled} of 3 settled`).first()).toBeVisible();
  await progress(0);
  await window.keyboard.press('1');
  await progress(1);
  await window.keyboard.press('2');
  await progress(2);
  await window.keyboard.press('Control+z');
  await progress(1);
  await window.keyboard.press('Control+Shift+z');
  await progress(2);
  await look(window, 'adjudication');
  await window.keyboard.press('s');
  await progress(3);
  await expect(window.getByText('All differences are settled.')).toBeVisible();

  await goToTab(window, 'Readings');
  await sign(window);
  const adjudicated = window.getByRole('article', { name: 'Adjudicated reading' });
  await expect(adjudicated).toContainText('signed by EF');
  for (const name of ['First reading', 'Second reading']) {
    await expect(window.getByRole('article', { name })).toContainText('beats as they stand now');
  }

  await goToTab(window, 'Audit trail');
  const trail = window.getByRole('table', { name: 'Audit trail' });
  await expect(trail).toContainText('Signed');
  await tabTo(window, window.getByRole('combobox', { name: 'Reader' }));
  await window.keyboard.type('EF');
  await expect(trail).not.toContainText('CD');
  await look(window, 'audit-trail');

  const { readings } = await call(window, 'readings:list', { recordingId });
  expect(readings).toMatchObject([
    { kind: 'first', reader: 'AB', status: 'signed', editedBeats: 5 },
    { kind: 'second', reader: 'CD', status: 'signed', editedBeats: 5 },
    { kind: 'adjudicated', reader: 'EF', status: 'signed' },
  ]);
  await app.close();
  removeProfile(app.profile);
});
