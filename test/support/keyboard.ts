import type { Locator, Page } from 'playwright';
import type { ViewLabel } from './app-page.ts';

/** Ways through the application without a mouse, as its end-to-end stories take them. */

/** More stops than any view has between two of its controls. */
const MOST_STOPS = 120;

/** Steps on with Tab until a control has the focus. */
export async function tabTo(window: Page, control: Locator): Promise<void> {
  await control.waitFor();
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    if (await control.evaluate((element) => element === document.activeElement)) return;
    await window.keyboard.press('Tab');
  }
  const reached = await window.locator(':focus').evaluateAll(([focused]) => focused?.outerHTML);
  throw new Error(
    `Tab does not reach ${String(control)}, but ${reached?.slice(0, 200) ?? 'nothing'}`,
  );
}

/** Goes to a view by the key that its button in the rail names. */
export async function goToView(window: Page, view: ViewLabel): Promise<void> {
  const rail = window.getByRole('navigation', { name: 'Views' });
  const keys = await rail.getByRole('button', { name: view }).getAttribute('aria-keyshortcuts');
  if (keys === null) throw new Error(`No key leads to ${view}`);
  await window.keyboard.press(keys);
}

/** Answers the question who is reading. */
export async function nameReader(window: Page, name: string): Promise<void> {
  await tabTo(window, window.getByLabel('Name or initials'));
  await window.keyboard.type(name);
  await window.keyboard.press('Enter');
  await window.getByText(`Reader ${name}`).waitFor();
}

/** Opens a recording from the library's list; the strips have the focus then. */
export async function openFromLibrary(window: Page, name: string): Promise<void> {
  await goToView(window, 'Library');
  const recordings = window.getByRole('table', { name: 'Recordings' });
  await tabTo(window, recordings.getByRole('button', { name, exact: true }).first());
  await window.keyboard.press('Enter');
  await window.getByRole('application', { name: 'Lead strips' }).waitFor();
}

/** Runs the first entry of the palette that some words find. */
export async function runFromPalette(window: Page, words: string): Promise<void> {
  await window.keyboard.press('Control+k');
  await window.getByRole('combobox', { name: /^Command/ }).waitFor();
  await window.keyboard.type(words);
  await window.keyboard.press('Enter');
}
