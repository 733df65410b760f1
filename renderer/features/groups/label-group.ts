import type { BeatState, EditResult } from '../../../app/contract/schemas.ts';
import type { BeatClass } from '../../../app/domain/beat-class.ts';
import { GROUPS_TEXT } from '../../text/groups.ts';
import type { Review } from '../review/index.ts';
import type { GroupReview } from './group-review.svelte.ts';
import { mixOf } from './group-tables.ts';

/** A question that stands before a large change. */
export interface Question {
  readonly title: string;
  readonly text: string;
  /** Of the button that does it. */
  readonly action: string;
  readonly run: () => void;
}

/** The part of a review that labels of groups need. */
export type LabelledReview = Pick<Review, 'beats' | 'edits' | 'selection' | 'say'>;

/** The beats of a group as they stand, in order of time. */
export function beatsOfGroup(
  { beats }: LabelledReview,
  groups: GroupReview,
  group: number,
): BeatState[] {
  const { members } = groups.summaries.get(group) ?? { members: [] };
  return Array.from(members, (row) => beats.table.stateAt(row));
}

/** Says what a label did; beats that had it from a reader before are no step of undo. */
export function labelledText({ changed }: EditResult, count: number, beatClass: BeatClass): string {
  return changed?.length === 0
    ? GROUPS_TEXT.labelledAlready(count, beatClass)
    : GROUPS_TEXT.labelled(count, beatClass);
}

/** What to ask before a whole group is labelled, with its number of beats; one step of undo. */
export function labelOfGroup(
  review: LabelledReview,
  groups: GroupReview,
  group: number,
  beatClass: BeatClass,
): { readonly count: number; readonly question: Question } {
  const beats = beatsOfGroup(review, groups, group);
  const count = beats.length;
  const mix = mixOf(groups.summaries.get(group)?.byClass ?? []);
  const question = {
    title: GROUPS_TEXT.confirmLabel(count, beatClass, group),
    text: GROUPS_TEXT.presentText(mix),
    action: GROUPS_TEXT.label(beatClass),
    run: () => {
      void review.edits.relabelAll(beats, beatClass).then((result) => {
        if (result !== null) review.say(labelledText(result, count, beatClass));
      });
    },
  };
  return { count, question };
}

/**
 * What to ask before the group of the selected beat is labelled, or why there is nothing to ask. A
 * group that has the label throughout is confirmed, as one beat would be.
 */
export function labelOfGroupOfBeat(
  review: LabelledReview,
  groups: GroupReview,
  beatClass: BeatClass,
): Question | string {
  const beat = review.selection.visibleBeat;
  if (beat === null) return GROUPS_TEXT.needsBeat;
  if (groups.columns === null) return GROUPS_TEXT.none;
  const group = groups.groupOf(beat.beatId);
  if (group === null) return GROUPS_TEXT.noGroupMeaning;
  return labelOfGroup(review, groups, group, beatClass).question;
}
