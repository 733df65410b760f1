import type { Bookmark } from '../../../app/contract/editing.ts';
import type { AppError } from '../../../app/domain/app-error.ts';
import { asAppError } from '../../bridge/problem.ts';

/** What a bookmark marks, without who marked it and when. */
export type MarkedStrip = Pick<Bookmark, 'startSample' | 'durationS' | 'leads' | 'note'>;

/** The requests behind bookmarks; the core's, or a fake's in tests. */
export interface BookmarkChannel {
  list(): Promise<Bookmark[]>;
  put(strip: MarkedStrip & { readonly id: string | null }): Promise<Bookmark>;
  remove(id: string): Promise<unknown>;
}

/** The strips of a reading that its reader marked for the report, in the order of their times. */
export class Bookmarks {
  list = $state.raw<readonly Bookmark[]>([]);
  /** The bookmark that was last gone to or made. */
  currentId = $state<string | null>(null);
  /** The last one removed, which can be put back. */
  removed = $state.raw<Bookmark | null>(null);
  problem = $state.raw<AppError | null>(null);

  readonly #channel: BookmarkChannel;

  constructor(channel: BookmarkChannel) {
    this.#channel = channel;
  }

  async load(): Promise<void> {
    await this.#try(async () => {
      this.list = await this.#channel.list();
    });
  }

  /** Marks a strip. Null when that failed; `problem` then says why. */
  async add(strip: MarkedStrip): Promise<Bookmark | null> {
    return this.#put({ ...strip, id: null });
  }

  /** The bookmark that marks a strip already. */
  sameAs({ startSample, leads }: MarkedStrip): Bookmark | null {
    return (
      this.list.find(
        (bookmark) =>
          bookmark.startSample === startSample && bookmark.leads.join() === leads.join(),
      ) ?? null
    );
  }

  async change(bookmark: Bookmark, change: Partial<MarkedStrip>): Promise<void> {
    await this.#put({ ...bookmark, ...change });
  }

  async remove(bookmark: Bookmark): Promise<void> {
    await this.#try(async () => {
      await this.#channel.remove(bookmark.id);
      this.list = this.list.filter(({ id }) => id !== bookmark.id);
      this.removed = bookmark;
    });
  }

  async putBack(): Promise<void> {
    const { removed } = this;
    if (removed !== null) await this.#put(removed);
  }

  /**
   * The next (1) or previous (-1) bookmark by time: from the one last gone to, if the window still
   * shows it, or else from the window's own place. Null at the end of the list.
   */
  step(direction: 1 | -1, startSample: number): Bookmark | null {
    const at = this.list.findIndex(({ id }) => id === this.currentId);
    const current = this.list[at];
    const found =
      current?.startSample === startSample
        ? this.list[at + direction]
        : direction === 1
          ? this.list.find((bookmark) => bookmark.startSample > startSample)
          : this.list.findLast((bookmark) => bookmark.startSample < startSample);
    if (found !== undefined) this.currentId = found.id;
    return found ?? null;
  }

  async #put(strip: MarkedStrip & { readonly id: string | null }): Promise<Bookmark | null> {
    const { id, startSample, durationS, leads, note } = strip;
    let put: Bookmark | null = null;
    await this.#try(async () => {
      const stored = await this.#channel.put({
        id,
        startSample,
        durationS,
        leads: [...leads],
        note,
      });
      // Of several at one time, one that is changed stays where it was.
      const isNew = this.list.every((other) => other.id !== stored.id);
      const list = isNew
        ? [...this.list, stored]
        : this.list.map((other) => (other.id === stored.id ? stored : other));
      this.list = list.toSorted((a, b) => a.startSample - b.startSample);
      this.currentId = stored.id;
      if (this.removed?.id === stored.id) this.removed = null;
      put = stored;
    });
    return put;
  }

  async #try(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.problem = null;
    } catch (error) {
      this.problem = asAppError(error);
    }
  }
}
