import type { QueuedBeat, QueueQuery } from '../../../app/contract/training-governance.ts';
import { QUEUE_ORDERS } from '../../../app/learning/review-queue.ts';
import type { AppError } from '../../../app/domain/app-error.ts';
import { call } from '../../bridge/bridge.ts';
import { asAppError } from '../../bridge/problem.ts';
import type { BeatList } from './beat-list.svelte.ts';
import { ReadingPace } from './reading-pace.ts';

/** As many as a reader may get through in a sitting; then the queue is made anew. */
const LONGEST = 200;

/** What the reader chose to be asked. */
export type QueueChoice = Pick<QueueQuery, 'order' | 'rareFirst' | 'onePerGroup'>;

/** A queue as it is kept for the next start of the application. */
interface KeptQueue {
  readonly choice: QueueChoice;
  readonly beats: readonly QueuedBeat[];
}

/** Where a queue is kept between sessions; the page's own storage, or a fake in tests. */
export type QueueStorage = Pick<Storage, 'getItem' | 'setItem'>;

/**
 * Beats in the order in which a reader's look gains most; asked for when it is first wanted. The
 * list stays as it was made, through restarts too, so that progress means something; what was
 * decided leaves what is open.
 */
export class LookQueue {
  choice = $state.raw<QueueChoice>({ order: 'gain', rareFirst: true, onePerGroup: false });
  beats = $state.raw<readonly QueuedBeat[] | null>(null);
  loading = $state(false);
  problem = $state.raw<AppError | null>(null);
  /** The beat that was last gone to; stays while the reader labels and steps elsewhere. */
  currentId = $state<number | null>(null);

  /** The beats that nobody has decided yet. */
  readonly open: readonly QueuedBeat[] = $derived.by(() =>
    (this.beats ?? []).filter((beat) => this.#isOpen(beat)),
  );
  /** Decisions a minute, at the reader's present pace; null before that can be told. */
  perMinute = $state<number | null>(null);

  readonly #recordingId: string;
  readonly #reading: BeatList;
  readonly #storage: QueueStorage;
  readonly #pace = new ReadingPace();
  #openBefore: number | null = null;

  constructor(recordingId: string, reading: BeatList, storage: QueueStorage) {
    this.#recordingId = recordingId;
    this.#reading = reading;
    this.#storage = storage;
    const kept = this.#kept();
    if (kept === null) return;
    this.choice = kept.choice;
    this.beats = kept.beats;
  }

  /** Beats that have been decided since the queue was made. */
  get done(): number {
    return (this.beats?.length ?? 0) - this.open.length;
  }

  /** Seconds that the open beats take at the present pace; null before there is one. */
  get secondsLeft(): number | null {
    return this.perMinute === null ? null : (60 * this.open.length) / this.perMinute;
  }

  /** Asks for the queue anew: what was decided meanwhile is no longer in it. */
  async load(): Promise<void> {
    this.loading = true;
    try {
      const recordingId = this.#recordingId;
      const query = { recordingId, limit: LONGEST, ...this.choice };
      this.beats = await call('training:queue', query);
      this.currentId = null;
      this.problem = null;
      this.#keep({ choice: this.choice, beats: this.beats });
    } catch (error) {
      this.problem = asAppError(error);
    }
    this.#openBefore = null;
    this.loading = false;
  }

  async choose(choice: Partial<QueueChoice>): Promise<void> {
    this.choice = { ...this.choice, ...choice };
    await this.load();
  }

  /** Takes note of what was decided, for the pace; to be called when the reading has changed. */
  follow(atMs: number): void {
    const open = this.open.length;
    const before = this.#openBefore;
    this.#openBefore = open;
    if (before === null || open >= before) return;
    this.#pace.decided(atMs);
    this.perMinute = this.#pace.perMinute;
  }

  /** The next beat that nobody has decided; null at the end, where the next step starts anew. */
  async step(direction: 1 | -1): Promise<number | null> {
    if (this.beats === null) await this.load();
    const beats = this.beats ?? [];
    let place = beats.findIndex(({ beatId }) => beatId === this.currentId) + direction;
    while (place >= 0 && place < beats.length && !this.#isOpen(beats[place])) place += direction;
    const found = beats[place];
    if (found !== undefined) return this.goTo(found.beatId);
    if (direction === 1) this.beats = null;
    return null;
  }

  /** Goes to a beat of the list. */
  goTo(beatId: number): number {
    this.currentId = beatId;
    return beatId;
  }

  #isOpen(beat: QueuedBeat | undefined): boolean {
    if (beat === undefined) return false;
    const { table } = this.#reading;
    const index = table.indexOfId(beat.beatId);
    return index >= 0 && !table.isEdited(index);
  }

  #kept(): KeptQueue | null {
    try {
      const kept = JSON.parse(
        this.#storage.getItem(this.#storageKey) ?? 'null',
      ) as KeptQueue | null;
      if (kept === null || !QUEUE_ORDERS.includes(kept.choice.order)) return null;
      // What an earlier version kept may name an order that is gone, or lack the groups.
      return kept.beats.every(({ group }: Partial<QueuedBeat>) => group !== undefined)
        ? kept
        : null;
    } catch {
      // An unreadable queue is none: it is made anew when it is wanted.
      return null;
    }
  }

  #keep(queue: KeptQueue): void {
    this.#storage.setItem(this.#storageKey, JSON.stringify(queue));
  }

  get #storageKey(): string {
    return `ectopy:queue:${this.#recordingId}`;
  }
}
