import { expect, test } from 'playwright/test';
import { unpackEvents } from '../../app/contract/event-columns.ts';
import { AppPage } from '../support/app-page.ts';
import { launchApp, removeProfile } from '../support/app-driver.ts';
import { call, jobEnd } from '../support/bridge-calls.ts';
import { nameReader, openFromLibrary } from '../support/keyboard.ts';
import { keepScreenshot } from '../support/screenshots.ts';

/** A cardiologist's question, answered without a mouse: which pause is the longest, which run the fastest? */
test('the longest pause and the fastest run are found, judged and kept by keyboard alone', async () => {
  test.setTimeout(240_000);
  const app = await launchApp({ size: { width: 1440, height: 900 } });
  const { window } = app;
  const page = new AppPage(window);
  await nameReader(window, 'AB');
  const { jobId } = await call(window, 'recordings:create-demo', { hours: 1, seed: 3 });
  expect(await jobEnd(window, jobId)).toBe('done');
  await openFromLibrary(window, 'demo');
  const { id: recordingId } = await page.recording();
  const listed = async () => unpackEvents(await call(window, 'events:list', { recordingId }));
  const { events, analysedSamples } = await listed();
  const greatest = (kind: string, of: (event: (typeof events)[number]) => number) =>
    events.filter((event) => event.kind === kind).toSorted((a, b) => of(b) - of(a))[0];
  const pause = greatest('pause', ({ startSample, endSample }) => endSample - startSample);
  const run = greatest('ventricular-run', ({ meanBpm }) => meanBpm ?? 0);
  if (pause === undefined || run === undefined) throw new Error('The demo has no pause or no run');

  // J steps to events in the strips; the status line names them.
  await window.keyboard.press('j');
  await expect(window.getByLabel('Review status')).toContainText(
    /couplet|run|Pause|Tachycardia|bigeminy|trigeminy/,
  );

  const rail = window.getByRole('navigation', { name: 'Views' });
  const shortcut = await rail
    .getByRole('button', { name: 'Events' })
    .getAttribute('aria-keyshortcuts');
  await window.keyboard.press(shortcut ?? '');
  const list = window.getByRole('grid', { name: 'Events' });
  await expect(list).toBeFocused();
  await expect(list).toHaveAttribute('aria-rowcount', String(events.length + 1));
  expect(analysedSamples).toBeGreaterThan(0);

  /** Walks back from the list to a figure of the table of kinds and goes to its event. */
  const goTo = async (what: string): Promise<void> => {
    const wanted = window.getByRole('button', { name: new RegExp(`${what}, at`) });
    for (let steps = 0; steps < 80; steps += 1) {
      if (await wanted.evaluate((button) => button === document.activeElement)) break;
      await window.keyboard.press('Shift+Tab');
    }
    await window.keyboard.press('Enter');
    await expect(list).toBeFocused();
  };
  const event = window.getByRole('group', { name: 'Event', exact: true });

  await goTo('Longest, Pause');
  await expect(event).toContainText('Pause');
  await window.keyboard.press('Shift+c');
  await window.keyboard.type('sinus arrest');
  await window.keyboard.press('Enter');
  await expect(list).toBeFocused();
  await expect(list.getByRole('gridcell', { name: 'sinus arrest' })).toBeVisible();
  await keepScreenshot(window, 'events-longest-pause');
  await goTo('Longest, Pause');
  await window.keyboard.press('y');

  await goTo('Fastest, V run');
  await expect(event).toContainText('V run');
  await keepScreenshot(window, 'events-fastest-run');
  await window.keyboard.press('Backspace');

  const said = async () => {
    const { events: judged } = await listed();
    return judged.flatMap(({ startSample, disposition }) =>
      disposition === null ? [] : [[startSample, disposition.status, disposition.comment]],
    );
  };
  await expect.poll(said).toEqual(
    expect.arrayContaining([
      [pause.startSample, 'confirmed', 'sinus arrest'],
      [run.startSample, 'dismissed', ''],
    ]),
  );
  await app.close();
  removeProfile(app.profile);
});
