import type { BeatState, EditResult } from '../../../app/contract/schemas.ts';
import type { BeatClass } from '../../../app/domain/beat-class.ts';
import type { StripView } from '../../plot/index.ts';
import { REVIEW_TEXT } from '../../text/review.ts';
import type { BeatList } from './beat-list.svelte.ts';
import type { BeatSelection } from './beat-selection.svelte.ts';
import type { EditQueue } from './edit-queue.svelte.ts';
import type { QueueWalk } from './queue-walk.svelte.ts';

/** A beat under way to another place. */
export interface MovingBeat {
  readonly beat: BeatState;
  readonly sample: number;
}

/** Two beats closer than this are one: far below the shortest refractory period of a heart. */
const SAME_BEAT_S = 0.08;
/** One step of a move; never less than one sample. */
const MOVE_STEP_S = 0.004;
/** How much of the preceding intervals the expected next beat is taken from. */
const EXPECTED_FROM_INTERVALS = 4;

interface CorrectionParts {
  readonly beats: BeatList;
  readonly selection: BeatSelection;
  readonly edits: EditQueue;
  readonly walk: Pick<QueueWalk, 'goOnFrom'>;
  readonly view: StripView;
  /** The local extremum that an inserted beat snaps to. */
  readonly snap: (sample: number) => Promise<number>;
  /** Tells the reader something in passing. */
  readonly say: (message: string) => void;
}

/** What the editing keys do to the selected beat. */
export class Correction {
  moving = $state.raw<MovingBeat | null>(null);
  /** Where the reader clicked beside all beats: the place of an insert without a pointer. */
  cursorSample = $state<number | null>(null);

  readonly #parts: CorrectionParts;

  constructor(parts: CorrectionParts) {
    this.#parts = parts;
  }

  /** Labels the selected beat and steps to the next one of the queue or, elsewhere, the filter. */
  label(beatClass: BeatClass): void {
    const beat = this.#beatToEdit();
    if (beat === null) return;
    void this.#parts.edits.relabel(beat, beatClass);
    this.#stepOn(beat);
  }

  /** Labels every beat of the filter `selected` in one step; the window stays where it is. */
  async labelSelected(beatClass: BeatClass): Promise<EditResult | null> {
    const { beats, edits } = this.#parts;
    this.putDown();
    const { table } = beats;
    const selected = Array.from(table.matching('selected'), (index) => table.stateAt(index));
    return selected.length === 0 ? null : await edits.relabelAll(selected, beatClass);
  }

  /** Deletes every beat of the filter `selected` in one step. */
  async removeSelected(): Promise<EditResult | null> {
    const { beats, edits } = this.#parts;
    this.putDown();
    const { table } = beats;
    const selected = Array.from(table.matching('selected'), (index) => table.stateAt(index));
    return selected.length === 0 ? null : await edits.removeAll(selected);
  }

  remove(): void {
    const beat = this.#beatToEdit();
    if (beat === null) return;
    void this.#parts.edits.removeAll([beat]);
    this.#stepOn(beat);
  }

  /** Inserts an N at a place, the cursor, or where the next beat is expected; then selects it. */
  async insert(wantedSample: number | null): Promise<void> {
    const { beats, selection, edits, snap, say, view } = this.#parts;
    this.putDown();
    const sample = wantedSample ?? this.cursorSample ?? this.#expectedSample();
    if (sample === null) {
      say(REVIEW_TEXT.nowhereToInsert);
      return;
    }
    const place = await snap(Math.min(Math.max(0, sample), view.sampleCount - 1));
    if (selection.selectNearest(place, SAME_BEAT_S * view.sampleRateHz)) {
      say(REVIEW_TEXT.beatIsThere);
      return;
    }
    const result = await edits.insert(place, 'N');
    const inserted = result?.changed?.find((state) => !state.deleted);
    if (inserted === undefined) return;
    this.cursorSample = null;
    selection.show(inserted.beatId);
    if (beats.table.indexOfId(inserted.beatId) >= 0) say(REVIEW_TEXT.inserted);
  }

