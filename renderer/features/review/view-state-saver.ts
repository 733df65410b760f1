import type { ViewState } from '../../../app/contract/schemas.ts';

/** Scrolling is stored when it has come to rest. */
const SCROLL_REST_MS = 400;

/**
 * Stores where the reader is: a new selection, filter or scale at once, scrolling when it rests. One
 * request is under way at a time, so that a held key cannot queue them up. A place that could not
 * be stored is no reason to disturb a reader: the next change tries again.
 */
export class ViewStateSaver {
  readonly #save: (state: ViewState) => Promise<unknown>;
  #latest: ViewState | null = null;
  #unsaved = false;
  #underWay = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(save: (state: ViewState) => Promise<unknown>) {
    this.#save = save;
  }

  schedule(state: ViewState): void {
    const before = this.#latest;
    this.#latest = state;
    // What a recording opens with is what is stored already.
    if (before === null) return;
    this.#unsaved = true;
    clearTimeout(this.#timer);
    if (isScrollOnly(before, state)) {
      this.#timer = setTimeout(() => {
        this.flush();
      }, SCROLL_REST_MS);
    } else {
      this.flush();
    }
  }

  /** Stores a waiting state now; without it the window may be gone before scrolling rests. */
  flush(): void {
    clearTimeout(this.#timer);
    if (this.#unsaved && !this.#underWay) void this.#send();
  }

  async #send(): Promise<void> {
    this.#underWay = true;
    while (this.#unsaved && this.#latest !== null) {
      this.#unsaved = false;
      await this.#save(this.#latest).catch(() => undefined);
    }
    this.#underWay = false;
  }
}

function isScrollOnly(before: ViewState, after: ViewState): boolean {
  const still = { ...after, startSample: before.startSample };
  return JSON.stringify(still) === JSON.stringify({ ...before });
}
