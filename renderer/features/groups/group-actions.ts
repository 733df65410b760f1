import type { BeatState } from '../../../app/contract/schemas.ts';
import { BEAT_CLASSES, beatClassIndex, type BeatClass } from '../../../app/domain/beat-class.ts';
import { GROUPS_TEXT } from '../../text/groups.ts';
import { asksFirst, type Review } from '../review/index.ts';
import type { GroupReview } from './group-review.svelte.ts';
import { mixOf } from './group-tables.ts';
import { beatsOfGroup, labelledText, labelOfGroup, type Question } from './label-group.ts';
import type { MemberList } from './member-list.svelte.ts';

/** What a reader does to whole groups and to some of their beats; each is one step of undo. */
export class GroupActions {
  readonly #review: Review;
  readonly #groups: GroupReview;
  readonly #members: MemberList;
  readonly #put: (question: Question) => void;

  /** `put` shows the reader a question. */
  constructor(
    review: Review,
    groups: GroupReview,
    members: MemberList,
    put: (question: Question) => void,
  ) {
    this.#review = review;
    this.#groups = groups;
    this.#members = members;
    this.#put = put;
  }

  /** Labels the beats in hand of the opened group, or else all of the group in hand. */
  label(beatClass: BeatClass): void {
    if (this.#groups.opened === null) {
      this.labelGroup(beatClass);
      return;
    }
    const beats = this.#statesOf(this.#members.inHand);
    this.#ask(beats.length, {
      title: GROUPS_TEXT.confirmLabelSelected(beats.length, beatClass),
      text: GROUPS_TEXT.presentText(mixOfBeats(beats)),
      action: GROUPS_TEXT.label(beatClass),
      run: () => {
        void this.#review.edits.relabelAll(beats, beatClass).then((result) => {
          if (result !== null) this.#review.say(labelledText(result, beats.length, beatClass));
        });
        this.#members.selected.clear();
        this.#stepOn(beats.length);
      },
    });
  }

  /** Labels all beats of the group in hand. */
  labelGroup(beatClass: BeatClass): void {
    const { current } = this.#groups;
    if (current === null) return;
    const { count, question } = labelOfGroup(this.#review, this.#groups, current, beatClass);
    this.#askOfGroup(current, count, {
      ...question,
      run: () => {
        question.run();
        this.#members.selected.clear();
      },
    });
  }

  /** Deletes the beats in hand of the opened group, or else all of the group in hand. */
  exclude(): void {
    const { current, opened } = this.#groups;
    if (current === null) return;
    const beats =
      opened === null
        ? beatsOfGroup(this.#review, this.#groups, current)
        : this.#statesOf(this.#members.inHand);
    const title =
      opened === null
        ? GROUPS_TEXT.confirmDelete(beats.length, current)
        : GROUPS_TEXT.confirmDeleteSelected(beats.length);
    const question: Question = {
      title,
      text: GROUPS_TEXT.presentText(mixOfBeats(beats)),
      action: GROUPS_TEXT.exclude,
      run: () => {
        void this.#review.edits.removeAll(beats).then((result) => {
          if (result !== null) this.#review.say(GROUPS_TEXT.deleted(beats.length));
        });
        this.#members.selected.clear();
      },
    };
    if (opened === null) this.#askOfGroup(current, beats.length, question);
    else this.#ask(beats.length, question);
  }

  /** Splits the group in hand by shape, or takes the selected beats out of the opened one. */
  split(): void {
    const { current, opened, summaries } = this.#groups;
    if (current === null) return;
    const taken = this.#members.ids.filter((id) => this.#members.selected.has(id));
    if (opened !== null && taken.length > 0) {
      const mix = mixOfBeats(this.#statesOf(taken));
      this.#ask(taken.length, {
        title: GROUPS_TEXT.confirmTakeOut(taken.length, current),
        text: GROUPS_TEXT.presentText(mix),
        action: GROUPS_TEXT.split,
        run: () => void this.#takeOut(current, taken),
      });
      return;
    }
    const { members = [], byClass = [] } = summaries.get(current) ?? {};
    this.#askOfGroup(current, members.length, {
      title: GROUPS_TEXT.confirmSplit(members.length, current),
      text: GROUPS_TEXT.presentText(mixOf(byClass)),
      action: GROUPS_TEXT.split,
      run: () => void this.#splitByShape(current),
    });
  }

  /** Merges the marked groups, and the one in hand, into the largest of them. */
  merge(): void {
    const { current, marked, summaries } = this.#groups;
    const groups = [...new Set([...marked, ...(current === null ? [] : [current])])];
    if (groups.length < 2) {
      this.#review.say(GROUPS_TEXT.nothingToMerge);
      return;
    }
    const sizeOf = (group: number): number => summaries.get(group)?.members.length ?? 0;
    const into = groups.reduce((a, b) => (sizeOf(b) > sizeOf(a) ? b : a));
    const beats = groups.reduce((sum, group) => sum + sizeOf(group), 0);
    const byClass = BEAT_CLASSES.map((_, index) =>
      groups.reduce((sum, group) => sum + (summaries.get(group)?.byClass[index] ?? 0), 0),
    );
    this.#ask(beats, {
      title: GROUPS_TEXT.confirmMerge(groups.length, beats, into),
      text: GROUPS_TEXT.presentText(mixOf(byClass)),
      action: GROUPS_TEXT.merge,
      run: () => {
        void this.#groups.merge(groups, into).then((result) => {
          if (result === null) return;
          this.#groups.current = into;
          this.#review.say(GROUPS_TEXT.merged(groups.length));
        });
      },
    });
  }

  /** Forms all groups anew; asked for always, since splits and merges go. */
  form(): void {
    this.#put({
      title: GROUPS_TEXT.confirmForm,
      text: GROUPS_TEXT.formText,
      action: GROUPS_TEXT.groupAgain,
      run: () => {
        this.#groups.opened = null;
        void this.#groups.form();
      },
    });
  }

  /** Makes the beats in hand, or all of the group, the selected ones of the strips. */
  selectInStrips(): boolean {
    const { current, opened, summaries } = this.#groups;
    if (current === null) return false;
    const { table } = this.#review.beats;
    const all = Array.from(summaries.get(current)?.members ?? [], (row) => table.beatIdAt(row));
    const first = opened === null ? all[0] : (this.#members.currentId ?? all[0]);
    if (first === undefined) return false;
    this.#review.selection.selectSeveral(new Set(all), GROUPS_TEXT.group(current));
    this.#review.selection.show(first);
    this.#review.say(GROUPS_TEXT.selectedInStrips(all.length, current));
    return true;
  }

  /** A change of a whole group; where the view shows groups with a class, all its beats are meant. */
  #askOfGroup(group: number, beats: number, question: Question): void {
    const { filter, opened, summaries } = this.#groups;
    if (opened === null && filter !== 'all' && filter !== 'mixed') {
      const chosen = summaries.get(group)?.byClass[beatClassIndex(filter)] ?? 0;
      if (chosen < beats) {
        const text = `${GROUPS_TEXT.wholeGroupMeant(beats, chosen, filter)} ${question.text}`;
        this.#put({ ...question, text });
        return;
      }
    }
    this.#ask(beats, question);
  }

  #ask(beats: number, question: Question): void {
    if (beats === 0) return;
    if (asksFirst(beats, this.#review.beats.counts.all)) this.#put(question);
    else question.run();
  }

  async #takeOut(group: number, beatIds: readonly number[]): Promise<void> {
    const result = await this.#groups.split(group, beatIds);
    if (result === null) return;
    this.#members.selected.clear();
    this.#review.say(GROUPS_TEXT.takenOut(beatIds.length));
  }

  async #splitByShape(group: number): Promise<void> {
    const before = this.#groups.summaries.size;
    const result = await this.#groups.split(group, null);
    if (result === null) return;
    this.#members.selected.clear();
    this.#groups.opened = null;
    this.#review.say(GROUPS_TEXT.splitInto(1 + this.#groups.summaries.size - before));
  }

  /** Without a selection a letter steps on, as in the strips. */
  #stepOn(labelled: number): void {
    if (labelled === 1) this.#members.moveTo(this.#members.current + 1);
  }

  #statesOf(beatIds: readonly number[]): BeatState[] {
    const { table } = this.#review.beats;
    return beatIds.map((id) => table.stateAt(table.indexOfId(id)));
  }
}

function mixOfBeats(beats: readonly BeatState[]): string {
  return mixOf(
    BEAT_CLASSES.map((name) => beats.filter(({ beatClass }) => beatClass === name).length),
  );
}
