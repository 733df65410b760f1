import { SvelteMap } from 'svelte/reactivity';
import type { BeatColumns } from '../../../app/contract/beat-columns.ts';
import {
  MOST_LISTED_CHANGES,
  type BeatState,
  type EditRequest,
  type EditResult,
} from '../../../app/contract/schemas.ts';
import type { RegionEdit } from '../../../app/domain/reader-regions.ts';
import type { BeatClass } from '../../../app/domain/beat-class.ts';
import type { AppError } from '../../../app/domain/app-error.ts';
import { asAppError } from '../../bridge/problem.ts';
import type { BeatList } from './beat-list.svelte.ts';

/** The requests that change the reading; the core's, or a fake's in tests. */
export interface EditChannel {
  append(edits: EditRequest[]): Promise<EditResult>;
  mark(edit: RegionEdit): Promise<EditResult>;
  undo(): Promise<EditResult>;
  redo(): Promise<EditResult>;
  /** Undoes or redoes until the transaction is the last in force; null: before the first. */
  goTo(transactionId: number | null): Promise<EditResult>;
  /** All beats, when more of them changed than a reply lists. */
  read(): Promise<BeatColumns>;
}

/** A beat shown as its reader wants it before that is durable. */
interface UnsavedBeat {
  /** The last state that the core has confirmed; what a failed save goes back to. */
  confirmed: BeatState;
  edits: number;
}

interface BeatChange {
  readonly before: BeatState;
  readonly after: BeatState;
  readonly edit: EditRequest;
}

/**
 * Edits on their way to the log. A label shows at once, as pending; it counts as saved only after
 * the core's reply, and a save that fails puts the confirmed label back and says why. Requests go
 * out one after the other, so that the log has them in the order of the keys.
 */
export class EditQueue {
  canUndo = $state(false);
  canRedo = $state(false);
  /** When the last edit became durable, as the core said (ISO time). */
  savedAt = $state<string | null>(null);
  /** Requests that are not answered yet. */
  waiting = $state(0);
  /** Counts up when an edit, an undo or a redo has changed regions. */
  regionChanges = $state(0);
  /** Counts up when groups of beats were split or merged, or that was undone. */
  groupChanges = $state(0);
  problem = $state.raw<AppError | null>(null);
  /** Why nothing may be changed; null: it may. */
  refusal: string | null = null;
  /** Requests ever made; tells whether the reading changed while something else was under way. */
  requests = 0;

