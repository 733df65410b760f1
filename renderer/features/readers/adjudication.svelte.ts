import type { AdjudicatedDifference, Adjudication } from '../../../app/contract/readings.ts';
import type { BeatClass } from '../../../app/domain/beat-class.ts';
import type { AppError } from '../../../app/domain/app-error.ts';
import { call } from '../../bridge/bridge.ts';
import { asAppError } from '../../bridge/problem.ts';
import { READERS_TEXT } from '../../text/readers.ts';
import type { Review } from '../review/index.ts';

/** What an adjudicator says of a difference. */
export type Verdict = 'first' | 'second' | BeatClass | 'none';

/** The differing beats of two readings, and the one in hand. */
export class AdjudicationWork {
  adjudication = $state.raw<Adjudication | null>(null);
  /** Place of the difference in hand. */
  index = $state(0);
  problem = $state.raw<AppError | null>(null);

  readonly differences = $derived(this.adjudication?.differences ?? []);
  readonly current: AdjudicatedDifference | null = $derived(this.differences[this.index] ?? null);
  readonly settledCount = $derived(
    this.differences.filter(({ settled }) => settled !== null).length,
  );

  readonly #review: Review;

  constructor(review: Review) {
    this.#review = review;
  }

  /** Reads the differences again; the one in hand stays, unless undo or redo was about another. */
  async load(): Promise<void> {
    const before = this.adjudication;
    const { edits, recording } = this.#review;
    // The reply to the last edit asks again: what is read before may be older than what is shown.
    if (edits.waiting > 0) return;
    try {
      const { requests } = edits;
      const adjudication = await call('readings:adjudication', { recordingId: recording.id });
      if (requests !== edits.requests) return;
      this.adjudication = adjudication;
      this.problem = null;
    } catch (error) {
      this.problem = asAppError(error);
      return;
    }
    if (before === null) {
      this.goTo(this.#unsettledFrom(0) ?? 0);
      return;
    }
    const stepped = this.differences.findIndex(
      ({ settled }, index) => (settled === null) !== (before.differences[index]?.settled === null),
    );
    if (stepped < 0) return;
    this.goTo(stepped);
    // A decision made again is done with; one taken back is to be made anew.
    if (this.current?.settled !== null) this.nextUnsettled();
  }

  goTo(index: number): void {
    const difference = this.differences[index];
    if (difference === undefined) return;
    this.index = index;
    const { view, selection, correction, playback } = this.#review;
    playback.pause();
    view.centreOn(difference.sample);
    correction.cursorSample = difference.sample;
    if (!selection.selectNearest(difference.sample, 0)) selection.select(null);
  }

  step(direction: 1 | -1): void {
    const next = this.index + direction;
    if (next < 0 || next >= this.differences.length) this.#review.say(READERS_TEXT.end);
    else this.goTo(next);
  }

  nextUnsettled(): void {
    const next = this.#unsettledFrom(this.index + 1);
    if (next === null) this.#review.say(READERS_TEXT.allSettled);
    else this.goTo(next);
  }

  /** Settles the difference in hand and goes on to the next that is not settled. */
  async settle(verdict: Verdict): Promise<void> {
    const { current, index } = this;
    if (current === null || this.adjudication === null) return;
    const shown = verdict === 'first' || verdict === 'second';
    const beatClass = shown
      ? (current[verdict]?.beatClass ?? null)
      : verdict === 'none'
        ? null
        : verdict;
    const settled = { choice: shown ? verdict : ('other' as const), beatClass };
    this.adjudication = {
      ...this.adjudication,
      differences: this.differences.with(index, { ...current, settled }),
    };
    this.nextUnsettled();
    const { edits, recording } = this.#review;
    await edits.request(() =>
      call('readings:settle', { recordingId: recording.id, difference: index, verdict }),
    );
  }

  /** From a place on, then from the start; null when all are settled. */
  #unsettledFrom(index: number): number | null {
    const isOpen = ({ settled }: AdjudicatedDifference): boolean => settled === null;
    const after = this.differences.findIndex((difference, at) => at >= index && isOpen(difference));
    const found = after >= 0 ? after : this.differences.findIndex(isOpen);
    return found < 0 ? null : found;
  }
}
