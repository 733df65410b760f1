import type { AdjudicatedDifference, Adjudication } from '../../../app/contract/readings.ts';
import type { BeatClass } from '../../../app/domain/beat-class.ts';
import type { AppError } from '../../../app/domain/app-error.ts';
import { call } from '../../bridge/bridge.ts';
import { asAppError } from '../../bridge/problem.ts';
import { READERS_TEXT } from '../../text/readers.ts';
import type { Review } from '../review/index.ts';

/** What an adjudicator says of a difference. */
export type Verdict = 'first' | 'second' | BeatClass | 'none';

type Difference = AdjudicatedDifference;

/** Shares of the window: a longer stretch is shown from its beginning. */
const LONGEST_CENTRED = 0.9;
const LONG_STRETCH_AT = 0.2;

/** The differing beats and stretches of two readings, and the one in hand. */
export class AdjudicationWork {
  adjudication = $state.raw<Adjudication | null>(null);
  /** Place of the difference in hand. */
  index = $state(0);
  problem = $state.raw<AppError | null>(null);

  readonly differences = $derived(this.adjudication?.differences ?? []);
  readonly current: Difference | null = $derived(this.differences[this.index] ?? null);
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
    correction.cursorSample = difference.sample;
    if (difference.kind === 'stretch') {
      this.#reveal(difference);
      selection.select(null);
      return;
    }
    view.centreOn(difference.sample);
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
    const { edits, recording } = this.#review;
    const settled = settledAs(current, verdict);
    if (settled === null) {
      this.#review.say(READERS_TEXT.timeHasNoClass);
      return;
    }
    if (edits.refusal === null) {
      const differences = this.differences.with(index, settled);
      this.adjudication = { ...this.adjudication, differences };
      this.nextUnsettled();
    }
    await edits.request(() =>
      call('readings:settle', { recordingId: recording.id, difference: current.number, verdict }),
    );
  }

  /** Where a stretch that is longer than the window begins comes to lie near its left edge. */
  #reveal({ sample, endSample }: Difference & { kind: 'stretch' }): void {
    const { view } = this.#review;
    if (endSample - sample < LONGEST_CENTRED * view.visibleSamples) {
      view.centreOn((sample + endSample) / 2);
    } else view.scrollTo(sample - LONG_STRETCH_AT * view.visibleSamples);
  }

  /** From a place on, then from the start; null when all are settled. */
  #unsettledFrom(index: number): number | null {
    const isOpen = ({ settled }: Difference): boolean => settled === null;
    const after = this.differences.findIndex((difference, at) => at >= index && isOpen(difference));
    const found = after >= 0 ? after : this.differences.findIndex(isOpen);
    return found < 0 ? null : found;
  }
}

/** The difference as it will be once the verdict is saved; null: it cannot be settled so. */
function settledAs(difference: Difference, verdict: Verdict): Difference | null {
  const isReaders = verdict === 'first' || verdict === 'second';
  const choice = isReaders ? verdict : 'other';
  if (difference.kind === 'stretch') {
    if (!isReaders && verdict !== 'none') return null;
    const mark = isReaders ? difference[verdict] : null;
    return { ...difference, settled: { choice, verdict: mark } };
  }
  if (isReaders) {
    const beatClass = difference[verdict]?.beatClass ?? null;
    return { ...difference, settled: { choice, beatClass } };
  }
  return { ...difference, settled: { choice, beatClass: verdict === 'none' ? null : verdict } };
}
