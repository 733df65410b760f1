import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from 'playwright/test';
import { VIEWS } from '../support/app-page.ts';
import { freshProfile, launchApp, removeProfile, type RunningApp } from '../support/app-driver.ts';

/** The frame around the views: first start, keyboard, themes, and what a restart must keep. */

let profile: string;
let app: RunningApp;
let window: Page;

test.beforeAll(async () => {
  profile = freshProfile();
  await start();
});

test.afterAll(async () => {
  await app.close();
  removeProfile(profile);
});

async function start(): Promise<void> {
  app = await launchApp({ profile });
  window = app.window;
}

function viewButton(name: string) {
  return window
    .getByRole('navigation', { name: 'Views' })
    .getByRole('button', { name, exact: true });
}

test('a first start says what to do, and asks for a name without standing in the way', async () => {
  await expect(window.getByRole('heading', { name: 'Open your first recording' })).toBeVisible();
  await expect(window.getByRole('button', { name: 'Create demo Holter' })).toBeVisible();
  await expect(window.getByRole('form', { name: 'Who is reading?' })).toBeVisible();

  await viewButton('Training').click();
  await expect(window.getByRole('heading', { name: 'No corrections yet' })).toBeVisible();
  await expect(window.getByRole('button', { name: 'Start training' })).toBeDisabled();

  await viewButton('Review').click();
  await expect(window.getByRole('heading', { name: 'No recording is open' })).toBeVisible();

  await window.getByLabel('Name or initials').fill('  Anna Berg ');
  await window.getByRole('button', { name: 'Save name' }).click();
  await expect(window.getByRole('button', { name: 'Reader Anna Berg' })).toBeVisible();
  await expect(window.getByRole('form', { name: 'Who is reading?' })).toBeHidden();
});

test('every view has its key, and there is no other', async () => {
  const rail = window.getByRole('navigation', { name: 'Views' }).getByRole('button');
  await expect(rail).toHaveCount(VIEWS.length);
  for (const [index, name] of VIEWS.entries()) {
    await window.keyboard.press(name === 'Settings' ? 'Control+,' : `Control+${index + 1}`);
    await expect(viewButton(name)).toHaveAttribute('aria-current', 'page');
  }
});

test('a theme shows at once', async () => {
  await viewButton('Settings').click();
  const ground = () => window.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await window.getByText('Light', { exact: true }).click();
  await expect.poll(ground).toBe('rgb(246, 247, 249)');
  await window.getByText('Dark', { exact: true }).click();
  await expect.poll(ground).toBe('rgb(23, 29, 34)');
});

test('the display is calibrated with a ruler', async () => {
  await viewButton('Settings').click();
  await window.getByRole('slider', { name: 'Pixels per millimetre' }).fill('4.5');
  await expect(window.getByText('4.50 px per mm')).toBeVisible();
  await window.getByRole('button', { name: 'Longer', exact: true }).click();
  await expect(window.getByText('4.51 px per mm')).toBeVisible();
  const width = await window
    .getByRole('img', { name: 'Bar of 100 mm' })
    .locator('rect')
    .evaluate((bar) => bar.getBoundingClientRect().width);
  expect(width).toBeCloseTo(451, 0);
});

test('a restart keeps the place, the name, the theme and the calibration', async () => {
  await viewButton('Settings').click();
  await app.close();
  await start();
  await expect(viewButton('Settings')).toHaveAttribute('aria-current', 'page');
  await expect(window.getByRole('button', { name: 'Reader Anna Berg' })).toBeVisible();
  await expect(window.getByRole('form', { name: 'Who is reading?' })).toBeHidden();
  await expect(window.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(window.getByText('4.51 px per mm')).toBeVisible();
});

for (const theme of ['Light', 'Dark', 'High contrast']) {
  test(`no accessibility violations, ${theme.toLowerCase()}`, async () => {
    await viewButton('Settings').click();
    await window.getByText(theme, { exact: true }).click();
    for (const name of VIEWS) {
      await viewButton(name).click();
      const { violations } = await new AxeBuilder({ page: window }).setLegacyMode(true).analyze();
      expect(violations.map(({ id, nodes }) => `${name}: ${id}: ${nodes[0]?.html ?? ''}`)).toEqual(
        [],
      );
    }
  });
}
