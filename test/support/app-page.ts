import type { Locator, Page } from 'playwright';
import type { RecordingSummary } from '../../app/contract/schemas.ts';
import { VIEW_NAMES } from '../../app/text/view-names.ts';
import { call } from './bridge-calls.ts';

/** What the rail calls a view. */
export type ViewLabel = (typeof VIEW_NAMES)[keyof typeof VIEW_NAMES];

/** All views from the top of the rail. */
export const VIEWS: readonly ViewLabel[] = Object.values(VIEW_NAMES);

/** The views as a user reaches them; selectors are accessible names only. */
export class AppPage {
  readonly window: Page;
  readonly strips: Locator;
  readonly inspector: Locator;

  constructor(window: Page) {
    this.window = window;
    this.strips = window.getByRole('application', { name: 'Lead strips' });
    this.inspector = window.getByRole('group', { name: 'Selected beat' });
  }

  async goTo(view: ViewLabel): Promise<void> {
    const views = this.window.getByRole('navigation', { name: 'Views' });
    await views.getByRole('button', { name: view }).click();
  }

  async nameReader(name: string): Promise<void> {
    await this.window.getByLabel('Name or initials').fill(name);
    await this.window.getByRole('button', { name: 'Save name' }).click();
    await this.window.getByText(`Reader ${name}`).waitFor();
  }

  async openRecording(name: string): Promise<void> {
    await this.goTo('Library');
    const recordings = this.window.getByRole('table', { name: 'Recordings' });
    await recordings.getByRole('button', { name, exact: true }).dblclick();
    await this.strips.waitFor();
    await this.strips.focus();
  }

  chip(label: string): Locator {
    const filters = this.window.getByRole('group', { name: 'Show beats' });
    return filters.getByRole('button', { name: new RegExp(`^${label}\\b`) });
  }

  /** The count that a chip shows, as a number. */
  async count(label: string): Promise<number> {
    const name = (await this.chip(label).getAttribute('aria-label')) ?? '';
    return Number(name.replaceAll(/\D/g, ''));
  }

  /** Reads the comparison of a run to its end, as a promotion asks. */
  async readComparison(): Promise<void> {
    const promote = this.window.getByRole('button', { name: 'Promote the new model' });
    await promote.waitFor();
    const gate = this.window.getByRole('region', { name: 'New model against the one in use' });
    await gate.evaluate((column) => {
      column.scrollTo(0, column.scrollHeight);
    });
  }

  async recording(): Promise<RecordingSummary> {
    const [recording] = await call(this.window, 'recordings:list', {});
    if (recording === undefined) throw new Error('The library is empty.');
    return recording;
  }
}
