import type { BeatColumns } from '../../../app/contract/beat-columns.ts';
import type { BeatState } from '../../../app/contract/schemas.ts';
import { BeatTable } from './beat-table.ts';

const NO_BEATS: BeatColumns = {
  count: 0,
  beatId: new Uint32Array(),
  sample: new Uint32Array(),
  beatClass: new Uint8Array(),
  modelClass: new Uint8Array(),
  confidence: new Uint8Array(),
  flags: new Uint8Array(),
};

/**
 * The beat table as something that Svelte can follow: the table changes in place, and reading it
 * through `table` follows its version.
 */
export class BeatList {
  #table = new BeatTable(NO_BEATS);
  #version = $state(0);

  readonly counts = $derived(this.table.counts());

  get table(): BeatTable {
    void this.#version;
    return this.#table;
  }

  /** Counts up with every change; for effects that only need to know that there was one. */
  get version(): number {
    return this.#version;
  }

  /** The selected beats stay selected: their ids outlive every reading of the table. */
  replace(columns: BeatColumns): void {
    const { selectedIds } = this.#table;
    this.#table = new BeatTable(columns);
    this.#table.selectIds(selectedIds);
    this.#version += 1;
  }

  selectIds(beatIds: ReadonlySet<number>): void {
    this.#table.selectIds(beatIds);
    this.#version += 1;
  }

  apply(changed: readonly BeatState[]): void {
    if (changed.length === 0) return;
    this.#table.apply(changed);
    this.#version += 1;
  }
}
