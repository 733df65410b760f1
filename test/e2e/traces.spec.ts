import { expect, test } from 'playwright/test';
import { AppPage } from '../support/app-page.ts';
import { launchApp, removeProfile } from '../support/app-driver.ts';
import { call, jobEnd } from '../support/bridge-calls.ts';
import { keepScreenshot } from '../support/screenshots.ts';

/** Full disclosure and strips as one place in the recording, from the keyboard alone. */

test('pages of rows share the place with the strips; filters and ways of playing are kept', async () => {
  test.setTimeout(240_000);
  const app = await launchApp();
  const { window } = app;
  const page = new AppPage(window);
  await page.nameReader('AB');
  const { jobId } = await call(window, 'recordings:create-demo', { hours: 0.5, seed: 3 });
  expect(await jobEnd(window, jobId)).toBe('done');
  await page.openRecording('demo');

  await page.goTo('Full disclosure');
  const pages = window.getByRole('application', { name: 'Full disclosure' });
  await expect(pages).toBeFocused();
  await expect(window.getByText('Page 1 of 3')).toBeVisible();
  const rows = window.getByRole('list', { name: 'Rows in view' }).getByRole('listitem');
  await expect(rows.first()).toContainText('0:00:00 to 0:01:00');
  await window.keyboard.press('PageDown');
  await expect(window.getByText('Page 2 of 3')).toBeVisible();
  await window.waitForFunction(() => performance.getEntriesByName('disclosure-draw').length > 1);
  await keepScreenshot(window, 'disclosure-page-2');
  await window.keyboard.press('[');
  await expect(window.getByText(/Page \d of 5/)).toBeVisible();
  await window.keyboard.press('3');
  await expect(window.getByText(/^S: [\d,]+ of [\d,]+ beats, the others pale$/)).toBeVisible();
  await window.keyboard.press('1');
  await window.keyboard.press('b');
  await expect(window.getByRole('img', { name: /^Bookmark 1, / }).first()).toBeVisible();
  await window.keyboard.press('End');
  await window.keyboard.press('Enter');

  await expect(page.strips).toBeFocused();
  const position = window.getByText(/^0:29:\d\d\.\d$/);
  await expect(position).toBeVisible();
  const overview = window.getByRole('region', { name: 'Overview' });
  await overview.getByRole('button', { name: /^Bookmark 1, / }).click();
  await expect(position).toBeHidden();
  await window.keyboard.press('End');
  await expect(position).toBeVisible();
  await window.keyboard.press('h');
  await expect(window.getByRole('button', { name: 'display filter 0.5–40 Hz' })).toBeVisible();
  await window.keyboard.press('p');
  const playing = window.getByRole('combobox', { name: 'What moves while playing' });
  await expect(playing).toHaveValue('sweep');
  await keepScreenshot(window, 'strips-filtered');
  await app.close();

  const again = await launchApp({ profile: app.profile });
  await expect(again.window.getByText(/^0:29:\d\d\.\d$/)).toBeVisible();
  await expect(
    again.window.getByRole('button', { name: 'display filter 0.5–40 Hz' }),
  ).toBeVisible();
  await expect(
    again.window.getByRole('combobox', { name: 'What moves while playing' }),
  ).toHaveValue('sweep');
  await again.close();
  removeProfile(app.profile);
});
