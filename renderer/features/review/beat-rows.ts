import {
  FLAG_EDITED,
  NO_MODEL_CLASS,
  type BeatColumns,
} from '../../../app/contract/beat-columns.ts';
import type { BeatState } from '../../../app/contract/schemas.ts';
import { beatClassAt, beatClassIndex } from '../../../app/domain/beat-class.ts';
import { confidenceByte, confidenceOfByte, isEdited, isUnsure } from './beat-filter.ts';
import { firstAtOrAfter } from '../../../app/domain/sorted-search.ts';

const SPARE_ROWS = 256;

/**
 * Beats in typed arrays, ascending by sample. Changed in place: 250,000 beats are not copied for a
 * relabel.
 */
export class BeatRows {
  #count: number;
  #beatId: Uint32Array;
  #sample: Uint32Array;
  #beatClass: Uint8Array;
  #modelClass: Uint8Array;
  #confidence: Uint8Array;
  #flags: Uint8Array;

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
      edited: this.isEdited(index),
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

  protected writeRow(index: number, state: BeatState): void {
    const { modelClass, confidence } = state;
    this.#beatId[index] = state.beatId;
    this.#sample[index] = state.sample;
    this.#beatClass[index] = beatClassIndex(state.beatClass);
    this.#modelClass[index] = modelClass === null ? NO_MODEL_CLASS : beatClassIndex(modelClass);
    this.#confidence[index] = confidence === null ? NO_MODEL_CLASS : confidenceByte(confidence);
    this.#flags[index] = state.edited ? FLAG_EDITED : 0;
  }

  protected removeRow(index: number): void {
    for (const column of this.#allColumns()) column.copyWithin(index, index + 1, this.#count);
    this.#count -= 1;
  }

  /** Puts a beat where its sample belongs; returns its index. */
  protected insertRow(state: BeatState): number {
    if (this.#count === this.#beatId.length) this.#grow(this.#count + SPARE_ROWS);
    const index = this.indexAtOrAfter(state.sample);
    for (const column of this.#allColumns()) column.copyWithin(index + 1, index, this.#count);
    this.#count += 1;
    this.writeRow(index, state);
    return index;
  }

  /** Takes over many beats in one pass over all rows; each beat id at most once. */
  protected mergeRows(byId: ReadonlyMap<number, BeatState>): void {
    const incoming = [...byId.values()]
      .filter((state) => !state.deleted)
      .sort((a, b) => a.sample - b.sample);
    const old = this.columns();
    this.#count = 0;
    this.#grow(old.count + incoming.length + SPARE_ROWS);
    let next = 0;
    const takeUpTo = (sample: number): void => {
      let state = incoming[next];
      while (state !== undefined && state.sample <= sample) {
        this.writeRow(this.#count++, state);
        next += 1;
        state = incoming[next];
      }
    };
    for (let index = 0; index < old.count; index += 1) {
      if (byId.has(old.beatId[index] ?? 0)) continue;
      takeUpTo(old.sample[index] ?? 0);
      this.#copyRow(old, index, this.#count++);
    }
    takeUpTo(Infinity);
  }

  #copyRow(from: BeatColumns, index: number, to: number): void {
    this.#beatId[to] = from.beatId[index] ?? 0;
    this.#sample[to] = from.sample[index] ?? 0;
    this.#beatClass[to] = from.beatClass[index] ?? 0;
    this.#modelClass[to] = from.modelClass[index] ?? NO_MODEL_CLASS;
    this.#confidence[to] = from.confidence[index] ?? NO_MODEL_CLASS;
    this.#flags[to] = from.flags[index] ?? 0;
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
