import type { BeatState } from '../../../app/contract/schemas.ts';
import { BEAT_CLASSES } from '../../../app/domain/beat-class.ts';
import { filterTest, type BeatFilter, type FilterCounts } from './beat-filter.ts';
import { BeatRows } from './beat-rows.ts';
import { firstAtOrAfter } from '../../../app/domain/sorted-search.ts';

/** More changed beats than this are merged in one pass over the table instead of one by one. */
const ONE_BY_ONE_LIMIT = 32;

export const NO_BEAT_IDS: ReadonlySet<number> = new Set();

/**
 * The beats of a recording as the filters see them; deleted beats are not in it. Counts and the
 * lists of a filter's beats are kept up to date edit by edit, so that a label key costs the same in
 * an hour and in two days.
 */
export class BeatTable extends BeatRows {
  /** Indices that pass a filter, of the filters that were asked for. */
  readonly #matching = new Map<BeatFilter, Uint32Array>();
  #counts: FilterCounts | null = null;
  #selectedIds = NO_BEAT_IDS;

  /** Beat ids of the `selected` filter; those of deleted or unknown beats select nothing. */
  get selectedIds(): ReadonlySet<number> {
    return this.#selectedIds;
  }

  selectIds(beatIds: ReadonlySet<number>): void {
    this.#selectedIds = beatIds;
    this.#matching.delete('selected');
    if (this.#counts !== null) this.#counts.selected = this.matching('selected').length;
  }

  /** Index of the first beat of the filter after `sample` (exclusive), or -1. */
  nextMatch(filter: BeatFilter, sample: number): number {
    const index = this.indexAtOrAfter(sample + 1);
    if (filter === 'all') return index < this.count ? index : -1;
    const matching = this.matching(filter);
    return matching[firstAtOrAfter(matching, index)] ?? -1;
  }

  /** Index of the last beat of the filter before `sample` (exclusive), or -1. */
  previousMatch(filter: BeatFilter, sample: number): number {
    const index = this.indexAtOrAfter(sample);
    if (filter === 'all') return index - 1;
    const matching = this.matching(filter);
    return matching[firstAtOrAfter(matching, index) - 1] ?? -1;
  }

  /** How many beats of the filter lie before the beat at `index`. */
  rankInFilter(filter: BeatFilter, index: number): number {
    return filter === 'all' ? index : firstAtOrAfter(this.matching(filter), index);
  }

  /** Beats of a filter in [startSample, endSample]. */
  idsBetween(filter: BeatFilter, startSample: number, endSample: number): Set<number> {
    const beatIds = new Set<number>();
    for (
      let row = this.indexAtOrAfter(startSample);
      row < this.count && this.sampleAt(row) <= endSample;
      row += 1
    ) {
      if (this.passes(filter, row)) beatIds.add(this.beatIdAt(row));
    }
    return beatIds;
  }

  passes(filter: BeatFilter, index: number): boolean {
    const { beatId, beatClass, modelClass, confidence, flags } = this.columns();
    const test = filterTest(filter, this.#selectedIds);
    return test(
      beatClass[index] ?? 0,
      modelClass[index] ?? 0,
      confidence[index] ?? 0,
      flags[index] ?? 0,
      beatId[index] ?? 0,
    );
  }

  /** Indices of all beats that pass the filter, ascending. Valid until the next change. */
  matching(filter: BeatFilter): Uint32Array {
    const known = this.#matching.get(filter);
    if (known !== undefined) return known;
    const test = filterTest(filter, this.#selectedIds);
    const { count, beatId, beatClass, modelClass, confidence, flags } = this.columns();
    const indices = new Uint32Array(count);
    let found = 0;
    for (let row = 0; row < count; row += 1) {
      // Within the columns, so that no value is missing.
      const passes = test(
        beatClass[row] ?? 0,
        modelClass[row] ?? 0,
        confidence[row] ?? 0,
        flags[row] ?? 0,
        beatId[row] ?? 0,
      );
      if (passes) indices[found++] = row;
    }
    const matching = indices.slice(0, found);
    this.#matching.set(filter, matching);
    return matching;
  }

  counts(): FilterCounts {
    this.#counts ??= this.#countAll();
    return { ...this.#counts };
  }

  /** Takes over the full state of changed beats: relabelled, moved, inserted or deleted ones. */
  apply(changed: readonly BeatState[]): void {
    if (changed.length <= ONE_BY_ONE_LIMIT) {
      for (const state of changed) this.#applyOne(state);
      return;
    }
    this.mergeRows(new Map(changed.map((state) => [state.beatId, state])));
    this.#matching.clear();
    this.#counts = null;
  }

  #applyOne(state: BeatState): void {
    const index = this.indexOfId(state.beatId);
    if (index >= 0) this.#tally(index, -1);
    if (index >= 0 && !state.deleted && this.sampleAt(index) === state.sample) {
      const before = this.#listedIn(index);
      this.writeRow(index, state);
      this.#tally(index, 1);
      this.#updateLists(index, before);
      return;
    }
    // Rows move: lists of indices are made anew when they are asked for.
    this.#matching.clear();
    if (index >= 0) this.removeRow(index);
    if (!state.deleted) this.#tally(this.insertRow(state), 1);
  }

  /** The known lists that hold a row. */
  #listedIn(index: number): Set<BeatFilter> {
    return new Set([...this.#matching.keys()].filter((filter) => this.passes(filter, index)));
  }

  #updateLists(index: number, before: ReadonlySet<BeatFilter>): void {
    for (const [filter, list] of this.#matching) {
      const passes = this.passes(filter, index);
      if (passes === before.has(filter)) continue;
      const at = firstAtOrAfter(list, index);
      const changed = new Uint32Array(list.length + (passes ? 1 : -1));
      changed.set(list.subarray(0, at));
      if (passes) changed[at] = index;
      changed.set(list.subarray(passes ? at : at + 1), passes ? at + 1 : at);
      this.#matching.set(filter, changed);
    }
  }

  #countAll(): FilterCounts {
    this.#counts = { all: 0, N: 0, S: 0, V: 0, F: 0, Q: 0, edited: 0, unsure: 0, selected: 0 };
    for (let index = 0; index < this.count; index += 1) this.#tally(index, 1);
    return this.#counts;
  }

  /** Adds a row to the counts, or takes it out of them. */
  #tally(index: number, by: 1 | -1): void {
    const counts = this.#counts;
    const beatClass = BEAT_CLASSES[this.beatClass[index] ?? -1];
    if (counts === null || beatClass === undefined) return;
    counts.all += by;
    counts[beatClass] += by;
    if (this.isEdited(index)) counts.edited += by;
    else if (this.isUnsure(index)) counts.unsure += by;
    if (this.#selectedIds.has(this.beatIdAt(index))) counts.selected += by;
  }
}
