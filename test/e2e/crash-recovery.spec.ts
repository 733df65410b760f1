import { expect, test, type Page } from 'playwright/test';
import { decodeGroupColumns } from '../../app/contract/group-columns.ts';
import { AppPage } from '../support/app-page.ts';
import { launchApp, removeProfile } from '../support/app-driver.ts';
import { call, jobEnd } from '../support/bridge-calls.ts';
import { killCore } from '../support/core-kill.ts';
import { goToView, nameReader, openFromLibrary } from '../support/keyboard.ts';
import { fetchBeats, fetchData } from '../support/reading-columns.ts';
import { keepScreenshot } from '../support/screenshots.ts';

/** All that a reader has said of a recording, and where the reader is, as the core has it. */
async function stored(window: Page, recordingId: string) {
  const { viewState } = await call(window, 'recordings:open', { recordingId });
  const { regions } = await call(window, 'quality:of', { recordingId });
  const { steps } = await call(window, 'history:list', { recordingId, first: 0, count: 500 });
  const { beatId, beatClass } = await fetchBeats(window, recordingId);
  const groups = await fetchData(window, `groups?recordingId=${recordingId}`);
  return {
    viewState,
    regions,
    steps,
    bookmarks: await call(window, 'bookmarks:list', { recordingId }),
    labels: Array.from(beatId, (id, row) => `${id} ${beatClass[row] ?? ''}`),
    groupOf: Array.from(decodeGroupColumns(groups).groupOf),
  };
}

test('after the core was killed in mid-review everything is there and the work goes on, by keyboard alone', async () => {
  test.setTimeout(240_000);
  const app = await launchApp({ size: { width: 1440, height: 900 } });
  const { window } = app;
  const { keyboard } = window;
  const page = new AppPage(window);
  await nameReader(window, 'AB');
  const { jobId } = await call(window, 'recordings:create-demo', { hours: 0.25, seed: 3 });
  expect(await jobEnd(window, jobId)).toBe('done');
  const { id: recordingId } = await page.recording();
  await openFromLibrary(window, 'demo');
  const state = () => stored(window, recordingId);
  const stepCount = async () =>
    (await call(window, 'history:list', { recordingId, first: 0, count: 1 })).total;
  const isGrouped = async () =>
    (await call(window, 'groups:state', { recordingId })).grouping !== null;

  // Labels of single beats, a stretch that is left out, a strip for the report.
  await keyboard.press('Home');
  await keyboard.press('Tab');
  for (const letter of 'vsf') await keyboard.press(letter);
  await expect.poll(stepCount).toBe(3);
  await keyboard.press('PageDown');
  await keyboard.press('PageDown');
  await keyboard.press('x');
  await keyboard.press('ArrowRight');
  await keyboard.press('x');
  await expect.poll(stepCount).toBe(4);
  await keyboard.press('PageDown');
  await keyboard.press('b');
  await expect.poll(async () => (await state()).bookmarks.length).toBe(1);

  // A group is split, and another one labelled as a whole.
  await expect.poll(isGrouped, { timeout: 60_000 }).toBe(true);
  await goToView(window, 'Beat groups');
  const options = window.getByRole('listbox', { name: 'Beat groups' }).getByRole('option');
  const names = await options.evaluateAll((all) =>
    all.map((option) => option.getAttribute('aria-label') ?? option.textContent),
  );
  const walkTo = async (name: RegExp): Promise<void> => {
    await keyboard.press('Home');
    const place = names.findIndex((own) => name.test(own));
    for (let step = 0; step < place; step += 1) await keyboard.press('ArrowRight');
  };
  await walkTo(/^Group 1,/);
  await keyboard.press('d');
  await expect(window.getByRole('dialog')).toContainText('Split the');
  await keyboard.press('Enter');
  await expect.poll(stepCount).toBe(5);
  await walkTo(/, [2-9] beats, /);
  await keyboard.press('Shift+Q');
  await expect.poll(stepCount).toBe(6);
  await keepScreenshot(window, 'story-recovery-groups');

  // In the middle of the strips, among the beats of one class.
  await goToView(window, 'Review');
  await page.strips.waitFor();
  await keyboard.press('4');
  for (let beat = 0; beat < 3; beat += 1) await keyboard.press('Tab');
  await expect(page.inspector).toContainText('ventricular');
  const selected = async () => (await state()).viewState?.selectedBeatId ?? null;
  await expect.poll(selected).not.toBeNull();
  await expect(window.getByText(/^Saved \d/)).toBeVisible();
  await keepScreenshot(window, 'story-recovery-before');
  const before = await state();
  expect(before).toMatchObject({ viewState: { filter: 'V' }, regions: [{ reader: 'AB' }] });
  const counts = async (): Promise<number[]> =>
    Promise.all(['All', 'N', 'S', 'V', 'F', 'Q'].map((label) => page.count(label)));
  const countsBefore = await counts();

  killCore(app.profile);
  await expect(window.getByText(/^The core stopped/)).toBeVisible();
  await keepScreenshot(window, 'story-recovery-killed');
  await expect
    .poll(async () => (await call(window, 'app:info', {})).coreState, { timeout: 30_000 })
    .toBe('running');
  await expect(window.getByText(/^The core stopped/)).toBeHidden();
  expect(await state()).toEqual(before);
  expect(await counts()).toEqual(countsBefore);
  await expect(page.strips).toBeFocused();
  await expect(page.chip('V')).toHaveAttribute('aria-pressed', 'true');

  // The next key is an edit like any other, and undo goes back beyond the crash.
  await keyboard.press('s');
  await expect.poll(stepCount).toBe(7);
  await expect.poll(() => page.count('V')).toBe((countsBefore[3] ?? 0) - 1);
  for (let undone = 0; undone < 2; undone += 1) await keyboard.press('Control+z');
  const history = { recordingId, first: 0, count: 1 };
  await expect.poll(async () => (await call(window, 'history:list', history)).done).toBe(5);
  await keyboard.press('Control+Shift+z');
  await expect.poll(async () => (await call(window, 'history:list', history)).done).toBe(6);
  await keyboard.press('Shift+h');
  await expect(window.getByRole('listbox', { name: 'History of edits' })).toBeFocused();
  await keepScreenshot(window, 'story-recovery-after');
  const afterwards = await state();
  expect(afterwards.labels).toEqual(before.labels);

  // The same holds when the whole program was closed.
  await app.close();
  const again = await launchApp({ profile: app.profile, size: { width: 1440, height: 900 } });
  const reopened = new AppPage(again.window);
  await openFromLibrary(again.window, 'demo');
  expect(await stored(again.window, recordingId)).toEqual(afterwards);
  await expect(reopened.chip('V')).toHaveAttribute('aria-pressed', 'true');
  await expect(reopened.inspector).toContainText(`beat ${afterwards.viewState?.selectedBeatId}`);
  await keepScreenshot(again.window, 'story-recovery-restarted');
  await again.close();
  removeProfile(app.profile);
});
