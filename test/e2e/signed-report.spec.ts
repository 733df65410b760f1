import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'playwright/test';
import { AppPage } from '../support/app-page.ts';
import { launchApp, removeProfile } from '../support/app-driver.ts';
import { call, jobEnd } from '../support/bridge-calls.ts';
import { goToView, nameReader, openFromLibrary, tabTo } from '../support/keyboard.ts';
import { keepScreenshot } from '../support/screenshots.ts';

/** A Holter from its opening to a signed report, without a mouse. */
test('a demo Holter is triaged to a signed report by keyboard alone', async () => {
  test.setTimeout(300_000);
  const app = await launchApp({ size: { width: 1440, height: 900 } });
  const { window, application } = app;
  const page = new AppPage(window);
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ectopy-report-'));
  const file = path.join(folder, 'report.pdf');
  // The system's own dialog cannot be driven: it answers as if this file was chosen.
  await application.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
  await nameReader(window, 'AB');
  const { jobId } = await call(window, 'recordings:create-demo', { hours: 0.5, seed: 3 });
  expect(await jobEnd(window, jobId)).toBe('done');
  await openFromLibrary(window, 'demo');
  const { id: recordingId } = await page.recording();

  // The first event, seen in the strips, goes into the report.
  await window.keyboard.press('j');
  await window.keyboard.press('b');
  await expect
    .poll(async () => (await call(window, 'bookmarks:list', { recordingId })).length)
    .toBe(1);

  // Its ribbon above the strips is a stop of the keyboard.
  await window.keyboard.press('Escape');
  await window.keyboard.press('Escape');
  const overview = window.getByRole('region', { name: 'Overview' });
  await expect(async () => {
    await window.keyboard.press('Shift+Tab');
    await expect(overview.getByRole('button')).toBeFocused({ timeout: 100 });
  }).toPass({ intervals: [0], timeout: 15_000 });

  // The conclusion is signed with the beats: first it is written.
  await goToView(window, 'Report');
  const conclusion = window.getByRole('textbox', { name: 'In your words' });
  await tabTo(window, conclusion);
  await window.keyboard.type('Sinus rhythm with ectopic beats of both origins.');
  await window.keyboard.press('Tab');
  const pages = window.getByRole('img', { name: /^Page \d+ of \d+$/ });
  await expect(pages.first()).toBeVisible({ timeout: 60_000 });

  await goToView(window, 'Readers');
  await tabTo(window, window.getByRole('button', { name: /^Sign this reading/ }));
  await window.keyboard.press('Enter');
  await expect
    .poll(async () => (await call(window, 'recordings:open', { recordingId })).reading.status)
    .toBe('signed');
  await goToView(window, 'Report');
  await expect(pages.first()).toBeVisible({ timeout: 60_000 });
  await keepScreenshot(window, 'story-signed-report');

  await tabTo(window, window.getByRole('button', { name: 'PDF' }));
  await window.keyboard.press('Enter');
  await expect.poll(() => existsSync(file), { timeout: 60_000 }).toBe(true);
  expect(readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-');

  // What is printed is what was signed: an edit afterwards makes it a draft again, and says so.
  const html = path.join(folder, 'report.html');
  const write = async (): Promise<string> => {
    const { jobId: writing } = await call(window, 'report:write', { recordingId, format: 'html', file: html }); // prettier-ignore
    expect(await jobEnd(window, writing)).toBe('done');
    return readFileSync(html, 'utf8');
  };
  const signed = await write();
  expect(signed).toContain('Signed in Ectopy');
  expect(signed).toContain('Sinus rhythm with ectopic beats of both origins.');
  await call(window, 'edits:append', { recordingId, edits: [{ kind: 'relabel', beatId: 5, beatClass: 'V' }] }); // prettier-ignore
  const edited = await write();
  expect(edited).toContain('Changed after version 1 was signed by AB');
  expect(edited).not.toContain('Signed in Ectopy');

  await app.close();
  removeProfile(app.profile);
  rmSync(folder, { recursive: true, force: true });
});
