import {
  FLAG_EDITED,
  NO_MODEL_CLASS,
  type BeatColumns,
} from '../../../app/contract/beat-columns.ts';
import type { BeatState } from '../../../app/contract/schemas.ts';
import { BEAT_CLASSES, beatClassAt, beatClassIndex } from '../../../app/domain/beat-class.ts';
import {
  confidenceByte,
  confidenceOfByte,
  filterTest,
  isEdited,
  isUnsure,
  type BeatFilter,
  type FilterCounts,
} from './beat-filter.ts';
import { firstAtOrAfter } from './sorted-search.ts';

/** More changed beats than this are merged in one pass over the table instead of one by one. */
const ONE_BY_ONE_LIMIT = 32;
const SPARE_ROWS = 256;

/**
 * The beats of a recording in typed arrays, ascending by sample; deleted beats are not in it.
 * Edits change it in place: 250,000 beats are neither copied nor searched linearly for a relabel.
 */
export class BeatTable {
  #count: number;
  #beatId: Uint32Array;
  #sample: Uint32Array;
  #beatClass: Uint8Array;
  #modelClass: Uint8Array;
  #confidence: Uint8Array;
  #flags: Uint8Array;
  /** Indices that pass a filter, made when first asked for after a change. */
  readonly #matching = new Map<BeatFilter, Uint32Array>();
  #counts: FilterCounts | null = null;

  constructor(columns: BeatColumns) {
    this.#count = columns.count;
    this.#beatId = columns.beatId;
    this.#sample = columns.sample;
    this.#beatClass = columns.beatClass;
    this.#modelClass = columns.modelClass;
    this.#confidence = columns.confidence;
    this.#flags = columns.flags;
  }

  get count(): number {
    return this.#count;
  }

  /** Columns for drawing; rows from `count` on are spare. Valid until the next change. */
  get sample(): Uint32Array {
    return this.#sample;
  }

  get beatClass(): Uint8Array {
    return this.#beatClass;
  }

  /** The columns as the contract has them, without the spare rows. */
  columns(): BeatColumns {
    const count = this.#count;
    return {
      count,
      beatId: this.#beatId.subarray(0, count),
      sample: this.#sample.subarray(0, count),
      beatClass: this.#beatClass.subarray(0, count),
      modelClass: this.#modelClass.subarray(0, count),
      confidence: this.#confidence.subarray(0, count),
      flags: this.#flags.subarray(0, count),
    };
  }

  sampleAt(index: number): number {
    return this.#sample[index] ?? 0;
  }

  beatIdAt(index: number): number {
    return this.#beatId[index] ?? 0;
  }