  /** Picks the selected beat up; the arrow keys then move it until it is put down. */
  pickUp(): void {
    const beat = this.#beatToEdit();
    if (beat === null) return;
    this.moving = { beat, sample: beat.sample };
    this.#parts.say(REVIEW_TEXT.moving);
  }

  /** Moves the picked-up beat by steps, never past its neighbours. */
  nudge(steps: number): void {
    if (this.moving === null) this.pickUp();
    const { moving } = this;
    if (moving === null) return;
    const { beats, view } = this.#parts;
    const { table } = beats;
    const index = table.indexOfId(moving.beat.beatId);
    const earliest = index > 0 ? table.sampleAt(index - 1) + 1 : 0;
    const latest = index < table.count - 1 ? table.sampleAt(index + 1) - 1 : view.sampleCount - 1;
    const step = Math.max(1, Math.round(MOVE_STEP_S * view.sampleRateHz));
    const sample = Math.min(latest, Math.max(earliest, moving.sample + steps * step));
    this.moving = { beat: moving.beat, sample };
  }

  /** Ends a move where the beat is now. */
  putDown(): void {
    const { moving } = this;
    this.moving = null;
    if (moving === null || moving.sample === moving.beat.sample) return;
    void this.#parts.edits.move(moving.beat, moving.sample);
  }

  /** Ends a move where it began; false when there was none. */
  cancelMove(): boolean {
    const wasMoving = this.moving !== null;
    this.moving = null;
    return wasMoving;
  }

  async undo(): Promise<void> {
    this.cancelMove();
    if (!this.#parts.edits.canUndo && this.#parts.edits.waiting === 0) {
      this.#parts.say(REVIEW_TEXT.nothingToUndo);
      return;
    }
    this.#showChanged(await this.#parts.edits.undo());
  }

  async redo(): Promise<void> {
    this.cancelMove();
    if (!this.#parts.edits.canRedo) {
      this.#parts.say(REVIEW_TEXT.nothingToRedo);
      return;
    }
    this.#showChanged(await this.#parts.edits.redo());
  }

  /** Goes to a step of the history; null is before the first edit. */
  async goToStep(transactionId: number | null): Promise<void> {
    this.cancelMove();
    this.#showChanged(await this.#parts.edits.goTo(transactionId));
  }

  /** The selected beat, or null after selecting the nearest one instead of editing out of sight. */
  #beatToEdit(): BeatState | null {
    const { selection, view, say } = this.#parts;
    this.putDown();
    if (selection.visibleBeat !== null) return selection.visibleBeat;
    const middle = (view.startSample + view.endSample) / 2;
    const found = selection.selectNearest(middle, view.visibleSamples / 2);
    say(found ? REVIEW_TEXT.selectedFirst : REVIEW_TEXT.noBeatInView);
    return null;
  }

  #stepOn({ beatId, sample }: BeatState): void {
    const { selection, say, walk } = this.#parts;
    if (walk.goOnFrom(beatId)) return;
    if (!selection.nextAfter(sample)) say(REVIEW_TEXT.lastOfFilter);
  }

  /** One interval after the selected beat, judged by the intervals before it. */
  #expectedSample(): number | null {
    const { beats, selection, view } = this.#parts;
    const { table } = beats;
    const beat = selection.visibleBeat;
    if (beat === null) return null;
    const index = table.indexOfId(beat.beatId);
    const first = Math.max(0, index - EXPECTED_FROM_INTERVALS);
    const interval =
      index > first ? (beat.sample - table.sampleAt(first)) / (index - first) : view.sampleRateHz;
    return Math.round(beat.sample + interval);
  }

  /** Undo and redo must be seen to have done something. */
  #showChanged(result: EditResult | null): void {
    const { selection, view } = this.#parts;
    const [first] = result?.changed ?? [];
    if (first === undefined) return;
    const there = result?.changed?.find((state) => !state.deleted);
    if (there === undefined) view.reveal(first.sample);
    else selection.show(there.beatId);
  }
}
