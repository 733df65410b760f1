import { SvelteMap } from 'svelte/reactivity';
import { DISCLOSURE_ROW_SECONDS, type DisclosureView } from '../../../app/contract/display.ts';
import {
  measureUntilPaint,
  pageHeightPx,
  pageLayout,
  pageOfRow,
  rowOfSample,
  sampleAtPlace,
  stepPreset,
  type PageLayout,
} from '../../plot/index.ts';
import type { Review } from '../review/index.ts';
import {
  moved,
  pagesInView,
  placeOf,
  scrollToShow,
  withNeighbours,
  type DisclosureMove,
} from './disclosure-place.ts';

/** User-timing name of the time from a jump to its pages on screen; the benchmark reads it. */
const JUMP_MEASURE = 'disclosure-jump';
/** User-timing name of what the worker takes for a page. */
const DRAW_MEASURE = 'disclosure-draw';
/** Pages beside those in view are drawn when the reader has stayed so long: a jump is not held up. */
const LOOK_AHEAD_AFTER_MS = 150;
/** Gains of the rows in mm/mV; printed full disclosures have 1 to 5. */
export const DISCLOSURE_GAINS = [1, 2, 3, 4, 6, 8, 12] as const;
/** A click selects a beat within this distance. */
const REACH_PX = 8;

/** A recording as pages of rows: what is in view, and how keys and pointer move the shared place. */
export class Disclosure {
  widthPx = $state(0);
  heightPx = $state(0);
  scrollTopPx = $state(0);
  readonly review: Review;

  readonly layout: PageLayout = $derived.by(() =>
    pageLayout(this.review.view, this.review.disclosure.rowSeconds, {
      widthPx: this.widthPx,
      heightPx: this.heightPx,
    }),
  );
  /** The page at the top of the view. */
  readonly page = $derived.by(() =>
    Math.min(
      this.layout.pageCount - 1,
      Math.max(0, Math.round(this.scrollTopPx / pageHeightPx(this.layout))),
    ),
  );
  /** The rows in view, [firstRow, endRow): those of a page, or of two while scrolling. */
  readonly rows = $derived.by(() => {
    const { rowHeightPx, rowsPerPage, rowCount } = this.layout;
    const firstRow = Math.min(rowCount - 1, Math.round(this.scrollTopPx / rowHeightPx));
    return { firstRow, endRow: Math.min(firstRow + rowsPerPage, rowCount) };
  });
  readonly #inView = $derived.by(() => pagesInView(this.layout, this.scrollTopPx));
  /** The pages to draw: those in view, and those beside them that stand or that there is time for. */
  readonly pages = $derived.by(() => {
    if (this.heightPx === 0) return [];
    const isAhead = this.#isDrawn() && this.#lookedAheadFrom === this.#inView.join();
    return withNeighbours(this.layout, this.#inView).filter(
      (page) => isAhead || this.#inView.includes(page) || this.#stands(page),
    );
  });
  readonly place = $derived.by(() => placeOf(this.review.view));
  /** A recording may have fewer leads than the one whose view was stored. */
  readonly lead = $derived.by(() =>
    Math.min(this.review.disclosure.lead, this.review.recording.leads.length - 1),
  );

  /** Pages that stand with their samples, by the layout for which they were drawn. */
  readonly #drawn = new SvelteMap<number, PageLayout>();
  #lookedAheadFrom = $state('');
  #jumpStartMs: number | null = null;
  #followed = { row: -1, rowSamples: 0, rowsPerPage: 0, rowHeightPx: 0 };

  constructor(review: Review) {
    this.review = review;
  }

  change(change: Partial<DisclosureView>): void {
    this.review.disclosure = { ...this.review.disclosure, ...change };
  }

  stepRowLength(direction: 1 | -1): void {
    const { rowSeconds } = this.review.disclosure;
    this.#jumpStartMs = performance.now();
    const wanted = stepPreset(DISCLOSURE_ROW_SECONDS, rowSeconds, direction);
    this.change({ rowSeconds: DISCLOSURE_ROW_SECONDS.find((s) => s === wanted) ?? rowSeconds });
  }

  stepGain(direction: 1 | -1): void {
    const { mmPerMv } = this.review.disclosure;
    this.change({ mmPerMv: stepPreset(DISCLOSURE_GAINS, mmPerMv, direction) });
  }

  stepLead(direction: 1 | -1): void {
    const { leads } = this.review.recording;
    this.change({ lead: (this.lead + direction + leads.length) % leads.length });
  }

  /** Moves the place that all views of the recording share. */
  move(move: DisclosureMove, atMs: number): void {
    this.#jumpStartMs = atMs;
    this.review.view.centreOn(moved(this.layout, this.place, move));
  }

  /** The sample under a point of the pages as a whole, CSS pixels. */
  sampleAt(x: number, y: number): number {
    return sampleAtPlace(this.layout, x, y);
  }

  /** Takes the place under a click, and the beat if one is near. */
  pick(sample: number): void {
    const { view, selection, correction } = this.review;
    const { rowSamples, widthPx, gutterPx } = this.layout;
    view.centreOn(sample);
    correction.putDown();
    const reach = (REACH_PX * rowSamples) / Math.max(1, widthPx - gutterPx);
    const found = selection.selectNearest(sample, reach);
    if (!found) selection.select(null);
    correction.cursorSample = found ? null : sample;
  }

  /** Follows the place when it comes to another row, and stays where the reader scrolls otherwise. */
  follow(): void {
    const { layout, place } = this;
    const { rowSamples, rowsPerPage, rowHeightPx } = layout;
    const row = rowOfSample(layout, place);
    const before = this.#followed;
    this.#followed = { row, rowSamples, rowsPerPage, rowHeightPx };
    const isSame =
      before.rowSamples === rowSamples &&
      before.rowsPerPage === rowsPerPage &&
      before.rowHeightPx === rowHeightPx;
    if (!isSame) {
      this.scrollTopPx = pageOfRow(layout, row) * pageHeightPx(layout);
    } else if (before.row !== row) {
      this.scrollTopPx = scrollToShow(layout, place, this.scrollTopPx) ?? this.scrollTopPx;
    }
    this.#endJump();
  }

  /** A page stands with its samples, after so long a drawing. */
  pageDrawn(page: number, drawMs: number): void {
    performance.measure(DRAW_MEASURE, { start: performance.now() - drawMs, duration: drawMs });
    this.#drawn.set(page, this.layout);
    this.#endJump();
  }

  /** A page has left the screen, with what was drawn of it. */
  pageGone(page: number): void {
    this.#drawn.delete(page);
  }

  /** For an effect: has the pages beside those in view drawn, if they stay in view. */
  lookAhead(): (() => void) | undefined {
    if (!this.#isDrawn()) return undefined;
    const from = this.#inView.join();
    const timer = setTimeout(() => {
      this.#lookedAheadFrom = from;
    }, LOOK_AHEAD_AFTER_MS);
    return () => {
      clearTimeout(timer);
    };
  }

  #stands(page: number): boolean {
    return this.#drawn.get(page) === this.layout;
  }

  #isDrawn(): boolean {
    return this.#inView.every((page) => this.#stands(page));
  }

  /** The time from a jump counts until all that is in view stands with its samples. */
  #endJump(): void {
    if (this.#jumpStartMs === null || !this.#isDrawn()) return;
    measureUntilPaint(JUMP_MEASURE, this.#jumpStartMs);
    this.#jumpStartMs = null;
  }
}
