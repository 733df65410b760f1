import { REVIEW_TEXT } from '../../text/review.ts';
import type { BeatSelection } from './beat-selection.svelte.ts';
import type { LookQueue } from './look-queue.svelte.ts';

interface WalkParts {
  readonly queue: LookQueue;
  readonly selection: BeatSelection;
  readonly say: (message: string) => void;
}

/**
 * Working through the review queue: from when the reader goes to one of its beats until they turn
 * elsewhere, a decision leads to the next beat of the queue instead of the next one in time.
 */
export class QueueWalk {
  #isOn = $state(false);
  readonly #parts: WalkParts;

  constructor(parts: WalkParts) {
    this.#parts = parts;
  }

  /** Place of the selected beat in the queue, from 1; null while the reader is elsewhere. */
  get place(): number | null {
    const { queue, selection } = this.#parts;
    if (!this.#isOn || selection.beatId === null || selection.beatId !== queue.currentId) {
      return null;
    }
    const index = queue.beats?.findIndex(({ beatId }) => beatId === selection.beatId) ?? -1;
    return index < 0 ? null : index + 1;
  }

  /** Goes to the next (1) or previous (-1) open beat of the queue. */
  async step(direction: 1 | -1): Promise<void> {
    const { queue, say } = this.#parts;
    const beatId = await queue.step(direction);
    if (beatId !== null) this.goTo(beatId);
    else {
      this.leave();
      if (queue.problem === null) say(REVIEW_TEXT.queueEnd);
    }
  }

  /** Goes to a beat of the queue. */
  goTo(beatId: number): void {
    const { queue, selection } = this.#parts;
    this.#isOn = true;
    selection.show(queue.goTo(beatId));
  }

  /** Goes on after a decision on a beat; false when that was not the beat of the queue. */
  goOnFrom(beatId: number): boolean {
    if (!this.#isOn || beatId !== this.#parts.queue.currentId) return false;
    void this.step(1);
    return true;
  }

  /** The reader turns elsewhere; false when they were not in the queue. */
  leave(): boolean {
    const was = this.place !== null;
    this.#isOn = false;
    return was;
  }
}
