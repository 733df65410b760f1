import type { ReadingIdentity, RecordingDetail } from '../../../app/contract/schemas.ts';
import type { AnalysedWords } from './left-out.ts';
import type { Review } from './review.svelte.ts';

/** How far the edits of the open recording have come. */
export type SaveState = 'saved' | 'saving' | 'failed';

/**
 * What the frame around the review view shows of it: which recording is open, and whether the
 * reader's work is on disk.
 */
class ReviewSession {
  #review = $state.raw<Review | null>(null);

  readonly recording: RecordingDetail | null = $derived(this.#review?.recording ?? null);
  /** Which of the recording's readings is open. */
  readonly reading: ReadingIdentity | null = $derived(this.#review?.reading ?? null);
  /** How much of the recording is analysed; null until it is known. */
  readonly analysed: AnalysedWords | null = $derived(this.#review?.leftOut.analysed ?? null);
  /** When the last edit became durable (ISO time); null when there is none yet. */
  readonly savedAt: string | null = $derived(this.#review?.edits.savedAt ?? null);
  readonly saveState: SaveState = $derived.by(() => {
    const edits = this.#review?.edits;
    if (edits === undefined) return 'saved';
    if (edits.waiting > 0) return 'saving';
    return edits.problem === null ? 'saved' : 'failed';
  });

  begin(review: Review): void {
    this.#review = review;
  }

  end(review: Review): void {
    if (this.#review === review) this.#review = null;
  }
}

/** There is one window and one recording under review in it. */
export const reviewSession = new ReviewSession();
