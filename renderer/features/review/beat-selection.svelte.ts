import type { BeatState, ViewState } from '../../../app/contract/schemas.ts';
import type { StripView } from '../../plot/index.ts';
import type { BeatFilter } from './beat-filter.ts';
import type { BeatList } from './beat-list.svelte.ts';
import { NO_BEAT_IDS } from './beat-table.ts';

/** Beats put together by the reader, and in what way: "Poincaré plot, lasso", "group 3". */
interface SelectedBeats {
  readonly beatIds: ReadonlySet<number>;
  readonly origin: string;
}

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

  /** What the filter `selected` steps through, and what a command for many beats works on. */
  several = $state.raw<SelectedBeats | null>(null);

  readonly #beats: BeatList;
  readonly #view: StripView;
  #filterBefore: Exclude<BeatFilter, 'selected'> = 'all';

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

  /** Selects several beats at once, and steps through them from now on; none ends it. */
  selectSeveral(beatIds: ReadonlySet<number>, origin: string): void {
    if (beatIds.size === 0) {
      this.clearSeveral();
      return;
    }
    this.several = { beatIds, origin };
    this.#beats.selectIds(beatIds);
    if (this.filter !== 'selected') this.#filterBefore = this.filter;
    this.filter = 'selected';
  }

  /** Lets the selected beats go; the filter is again what it was before. */
  clearSeveral(): void {
    if (this.several === null) return;
    this.several = null;
    this.#beats.selectIds(NO_BEAT_IDS);
    if (this.filter === 'selected') this.filter = this.#filterBefore;
  }

  /** The filter as it is stored with the view: the selected beats are not. */
  get storedFilter(): ViewState['filter'] {
    return this.filter === 'selected' ? this.#filterBefore : this.filter;
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
