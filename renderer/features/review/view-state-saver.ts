import type { ViewState } from '../../../app/contract/schemas.ts';

const SAVE_DELAY_MS = 400;

/**
 * Stores where the reader is, a moment after the last change. A place that could not be stored is
 * no reason to disturb a reader: the next change tries again.
 */
export class ViewStateSaver {
  readonly #save: (state: ViewState) => Promise<unknown>;
  #waiting: ViewState | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(save: (state: ViewState) => Promise<unknown>) {
    this.#save = save;
  }

  schedule(state: ViewState): void {
    this.#waiting = state;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.flush();
    }, SAVE_DELAY_MS);
  }

  /** Stores a waiting state now: the window is about to go. */
  flush(): void {
    clearTimeout(this.#timer);
    const state = this.#waiting;
    this.#waiting = null;
    if (state !== null) this.#save(state).catch(() => undefined);
  }
}
