import type { Locator, Page } from 'playwright';

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
  throw new Error(`Tab does not reach ${String(control)}`);
}

/** Goes to a view by the key that its button in the rail names. */
export async function goToView(window: Page, view: string): Promise<void> {
  const rail = window.getByRole('navigation', { name: 'Views' });
  const keys = await rail.getByRole('button', { name: view }).getAttribute('aria-keyshortcuts');
  if (keys === null) throw new Error(`No key leads to ${view}`);
  await window.keyboard.press(keys);
}