  readonly #beats: BeatList;
  readonly #channel: EditChannel;
  readonly #refused: (why: string) => void;
  readonly #unsaved = new SvelteMap<number, UnsavedBeat>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    beats: BeatList,
    channel: EditChannel,
    refused: (why: string) => void = () => undefined,
  ) {
    this.#beats = beats;
    this.#channel = channel;
    this.#refused = refused;
  }

  isPending(beatId: number): boolean {
    return this.#unsaved.has(beatId);
  }

  relabel(beat: BeatState, beatClass: BeatClass): Promise<EditResult | null> {
    return this.relabelAll([beat], beatClass);
  }

  /**
   * One transaction of the log, and so one step of undo, however many beats. Very many show once they
   * are durable.
   */
  relabelAll(beats: readonly BeatState[], beatClass: BeatClass): Promise<EditResult | null> {
    if (beats.length > MOST_LISTED_CHANGES) {
      const edit: EditRequest = { kind: 'relabel-all', beatIds: idsOf(beats), beatClass };
      return this.#send(() => this.#channel.append([edit]));
    }
    return this.#change(
      beats.map((before) => ({
        before,
        after: { ...before, beatClass, edited: true },
        edit: { kind: 'relabel', beatId: before.beatId, beatClass },
      })),
    );
  }

  /** One transaction, like `relabelAll`. */
  removeAll(beats: readonly BeatState[]): Promise<EditResult | null> {
    if (beats.length > MOST_LISTED_CHANGES) {
      const edit: EditRequest = { kind: 'delete-all', beatIds: idsOf(beats) };
      return this.#send(() => this.#channel.append([edit]));
    }
    return this.#change(
      beats.map((before) => ({
        before,
        after: { ...before, deleted: true, edited: true },
        edit: { kind: 'delete', beatId: before.beatId },
      })),
    );
  }

  move(beat: BeatState, sample: number): Promise<EditResult | null> {
    const edit: EditRequest = { kind: 'move', beatId: beat.beatId, sample };
    return this.#change([{ before: beat, after: { ...beat, sample, edited: true }, edit }]);
  }

  /** The new beat shows when the core has given it its id. */
  insert(sample: number, beatClass: BeatClass): Promise<EditResult | null> {
    return this.#send(() => this.#channel.append([{ kind: 'insert', sample, beatClass }]));
  }

  /** Leaves a stretch out, has it analysed in spite of its signal, or takes that back. */
  mark(edit: RegionEdit): Promise<EditResult | null> {
    return this.#send(() => this.#channel.mark(edit));
  }

  undo(): Promise<EditResult | null> {
    return this.#send(() => this.#channel.undo());
  }

  redo(): Promise<EditResult | null> {
    return this.#send(() => this.#channel.redo());
  }

  goTo(transactionId: number | null): Promise<EditResult | null> {
    return this.#send(() => this.#channel.goTo(transactionId));
  }

  /** Any other request that changes the reading, in its turn: a difference settled, say. */
  request(send: () => Promise<EditResult>): Promise<EditResult | null> {
    return this.#send(send);
  }

  /** Resolves when every request so far is answered. */
  async settled(): Promise<void> {
    await this.#last;
  }

  async #change(changes: readonly BeatChange[]): Promise<EditResult | null> {
    if (this.#refuses()) return null;
    for (const { before } of changes) {
      const unsaved = this.#unsaved.get(before.beatId);
      if (unsaved === undefined) {
        this.#unsaved.set(before.beatId, { confirmed: before, edits: 1 });
      } else {
        unsaved.edits += 1;
      }
    }
    this.#beats.apply(changes.map(({ after }) => after));
    const result = await this.#send(() => this.#channel.append(changes.map(({ edit }) => edit)));
    this.#settle(changes.map(({ before }) => before.beatId));
    return result;
  }

  /** Null when the request failed; `problem` then says why. */
  #send(request: () => Promise<EditResult>): Promise<EditResult | null> {
    if (this.#refuses()) return Promise.resolve(null);
    this.waiting += 1;
    this.requests += 1;
    const reply = this.#last.then(async () => {
      try {
        const result = await request();
        const beats = result.changed === null ? await this.#channel.read() : null;
        if (beats !== null) this.#takeAll(beats);
        this.#confirm(result);
        return result;
      } catch (error) {
        this.problem = asAppError(error);
        return null;
      } finally {
        this.waiting -= 1;
      }
    });
    this.#last = reply;
    return reply;
  }

  #refuses(): boolean {
    if (this.refusal === null) return false;
    this.#refused(this.refusal);
    return true;
  }

  #confirm(result: EditResult): void {
    this.canUndo = result.canUndo;
    this.canRedo = result.canRedo;
    this.savedAt = result.savedAt;
    this.problem = null;
    if (result.regionsChanged) this.regionChanges += 1;
    if (result.groupsChanged) this.groupChanges += 1;
    const settled: BeatState[] = [];
    for (const state of result.changed ?? []) {
      const unsaved = this.#unsaved.get(state.beatId);
      if (unsaved === undefined) settled.push(state);
      else unsaved.confirmed = state;
    }
    this.#beats.apply(settled);
  }

  /** Beats that are not saved yet stay as their reader wants them, over what the core has now. */
  #takeAll(columns: BeatColumns): void {
    const wanted = Array.from(this.#unsaved, ([beatId, { confirmed }]) =>
      this.#stateOf(beatId, confirmed),
    );
    this.#beats.replace(columns);
    for (const [beatId, unsaved] of this.#unsaved) {
      unsaved.confirmed = this.#stateOf(beatId, unsaved.confirmed);
    }
    this.#beats.apply(wanted);
  }

  /** As shown; a beat that is not is deleted. */
  #stateOf(beatId: number, known: BeatState): BeatState {
    const { table } = this.#beats;
    const index = table.indexOfId(beatId);
    return index < 0 ? { ...known, deleted: true } : table.stateAt(index);
  }

  /** One edit of each beat is answered; after its last one a beat shows what the core confirmed. */
  #settle(beatIds: readonly number[]): void {
    const settled: BeatState[] = [];
    for (const beatId of beatIds) {
      const unsaved = this.#unsaved.get(beatId);
      if (unsaved === undefined) continue;
      unsaved.edits -= 1;
      if (unsaved.edits > 0) continue;
      this.#unsaved.delete(beatId);
      settled.push(unsaved.confirmed);
    }
    this.#beats.apply(settled);
  }
}

function idsOf(beats: readonly BeatState[]): Uint32Array<ArrayBuffer> {
  return Uint32Array.from(beats, ({ beatId }) => beatId);
}
