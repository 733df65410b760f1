import type { BeatState } from '../../../app/contract/schemas.ts';
import type { StripView } from '../../plot/index.ts';
import type { BeatFilter } from './beat-filter.ts';
import type { BeatList } from './beat-list.svelte.ts';

/**
 * Which beat is selected and which beats Tab steps through. A selection survives whatever happens
 * to the table around it; it ends only when its beat is gone.
 */
export class BeatSelection {
  filter = $state<BeatFilter>('all');
  beatId = $state<number | null>(null);

  /** The selected beat as it stands, or null. */
  readonly beat: BeatState | null = $derived.by(() => {
    const { table } = this.#beats;
    const index = this.beatId === null ? -1 : table.indexOfId(this.beatId);
    return index < 0 ? null : table.stateAt(index);
  });

  readonly #beats: BeatList;
  readonly #view: StripView;

  constructor(beats: BeatList, view: StripView) {
    this.#beats = beats;
    this.#view = view;
  }

  select(beatId: number | null): void {
    this.beatId = beatId;
  }

  /** Selects a beat and moves the window only if the beat is not in it. */
  show(beatId: number): void {
    this.beatId = beatId;
    const { beat } = this;
    if (beat !== null) this.#view.reveal(beat.sample);
  }

  /** The selected beat if it is on screen: a key must never change what the reader cannot see. */
  get visibleBeat(): BeatState | null {
    return this.beat !== null && this.#view.isVisible(this.beat.sample) ? this.beat : null;
  }

  /** Steps to the next beat of the filter, from the selected beat or, off screen, the window's edge. */
  next(): boolean {
    const from = this.visibleBeat?.sample ?? Math.floor(this.#view.startSample) - 1;
    return this.#showIndex(this.#beats.table.nextMatch(this.filter, from));
  }

  previous(): boolean {
    const from = this.visibleBeat?.sample ?? Math.ceil(this.#view.endSample);
    return this.#showIndex(this.#beats.table.previousMatch(this.filter, from));
  }

  /** Steps on from a place, whatever became of the beat there. */
  nextAfter(sample: number): boolean {
    return this.#showIndex(this.#beats.table.nextMatch(this.filter, sample));
  }

  /** Selects the beat nearest to a sample; false when there is none within `reachSamples`. */
  selectNearest(sample: number, reachSamples: number): boolean {
    const { table } = this.#beats;
    const index = table.nearest(sample);
    if (index < 0 || Math.abs(table.sampleAt(index) - sample) > reachSamples) return false;
    this.beatId = table.beatIdAt(index);
    return true;
  }

  #showIndex(index: number): boolean {
    if (index < 0) return false;
    this.show(this.#beats.table.beatIdAt(index));
    return true;
  }
}
