import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from 'playwright/test';
import { AppPage, VIEWS } from '../support/app-page.ts';
import { launchApp, removeProfile, type RunningApp } from '../support/app-driver.ts';
import { call, jobEnd } from '../support/bridge-calls.ts';
import { keepScreenshot } from '../support/screenshots.ts';

/** Every view in every theme: no violation that axe can see, nothing cut off, and a picture. */

const SIZES = [
  { width: 1280, height: 720, zoom: 1 },
  { width: 1920, height: 1080, zoom: 1 },
  { width: 3840, height: 2160, zoom: 1 },
  { width: 1440, height: 900, zoom: 2 },
];

let app: RunningApp;
let page: AppPage;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  app = await launchApp();
  page = new AppPage(app.window);
  await page.nameReader('AB');
  const { jobId } = await call(app.window, 'recordings:create-demo', { hours: 0.1, seed: 3 });
  expect(await jobEnd(app.window, jobId)).toBe('done');
  // A demo carries nothing to check against, and does not pass for checked.
  await expect(app.window.getByRole('cell', { name: 'Not assessed' })).toBeVisible();
  await page.openRecording('demo');
  await page.chip('V').click();
  await page.strips.focus();
  await app.window.keyboard.press('Tab');
});

test.afterAll(async () => {
  await app.close();
  removeProfile(app.profile);
});

for (const theme of ['Light', 'Dark', 'High contrast']) {
  test(`views are accessible, ${theme.toLowerCase()}`, async () => {
    test.setTimeout(300_000);
    await page.goTo('Settings');
    await app.window.getByText(theme, { exact: true }).click();
    await inEveryView(async (name) => {
      await look(app.window, `${name}-${theme}`);
      await checkAxe(app.window, name);
    });
  });
}

for (const { width, height, zoom } of SIZES) {
  const size = zoom === 1 ? `${width} x ${height}` : `${width} x ${height} at ${zoom * 100} %`;
  test(`no control is out of reach at ${size}`, async () => {
    test.setTimeout(300_000);
    await app.application.evaluate(
      ({ BrowserWindow }, to) => {
        const [window] = BrowserWindow.getAllWindows();
        window?.setContentSize(to.width, to.height);
        window?.webContents.setZoomFactor(to.zoom);
      },
      { width, height, zoom },
    );
    await inEveryView(async (name) => {
      await look(app.window, `${name}-${size}`);
      expect(await cutOff(app.window), name).toEqual([]);
      // What scrolls, and must have a stop for the keyboard, depends on the room there is.
      if (zoom > 1) await checkAxe(app.window, name);
    });
  });
}

/** Goes through all views and all tabs within them. */
async function inEveryView(check: (name: string) => Promise<void>): Promise<void> {
  const tabs = app.window.getByRole('main').getByRole('tab');
  for (const view of VIEWS) {
    await page.goTo(view);
    await expect(
      app.window.getByRole('heading', { level: 1 }).or(tabs.first()).first(),
    ).toBeAttached();
    const names = await tabs.allInnerTexts();
    if (names.length === 0) await check(view);
    for (const [index, name] of names.entries()) {
      await tabs.nth(index).click();
      await expect(tabs.nth(index)).toHaveAttribute('aria-selected', 'true');
      await check(`${view}-${name}`);
    }
    if (names.length > 0) await tabs.first().click();
  }
}

/** Waits for what is drawn and keeps a picture. */
async function look(window: Page, name: string): Promise<void> {
  await window.waitForTimeout(400);
  await keepScreenshot(window, name.toLowerCase().replaceAll(/[ %]+/g, '-'));
}

async function checkAxe(window: Page, name: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page: window }).setLegacyMode(true).analyze();
  const named = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
  expect(named, name).toEqual([]);
}

/** Controls of which something lies outside of what shows it, and that no scrolling brings in. */
async function cutOff(window: Page): Promise<string[]> {
  return window.evaluate(() => {
    const TOLERANCE_PX = 1.5;
    const SCROLLS = /auto|scroll/;
    const HIDES = /hidden|clip/;
    const isCut = (control: Element): boolean => {
      let { left, right, top, bottom } = control.getBoundingClientRect();
      for (let around = control.parentElement; around !== null; around = around.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(around);
        const box = around.getBoundingClientRect();
        const across = Math.max(box.left - left, right - box.right) > TOLERANCE_PX;
        const down = Math.max(box.top - top, bottom - box.bottom) > TOLERANCE_PX;
        if (HIDES.test(overflowX) && across) return true;
        if (HIDES.test(overflowY) && down) return true;
        if (SCROLLS.test(overflowX)) ({ left, right } = box);
        if (SCROLLS.test(overflowY)) ({ top, bottom } = box);
      }
      return right > innerWidth + TOLERANCE_PX || bottom > innerHeight + TOLERANCE_PX;
    };
    return [...document.querySelectorAll('button, input, select, textarea, a[href]')]
      .filter(
        (control) => control.checkVisibility() && control.closest('.visually-hidden') === null,
      )
      .filter((control) => control.getBoundingClientRect().width > 2 && isCut(control))
      .map((control) => control.getAttribute('aria-label') ?? control.outerHTML.slice(0, 120));
  });
}
