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

/** Leaves out the time from the selected beat to the third after it. */
async function leaveOut(window: Page): Promise<void> {
  await window.keyboard.press('x');
  for (let step = 0; step < 3; step++) await window.keyboard.press('Tab');
  await window.keyboard.press('x');
  await expect(window.getByText(/^Left out /)).toBeVisible();
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
  await leaveOut(window);
  await sign(window);
  await expect(window.getByText('Version 1', { exact: true })).toBeVisible();
  const header = window.getByRole('banner');
  await expect(header).toContainText('Reader AB · signed');

  // The mark follows every save: an edit, and the undo that leads back to what was signed.
  await window.keyboard.press('Control+z');
  await expect(header).toContainText('changed since signed');
  await window.keyboard.press('Control+Shift+z');
  await expect(header).toContainText('Reader AB · signed');

  await beginAs(window, 'Name of the second reader', 'CD');
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
    expect(window.getByText(`${settled} of 4 settled`).first()).toBeVisible();
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
  // The time that AB left out and CD did not: the same keys, but no class.
  await expect(window.getByRole('group', { name: 'Adjudication' })).toContainText('left out');
  await window.keyboard.press('v');
  await progress(3);
  await look(window, 'adjudication-of-time');
  await window.keyboard.press('1');
  await progress(4);
  await expect(window.getByText('All differences are settled.')).toBeVisible();

  await goToTab(window, 'Readings');
  await sign(window);
  const adjudicated = window.getByRole('article', { name: 'Adjudicated reading' });
  await expect(adjudicated).toContainText('signed by EF');
  for (const name of ['First reading', 'Second reading']) {
    await expect(window.getByRole('article', { name })).toContainText('all as it stands now');
  }

  await goToTab(window, 'Audit trail');
  const trail = window.getByRole('table', { name: 'Audit trail' });
  await expect(trail).toContainText('Signed');
  await tabTo(window, window.getByRole('combobox', { name: 'Reader' }));
  await window.keyboard.type('EF');
  await expect(trail).not.toContainText('CD');
  await look(window, 'audit-trail');

  await goToTab(window, 'Readings');
  const first = window.getByRole('article', { name: 'First reading' });
  await tabTo(window, first.getByRole('button', { name: 'Open version 1, read only' }));
  await window.keyboard.press('Enter');
  const version = window.getByRole('region', { name: 'Signed version' });
  await expect(version).toContainText(/Version 1, signed by AB, .*\. Read only\./);
  await expect(header).toContainText('First reading · Reader AB · version 1, read only');
  await window.getByRole('application', { name: 'Lead strips' }).waitFor();
  await window.keyboard.press('Home');
  await window.keyboard.press('Tab');
  await window.keyboard.press('v');
  await expect(window.getByText('Version 1 is signed and read only')).toBeVisible();
  await look(window, 'version-in-strips');
  for (const view of ['Beat groups', 'Full disclosure', 'Events', 'Trends', 'Report'] as const) {
    await goToView(window, view);
    await expect(version).toBeVisible();
  }
  await expect(window.getByRole('textbox', { name: 'In your words' })).not.toBeEditable();
  await expect(window.getByRole('img', { name: /^Page 1 of \d+$/ })).toBeVisible({
    timeout: 60_000,
  });
  await look(window, 'version-in-report');
  const signedBeats = await call(window, 'recordings:open', { recordingId });
  expect(signedBeats).toMatchObject({ canUndo: false, reading: { version: { number: 1 } } });
  await window.keyboard.press('Shift+Escape');
  await expect(version).toBeHidden();
  await expect(header).toContainText('Adjudicated reading · Reader EF · signed');

  const { readings } = await call(window, 'readings:list', { recordingId });
  expect(readings).toMatchObject([
    { kind: 'first', reader: 'AB', status: 'signed', editedBeats: 5 },
    { kind: 'second', reader: 'CD', status: 'signed', editedBeats: 5 },
    { kind: 'adjudicated', reader: 'EF', status: 'signed' },
  ]);
  await app.close();
  removeProfile(app.profile);
});
