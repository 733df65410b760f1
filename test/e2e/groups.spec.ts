import { expect, test } from 'playwright/test';
import { AppPage } from '../support/app-page.ts';
import { launchApp, removeProfile } from '../support/app-driver.ts';
import { call, jobEnd } from '../support/bridge-calls.ts';
import { nameReader, openFromLibrary } from '../support/keyboard.ts';
import { keepScreenshot } from '../support/screenshots.ts';

/** An annotator's way through a recording: groups instead of beats, without a mouse. */
test('groups are labelled, split, undone and opened by keyboard alone', async () => {
  test.setTimeout(240_000);
  const app = await launchApp({ size: { width: 1440, height: 900 } });
  const { window } = app;
  const { keyboard } = window;
  const page = new AppPage(window);
  await nameReader(window, 'AB');
  const { jobId } = await call(window, 'recordings:create-demo', { hours: 1, seed: 3 });
  expect(await jobEnd(window, jobId)).toBe('done');
  await openFromLibrary(window, 'demo');
  const { id: recordingId } = await page.recording();
  const grouped = async () => (await call(window, 'groups:state', { recordingId })).grouping;
  await expect.poll(grouped, { timeout: 60_000 }).not.toBeNull();

  const rail = window.getByRole('navigation', { name: 'Views' });
  const groupsButton = rail.getByRole('button', { name: 'Beat groups' });
  await keyboard.press((await groupsButton.getAttribute('aria-keyshortcuts')) ?? '');
  const cards = window.getByRole('listbox', { name: 'Beat groups' });
  await expect(cards).toBeFocused();
  const options = cards.getByRole('option');
  const count = await options.count();
  expect(count).toBe((await grouped())?.groups);
  await expect(options.nth(11).locator('[aria-busy="false"] canvas')).toBeVisible();
  await keepScreenshot(window, 'groups-cards');

  // The largest group is asked about with its number; Escape changes nothing.
  const names = await options.allInnerTexts();
  const place = names.findIndex((name) => name.startsWith('Group 1,'));
  const labelled = /^Group 1, [\d,]+ N, /;
  await expect(options.nth(place)).toHaveAccessibleName(labelled);
  await keyboard.press('Home');
  for (let step = 0; step < place; step += 1) await keyboard.press('ArrowRight');
  await keyboard.press('Shift+V');
  const question = window.getByRole('dialog');
  await expect(question).toContainText(/Label all [\d,]+ beats of group 1 V\?/);
  await keyboard.press('Escape');
  await expect(question).toBeHidden();
  await expect(options.nth(place)).toHaveAccessibleName(labelled);

  // Enter agrees; one undo takes all of it back, and no card has moved.
  await keyboard.press('Shift+V');
  await keyboard.press('Enter');
  await expect(options.nth(place)).toHaveAccessibleName(/^Group 1, [\d,]+ V, /);
  await keyboard.press('Control+z');
  await expect(options.nth(place)).toHaveAccessibleName(labelled);

  await keyboard.press('d');
  await expect(question).toContainText(/Split the [\d,]+ beats of group 1 by shape\?/);
  await keyboard.press('Enter');
  await expect.poll(() => options.count()).toBeGreaterThan(count);
  await keyboard.press('Control+z');
  await expect.poll(() => options.count()).toBe(count);

  await keyboard.press('Enter');
  const members = window.getByRole('listbox', { name: /^Beats of group 1/ });
  await expect(members).toBeFocused();
  await keyboard.press('Space');
  await keyboard.press('Shift+ArrowRight');
  await expect(members.getByRole('option', { selected: true })).toHaveCount(2);
  await expect(window.locator('aside [aria-busy="false"]')).toBeVisible();
  await keepScreenshot(window, 'groups-members');
  await keyboard.press('f');
  await expect(window.getByRole('status')).toContainText(['2 beats labelled F']);

  // The same beats in the strips, and back to their group from there.
  await keyboard.press('Shift+Enter');
  await expect(page.strips).toBeVisible();
  await expect(page.chip('selected')).toHaveAttribute('aria-pressed', 'true');

  // Without selected beats the same key means the whole group of the beat.
  await keyboard.press('1');
  await keyboard.press('Shift+S');
  await expect(question).toContainText(/Label all [\d,]+ beats of group 1 S\?/);
  await keepScreenshot(window, 'groups-from-strips');
  await keyboard.press('Enter');
  await expect(window.getByRole('status')).toContainText([/^[\d,]+ beats labelled S/]);
  await expect(page.strips).toBeFocused();
  const labels = page.chip('S');
  const many = await labels.innerText();
  await keyboard.press('Control+z');
  await expect(labels).not.toHaveText(many);

  const link = window.getByRole('button', { name: /^Group 1 · / });
  await expect(link).toBeVisible();
  await link.press('Enter');
  await expect(members).toBeVisible();

  await app.close();
  removeProfile(app.profile);
});
