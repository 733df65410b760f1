import { BEAT_CLASSES, beatClassAt, type BeatClass } from '../../../app/domain/beat-class.ts';
import type { StripView } from '../../plot/index.ts';
import { REVIEW_TEXT } from '../../text/review.ts';
import { asksFirst } from './asks-first.ts';
import type { BeatList } from './beat-list.svelte.ts';
import type { BeatSelection } from './beat-selection.svelte.ts';
import type { Correction } from './correction.svelte.ts';

/** A change of several beats that waits for the reader's word. */
export interface PendingChange {
  /** The class that the beats are to have; null to delete them. */
  readonly beatClass: BeatClass | null;
  readonly count: number;
  /** How many of them are of which class now, the commonest first. */
  readonly present: readonly { readonly beatClass: BeatClass; readonly count: number }[];
}

interface RangeParts {
  readonly beats: BeatList;
  readonly selection: BeatSelection;
  readonly correction: Correction;
  readonly view: StripView;
  readonly say: (message: string) => void;
}

/**
 * A stretch of beats that is edited at once: from where the reader began it to where it was last
 * drawn. It holds the beats of the filter that was in force, so that with the filter on V only the V
 * in the stretch are meant; they become the selected beats, like those of any other selection.
 */
export class BeatRange {
  /** Samples of the first and last beat of the stretch; null while there is none. */
  span = $state.raw<{ readonly startSample: number; readonly endSample: number } | null>(null);
  pending = $state.raw<PendingChange | null>(null);

  /** Where the stretch was begun. */
  #anchorSample: number | null = null;
  readonly #parts: RangeParts;

  constructor(parts: RangeParts) {
    this.#parts = parts;
  }

  /** Whether keys act on the stretch instead of the selected beat. */
  get isActive(): boolean {
    return this.span !== null && this.#parts.selection.filter === 'selected';
  }

  /** Begins a stretch at the selected beat, or the left edge of the window. */
  begin(): void {
    const { selection, view, say } = this.#parts;
    this.clear();
    this.#anchorSample = selection.visibleBeat?.sample ?? Math.ceil(view.startSample);
    say(REVIEW_TEXT.rangeBegun);
  }

  /** Draws the stretch to the selected beat, or the right edge of the window. */
  end(): void {
    const { selection, view, say } = this.#parts;
    if (this.#anchorSample === null) {
      say(REVIEW_TEXT.rangeNotBegun);
      return;
    }
    this.#drawTo(selection.visibleBeat?.sample ?? Math.floor(view.endSample));
  }

  /** Takes one more beat of the filter into the stretch, or one less, from the selected beat on. */
  extend(direction: 1 | -1): void {
    const { beats, selection, say } = this.#parts;
    const beat = selection.visibleBeat;
    if (beat === null) {
      say(REVIEW_TEXT.rangeNeedsBeat);
      return;
    }
    this.#anchorSample ??= beat.sample;
    const { table } = beats;
    const filter = selection.storedFilter;
    const next =
      direction === 1
        ? table.nextMatch(filter, beat.sample)
        : table.previousMatch(filter, beat.sample);
    if (next < 0) return;
    selection.show(table.beatIdAt(next));
    this.#drawTo(table.sampleAt(next));
  }

  /** Draws the stretch from the selected beat to a beat that was clicked. */
  extendTo(beatId: number): void {
    const { selection } = this.#parts;
    this.#anchorSample ??= selection.beat?.sample ?? null;
    selection.select(beatId);
    const { beat } = selection;
    if (beat !== null) this.#drawTo(beat.sample);
  }

  /** Lets the stretch go; false when there was none. */
  clear(): boolean {
    const was = this.span !== null || this.#anchorSample !== null;
    this.#anchorSample = null;
    if (this.span !== null) this.#parts.selection.clearSeveral();
    this.span = null;
    return was;
  }

  /**
   * Labels (a class) or deletes (null) the selected beats, as one transaction; many of them only
   * after the reader has seen how many. `always` asks however few they are.
   */
  change(beatClass: BeatClass | null, always = false): void {
    const { count, present } = this.#count();
    if (count === 0) {
      this.#parts.say(REVIEW_TEXT.noneSelected);
      return;
    }
    const asks = (always && count > 1) || asksFirst(count, this.#parts.beats.counts.all);
    if (!asks) this.#apply(beatClass, count);
    else this.pending = { beatClass, count, present };
  }

  /** The reader has seen the numbers and goes on. */
  confirm(): void {
    const { pending } = this;
    this.pending = null;
    if (pending !== null) this.#apply(pending.beatClass, pending.count);
  }

  cancel(): void {
    this.pending = null;
  }

  #apply(beatClass: BeatClass | null, count: number): void {
    const { correction, say } = this.#parts;
    const change =
      beatClass === null ? correction.removeSelected() : correction.labelSelected(beatClass);
    void change.then((result) => {
      if (result !== null) say(REVIEW_TEXT.changedSelected(beatClass, count));
    });
    this.clear();
  }

  #drawTo(sample: number): void {
    const { beats, selection, say } = this.#parts;
    const anchor = this.#anchorSample ?? sample;
    const startSample = Math.min(anchor, sample);
    const endSample = Math.max(anchor, sample);
    const filter = selection.storedFilter;
    const beatIds = beats.table.idsBetween(filter, startSample, endSample);
    if (beatIds.size === 0) {
      this.span = null;
      selection.clearSeveral();
      say(REVIEW_TEXT.rangeEmpty);
      return;
    }
    this.span = { startSample, endSample };
    selection.selectSeveral(beatIds, REVIEW_TEXT.range);
    say(REVIEW_TEXT.rangeHolds(beatIds.size, filter));
  }

  #count(): Pick<PendingChange, 'count' | 'present'> {
    const { table } = this.#parts.beats;
    const counts = BEAT_CLASSES.map(() => 0);
    const rows = table.matching('selected');
    for (const row of rows) {
      const index = table.beatClass[row] ?? 0;
      counts[index] = (counts[index] ?? 0) + 1;
    }
    const present = counts
      .map((count, index) => ({ beatClass: beatClassAt(index), count }))
      .filter(({ count }) => count > 0)
      .toSorted((a, b) => b.count - a.count);
    return { count: rows.length, present };
  }
}
