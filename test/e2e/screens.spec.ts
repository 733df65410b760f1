import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from 'playwright/test';
import { AppPage } from '../support/app-page.ts';
import { launchApp, removeProfile } from '../support/app-driver.ts';
import { call, jobEnd } from '../support/bridge-calls.ts';
import { keepScreenshot } from '../support/screenshots.ts';

/** Every view in every theme: no violation that axe can see, and a picture to look at. */

const SIZES = [
  { width: 1440, height: 900 },
  { width: 1920, height: 1080 },
  { width: 1280, height: 720 },
];
const VIEWS = [
  'Library',
  'Review',
  'Beat groups',
  'Full disclosure',
  'Events',
  'Readers',
  'Trends',
  'Training',
  'Settings',
] as const;
const TABS = ['Protocols', 'Models', 'Corrections'] as const;

for (const size of SIZES) {
  test(`views at ${size.width} x ${size.height} are accessible in every theme`, async () => {
    test.setTimeout(300_000);
    const app = await launchApp({ size });
    const page = new AppPage(app.window);
    await page.nameReader('AB');
    const { jobId } = await call(app.window, 'recordings:create-demo', { hours: 0.1, seed: 3 });
    expect(await jobEnd(app.window, jobId)).toBe('done');
    // A demo carries nothing to check against, and does not pass for checked.
    await expect(app.window.getByRole('cell', { name: 'Not assessed' })).toBeVisible();
    await page.openRecording('demo');
    await page.chip('V').click();
    await page.strips.focus();
    await app.window.keyboard.press('Tab');
    for (const theme of ['Light', 'Dark', 'High contrast']) {
      await page.goTo('Settings');
      await app.window.getByText(theme, { exact: true }).click();
      for (const view of VIEWS) {
        await page.goTo(view);
        if (view !== 'Training') {
          await look(app.window, `${view}-${size.width}-${theme}`);
          continue;
        }
        for (const tab of TABS) {
          await app.window.getByRole('tab', { name: tab }).click();
          await expect(app.window.getByRole('tabpanel', { name: tab })).toBeVisible();
          await look(app.window, `${tab}-${size.width}-${theme}`);
        }
      }
    }
    await app.close();
    removeProfile(app.profile);
  });
}

/** Keeps a picture and asks axe. */
async function look(window: Page, name: string): Promise<void> {
  await window.waitForTimeout(400);
  await keepScreenshot(window, name.toLowerCase().replaceAll(' ', '-'));
  const { violations } = await new AxeBuilder({ page: window }).setLegacyMode(true).analyze();
  const named = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
  expect(named, name).toEqual([]);
}
