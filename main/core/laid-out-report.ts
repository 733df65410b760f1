import { AppError } from '../../app/domain/app-error.ts';
import type { OpenReading } from './open-reading.ts';

/** The pages last laid out, as drawings: a window shows one report at a time. */
export class LaidOutReport {
  #of: string | null = null;
  #pages: readonly string[] = [];

  keep(open: OpenReading, pages: readonly string[]): void {
    this.#of = shownIdOf(open);
    this.#pages = pages;
  }

  /**
   * A page as SVG, only of the reading or version that it was laid out of.
   * @throws AppError not-found
   */
  page(open: OpenReading, page: number): string {
    const svg = this.#of === shownIdOf(open) ? this.#pages[page] : undefined;
    if (svg === undefined) {
      throw new AppError('not-found', 'The report has not been laid out with this page.');
    }
    return svg;
  }
}

/** Which reading, or which signed version of it, is open. */
function shownIdOf({ identity, signed }: OpenReading): string {
  return signed?.version.id ?? identity.id;
}
