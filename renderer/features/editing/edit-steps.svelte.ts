import { SvelteMap } from 'svelte/reactivity';
import type { EditHistory, HistoryStep } from '../../../app/contract/editing.ts';
import type { AppError } from '../../../app/domain/app-error.ts';
import { asAppError } from '../../bridge/problem.ts';

/** Steps that are asked for at once. */
const PAGE = 100;

/** The steps of a reading's history, read in pages as they come into sight. */
export class EditSteps {
  total = $state(0);
  /** Steps in force. */
  done = $state(0);
  loaded = $state(false);
  problem = $state.raw<AppError | null>(null);

  readonly #load: (first: number, count: number) => Promise<EditHistory>;
  readonly #pages = new SvelteMap<number, readonly HistoryStep[]>();
  /** Pages by number that are read or on their way; nothing shows this. */
  #asked: readonly number[] = [];
  /** Replies to requests from before the last edit are no longer true. */
  #generation = 0;

  constructor(load: (first: number, count: number) => Promise<EditHistory>) {
    this.#load = load;
  }

  /** The reading changed: what was read is asked for again when it is looked at. */
  refresh(): void {
    this.#generation += 1;
    this.#asked = [];
    this.ask(Math.max(0, this.done - 1));
  }

  /** The step at an index from the earliest on; undefined until it is read. */
  at(index: number): HistoryStep | undefined {
    return this.#pages.get(Math.floor(index / PAGE))?.[index % PAGE];
  }

  /** Makes sure that a step is read, or on its way. */
  ask(index: number): void {
    const page = Math.floor(index / PAGE);
    if (this.#asked.includes(page)) return;
    this.#asked = [...this.#asked, page];
    void this.#read(page);
  }

  async #read(page: number): Promise<void> {
    const generation = this.#generation;
    try {
      const history = await this.#load(page * PAGE, PAGE);
      if (generation !== this.#generation) return;
      // Pages read before are of the steps as they were: only this one is known to be true.
      for (const known of [...this.#pages.keys()]) {
        if (!this.#asked.includes(known)) this.#pages.delete(known);
      }
      this.#pages.set(page, history.steps);
      this.total = history.total;
      this.done = history.done;
      this.loaded = true;
      this.problem = null;
      // What was done since may lie on a page that nobody has looked at.
      if (history.done > 0) this.ask(history.done - 1);
    } catch (error) {
      if (generation !== this.#generation) return;
      this.#asked = this.#asked.filter((other) => other !== page);
      this.problem = asAppError(error);
    }
  }
}
