import { untrack } from 'svelte';

/** Something that the palette finds and carries out. */
export interface PaletteItem {
  /** Unique among all items. */
  readonly id: string;
  readonly text: string;
  /** What kind of thing it is: a view, a recording, a bookmark. */
  readonly kind: string;
  /** Its keys as printed on the keyboard. */
  readonly keys: readonly string[];
  readonly run: () => unknown;
}

type PaletteSource = () => readonly PaletteItem[];

/** What can be searched for: every part of the window brings its own while it is shown. */
class Palette {
  open = $state(false);
  #sources = $state.raw<readonly PaletteSource[]>([]);

  /** All items as they are now. */
  get items(): PaletteItem[] {
    return this.#sources.flatMap((source) => [...source()]);
  }

  /** Adds items until the returned function is called; the source is asked when the palette opens. */
  provide(source: PaletteSource): () => void {
    this.#sources = [...untrack(() => this.#sources), source];
    return () => {
      this.#sources = this.#sources.filter((other) => other !== source);
    };
  }
}

/** There is one window and one palette. */
export const palette = new Palette();
