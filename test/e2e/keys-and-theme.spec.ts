import { expect, test, type Page } from 'playwright/test';
import { FLAG_EDITED } from '../../app/contract/beat-columns.ts';
import { beatClassAt } from '../../app/domain/beat-class.ts';
import { AppPage } from '../support/app-page.ts';
import { launchApp, removeProfile } from '../support/app-driver.ts';
import { call, jobEnd } from '../support/bridge-calls.ts';
import {
  goToView,
  nameReader,
  openFromLibrary,
  runFromPalette,
  tabTo,
} from '../support/keyboard.ts';
import { GREEK, LayoutKeyboard, RUSSIAN } from '../support/layout-keyboard.ts';
import { fetchBeats } from '../support/reading-columns.ts';
import { keepScreenshot } from '../support/screenshots.ts';

/** A row of the list of keys: which keys a command has. */
function rowOf(window: Page, command: string) {
  return window.getByRole('dialog').locator('.row').filter({ hasText: command });
}

test('theme, keys of other alphabets and changed keys, by keyboard alone, kept over a restart', async () => {
  test.setTimeout(240_000);
  const app = await launchApp({ size: { width: 1440, height: 900 } });
  const { window } = app;
  const { keyboard } = window;
  const page = new AppPage(window);
  const root = window.locator('html');
  await nameReader(window, 'AB');
  const { jobId } = await call(window, 'recordings:create-demo', { hours: 0.1, seed: 3 });
  expect(await jobEnd(window, jobId)).toBe('done');
  const { id: recordingId } = await page.recording();
  await openFromLibrary(window, 'demo');

  await runFromPalette(window, 'high contrast');
  await expect(root).toHaveAttribute('data-theme', 'high-contrast');
  await keepScreenshot(window, 'story-keys-high-contrast');

  // The letters are those of the places, whatever the layout types there.
  const labels = async (own = window): Promise<string> => {
    const { flags, beatClass } = await fetchBeats(own, recordingId);
    return Array.from(beatClass, (label, row) =>
      ((flags[row] ?? 0) & FLAG_EDITED) === 0 ? '' : beatClassAt(label),
    ).join('');
  };
  await keyboard.press('Home');
  await keyboard.press('Tab');
  const russian = await LayoutKeyboard.of(window, RUSSIAN);
  for (const code of ['KeyV', 'KeyS', 'KeyF', 'KeyN', 'KeyQ']) await russian.press(code);
  await expect.poll(labels).toBe('VSFNQ');
  await russian.press('KeyZ', { control: true });
  await expect.poll(labels).toBe('VSFN');
  const greek = await LayoutKeyboard.of(window, GREEK);
  await keyboard.press('Shift+Tab');
  for (const code of ['KeyS', 'KeyV', 'KeyF', 'KeyN']) await greek.press(code);
  await expect.poll(labels).toBe('VSFSVFN');
  await russian.press('KeyK', { control: true });
  const palette = window.getByRole('combobox', { name: /^Command/ });
  await expect(palette).toBeFocused();
  await keyboard.press('Escape');
  await expect(palette).toBeHidden();

  // The theme is in the settings too, and arrows choose among its values.
  await russian.press('Comma', { control: true });
  const themes = window.getByRole('radiogroup', { name: 'Theme' });
  await tabTo(window, themes.getByRole('radio', { checked: true }));
  await keyboard.press('ArrowLeft');
  await expect(root).toHaveAttribute('data-theme', 'dark');

  // A key that is taken already, by its place, is refused; another one is not.
  const search = window.getByRole('textbox', { name: 'Search commands and keys' });
  const change = (command: string) =>
    window.getByRole('button', { name: `Change the key: ${command}`, exact: true });
  const find = async (command: string): Promise<void> => {
    await tabTo(window, search);
    await keyboard.press('Control+a');
    await keyboard.type(command);
    await tabTo(window, change(command));
    await keyboard.press('Enter');
    await expect(change(command)).toHaveText(/^Press the new key/);
  };
  const mark = 'mark the strip for the report';
  await find(mark);
  await russian.press('KeyV');
  const clash = window.getByRole('status').filter({ hasText: 'V is taken' });
  await expect(clash).toContainText('label ventricular');
  await keepScreenshot(window, 'story-keys-clash');
  await tabTo(window, clash.getByRole('button', { name: 'Leave it' }));
  await keyboard.press('Enter');
  await expect(change(mark)).toBeFocused();
  await keyboard.press('Enter');
  await russian.press('KeyZ');
  await expect(clash).toBeHidden();

  // A reader who wants the key all the same takes it away from its command.
  const filter = 'display filter on, off';
  await find(filter);
  await keyboard.press('r');
  await tabTo(window, window.getByRole('button', { name: 'Take R' }));
  await keyboard.press('Enter');
  await expect(change(filter)).toBeFocused();
  await expect(window.getByText('3 commands changed')).toBeVisible();
  await keepScreenshot(window, 'story-keys-settings');

  const marked = async () => (await call(window, 'bookmarks:list', { recordingId })).length;
  await goToView(window, 'Review');
  await expect(page.strips).toBeFocused();
  await keyboard.press('b');
  await russian.press('KeyZ');
  await expect.poll(marked).toBe(1);
  await keyboard.press('PageDown');
  await keyboard.press('z');
  await expect.poll(marked).toBe(2);

  const seesNewKeys = async (own: Page): Promise<void> => {
    await own.keyboard.press('?');
    await expect(rowOf(own, mark)).toHaveText(/^Z/);
    await expect(rowOf(own, filter)).toHaveText(/^R/);
    await expect(rowOf(own, 'show or hide RR intervals')).toHaveText(/^no key/);
  };
  await seesNewKeys(window);
  await keepScreenshot(window, 'story-keys-list');
  await app.close();

  const again = await launchApp({ profile: app.profile, size: { width: 1440, height: 900 } });
  await expect(again.window.locator('html')).toHaveAttribute('data-theme', 'dark');
  await openFromLibrary(again.window, 'demo');
  await seesNewKeys(again.window);
  await again.window.keyboard.press('Escape');
  await again.window.keyboard.press('PageDown');
  await again.window.keyboard.press('z');
  await expect
    .poll(async () => (await call(again.window, 'bookmarks:list', { recordingId })).length)
    .toBe(3);
  expect(await labels(again.window)).toBe('VSFSVFN');
  await keepScreenshot(again.window, 'story-keys-restarted');
  await again.close();
  removeProfile(app.profile);
});