  isEdited(index: number): boolean {
    return isEdited(this.#flags[index] ?? 0);
  }

  isUnsure(index: number): boolean {
    const modelClass = this.#modelClass[index] ?? NO_MODEL_CLASS;
    return isUnsure(modelClass, this.#confidence[index] ?? 0, this.#flags[index] ?? 0);
  }

  stateAt(index: number): BeatState {
    const modelClass = this.#modelClass[index] ?? NO_MODEL_CLASS;
    const classified = modelClass !== NO_MODEL_CLASS;
    return {
      beatId: this.beatIdAt(index),
      sample: this.sampleAt(index),
      beatClass: beatClassAt(this.#beatClass[index] ?? -1),
      deleted: false,
      edited: isEdited(this.#flags[index] ?? 0),
      modelClass: classified ? beatClassAt(modelClass) : null,
      confidence: classified ? confidenceOfByte(this.#confidence[index] ?? 0) : null,
    };
  }

  /** Index of a beat, or -1 when it is deleted or unknown. */
  indexOfId(beatId: number): number {
    const index = this.#beatId.indexOf(beatId);
    return index < this.#count ? index : -1;
  }

  /** First index whose sample is not below the one asked for; `count` when there is none. */
  indexAtOrAfter(sample: number): number {
    return firstAtOrAfter(this.#sample, sample, this.#count);
  }

  /** Index of the beat nearest to a sample, or -1 in an empty table. */
  nearest(sample: number): number {
    const after = this.indexAtOrAfter(sample);
    if (after === 0) return this.#count === 0 ? -1 : 0;
    if (after === this.#count) return this.#count - 1;
    return this.sampleAt(after) - sample < sample - this.sampleAt(after - 1) ? after : after - 1;
  }

  /** Index of the first beat of the filter after `sample` (exclusive), or -1. */
  nextMatch(filter: BeatFilter, sample: number): number {
    const matching = this.matching(filter);
    return matching[this.#rank(matching, sample + 1)] ?? -1;
  }

  /** Index of the last beat of the filter before `sample` (exclusive), or -1. */
  previousMatch(filter: BeatFilter, sample: number): number {
    const matching = this.matching(filter);
    return matching[this.#rank(matching, sample) - 1] ?? -1;
  }

  /** How many beats of the filter lie before `sample`. */
  rankInFilter(filter: BeatFilter, sample: number): number {
    return this.#rank(this.matching(filter), sample);
  }

  /** Indices of all beats that pass the filter, ascending. Valid until the next change. */
  matching(filter: BeatFilter): Uint32Array {
    const known = this.#matching.get(filter);
    if (known !== undefined) return known;
    const test = filterTest(filter);
    const { count, beatClass, modelClass, confidence, flags } = this.columns();
    const indices = new Uint32Array(count);
    let found = 0;
    for (let row = 0; row < count; row += 1) {
      // Within the columns, so that no value is missing.
      if (test(beatClass[row] ?? 0, modelClass[row] ?? 0, confidence[row] ?? 0, flags[row] ?? 0)) {
        indices[found++] = row;
      }
    }
    const matching = indices.subarray(0, found);
    this.#matching.set(filter, matching);
    return matching;
  }

  /** Beats per filter, counted in one pass when first asked for after a change. */
  counts(): FilterCounts {
    if (this.#counts !== null) return this.#counts;
    const { count, beatClass, modelClass, confidence, flags } = this.columns();
    const perClass = new Uint32Array(BEAT_CLASSES.length);
    let edited = 0;
    let unsure = 0;
    for (let row = 0; row < count; row += 1) {
      const rowFlags = flags[row] ?? 0;
      const classIndex = beatClass[row] ?? 0;
      perClass[classIndex] = (perClass[classIndex] ?? 0) + 1;
      if (isEdited(rowFlags)) edited += 1;
      else if (isUnsure(modelClass[row] ?? 0, confidence[row] ?? 0, rowFlags)) unsure += 1;
    }
    const [N = 0, S = 0, V = 0, F = 0, Q = 0] = perClass;
    this.#counts = { all: count, N, S, V, F, Q, edited, unsure };
    return this.#counts;
  }

  /** Takes over the full state of changed beats: relabelled, moved, inserted or deleted ones. */
  apply(changed: readonly BeatState[]): void {
    if (changed.length > ONE_BY_ONE_LIMIT) this.#applyAll(changed);
    else for (const state of changed) this.#applyOne(state);
    this.#matching.clear();
    this.#counts = null;
  }

  #rank(matching: Uint32Array, sample: number): number {
    let low = 0;
    let high = matching.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.sampleAt(matching[middle] ?? 0) < sample) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #applyOne(state: BeatState): void {
    const index = this.indexOfId(state.beatId);
    const stays = index >= 0 && !state.deleted && this.sampleAt(index) === state.sample;
    if (stays) {
      this.#write(index, state);
      return;
    }
    if (index >= 0) this.#removeRow(index);
    if (!state.deleted) this.#insertRow(state);
  }

  #removeRow(index: number): void {
    for (const column of this.#allColumns()) column.copyWithin(index, index + 1, this.#count);
    this.#count -= 1;
  }

  #insertRow(state: BeatState): void {
    if (this.#count === this.#beatId.length) this.#grow(this.#count + SPARE_ROWS);
    const index = this.indexAtOrAfter(state.sample);
    for (const column of this.#allColumns()) column.copyWithin(index + 1, index, this.#count);
    this.#count += 1;
    this.#write(index, state);
  }

  #applyAll(changed: readonly BeatState[]): void {
    const byId = new Map(changed.map((state) => [state.beatId, state]));
    const replaced = [...byId.values()]
      .filter((state) => !state.deleted)
      .sort((a, b) => a.sample - b.sample);
    const old = this.columns();
    this.#count = 0;
    this.#grow(old.count + replaced.length + SPARE_ROWS);
    let next = 0;
    const writeReplacedUpTo = (sample: number): void => {
      for (let state = replaced[next]; state !== undefined && state.sample <= sample;) {
        this.#write(this.#count++, state);
        state = replaced[++next];
      }
    };
    for (let index = 0; index < old.count; index += 1) {
      if (byId.has(old.beatId[index] ?? 0)) continue;
      writeReplacedUpTo(old.sample[index] ?? 0);
      this.#copyRow(old, index, this.#count++);
    }
    writeReplacedUpTo(Infinity);
  }

  #copyRow(from: BeatColumns, index: number, to: number): void {
    this.#beatId[to] = from.beatId[index] ?? 0;
    this.#sample[to] = from.sample[index] ?? 0;
    this.#beatClass[to] = from.beatClass[index] ?? 0;
    this.#modelClass[to] = from.modelClass[index] ?? NO_MODEL_CLASS;
    this.#confidence[to] = from.confidence[index] ?? NO_MODEL_CLASS;
    this.#flags[to] = from.flags[index] ?? 0;
  }

  #write(index: number, state: BeatState): void {
    const { modelClass, confidence } = state;
    this.#beatId[index] = state.beatId;
    this.#sample[index] = state.sample;
    this.#beatClass[index] = beatClassIndex(state.beatClass);
    this.#modelClass[index] = modelClass === null ? NO_MODEL_CLASS : beatClassIndex(modelClass);
    this.#confidence[index] = confidence === null ? NO_MODEL_CLASS : confidenceByte(confidence);
    this.#flags[index] = state.edited ? FLAG_EDITED : 0;
  }

  #grow(rows: number): void {
    this.#beatId = grown(this.#beatId, Uint32Array, rows);
    this.#sample = grown(this.#sample, Uint32Array, rows);
    this.#beatClass = grown(this.#beatClass, Uint8Array, rows);
    this.#modelClass = grown(this.#modelClass, Uint8Array, rows);
    this.#confidence = grown(this.#confidence, Uint8Array, rows);
    this.#flags = grown(this.#flags, Uint8Array, rows);
  }

  #allColumns(): (Uint32Array | Uint8Array)[] {
    return [
      this.#beatId,
      this.#sample,
      this.#beatClass,
      this.#modelClass,
      this.#confidence,
      this.#flags,
    ];
  }
}

function grown<Column extends Uint32Array | Uint8Array>(
  column: Column,
  Type: new (length: number) => Column,
  rows: number,
): Column {
  const longer = new Type(rows);
  longer.set(column.subarray(0, rows));
  return longer;
}
