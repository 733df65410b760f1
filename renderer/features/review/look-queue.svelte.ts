import type { QueuedBeat } from '../../../app/contract/training-governance.ts';
import type { AppError } from '../../../app/domain/app-error.ts';
import { call } from '../../bridge/bridge.ts';
import { asAppError } from '../../bridge/problem.ts';
import type { BeatList } from './beat-list.svelte.ts';

/** As many as a reader may get through in a sitting; then the queue is made anew. */
const LONGEST = 200;

/** Beats in the order in which a reader's look gains most; asked for when it is first wanted. */
export class LookQueue {
  beats = $state.raw<readonly QueuedBeat[] | null>(null);
  loading = $state(false);
  problem = $state.raw<AppError | null>(null);
  /** Place in the queue; stays where it is while the reader labels and steps elsewhere. */
  place = $state(-1);

  readonly #recordingId: string;
  readonly #reading: BeatList;

  constructor(recordingId: string, reading: BeatList) {
    this.#recordingId = recordingId;
    this.#reading = reading;
  }

  async load(): Promise<void> {
    this.loading = true;
    try {
      const recordingId = this.#recordingId;
      this.beats = await call('training:queue', { recordingId, limit: LONGEST });
      this.place = -1;
      this.problem = null;
    } catch (error) {
      this.problem = asAppError(error);
    }
    this.loading = false;
  }

  /** The next beat that nobody has decided since; null at the end, where the next step starts anew. */
  async step(direction: 1 | -1): Promise<number | null> {
    if (this.beats === null) await this.load();
    const beats = this.beats ?? [];
    let place = this.place + direction;
    while (place >= 0 && place < beats.length && !this.#isOpen(beats[place])) place += direction;
    const found = beats[place];
    if (found !== undefined) {
      this.place = place;
      return found.beatId;
    }
    if (direction === 1) this.beats = null;
    return null;
  }

  /** Goes to a beat of the list. */
  goTo(place: number): number | null {
    const beat = this.beats?.[place];
    if (beat === undefined) return null;
    this.place = place;
    return beat.beatId;
  }

  #isOpen(beat: QueuedBeat | undefined): boolean {
    if (beat === undefined) return false;
    const { table } = this.#reading;
    const index = table.indexOfId(beat.beatId);
    return index >= 0 && !table.isEdited(index);
  }
}
