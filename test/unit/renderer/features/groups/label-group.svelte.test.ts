import { expect, it } from 'vitest';
import { NO_GROUP } from '../../../../../app/domain/group-edits.ts';
import { GroupReview } from '../../../../../renderer/features/groups/group-review.svelte.ts';
import { GroupActions } from '../../../../../renderer/features/groups/group-actions.ts';
import {
  labelOfGroupOfBeat,
  type Question,
} from '../../../../../renderer/features/groups/label-group.ts';
import { MemberList } from '../../../../../renderer/features/groups/member-list.svelte.ts';
import type { Review } from '../../../../../renderer/features/review/index.ts';
import { editedBeats } from '../../../../support/edited-beats.ts';

/** Every fifth beat is a V; every tenth, N all of them, is in group 1, beat 12 in none. */
function groupedReview() {
  const { beats, selection, edits, transactions, said, say } = editedBeats(600);
  const review = { beats, selection, edits, say };
  const groups = new GroupReview(review as unknown as Review);
  const groupOf = Uint16Array.from({ length: 600 }, (_, index) => (index % 10 === 0 ? 1 : 0));
  groupOf[11] = NO_GROUP;
  groups.columns = { groupOf, oddness: new Uint8Array(600) };
  return { review, groups, selection, edits, transactions, said };
}

it('labels the group of the selected beat in one step, after it was asked with its numbers', async () => {
  const { review, groups, selection, edits, transactions, said } = groupedReview();
  selection.show(15);
  const question = labelOfGroupOfBeat(review, groups, 'S');
  if (typeof question === 'string') throw new Error(question);
  expect(question.title).toBe('Label all 539 beats of group 1 S?');
  expect(question.text).toContain('They are 419 N, 120 V now.');
  expect(transactions).toEqual([]);

  question.run();
  await edits.settled();
  expect(transactions).toHaveLength(1);
  expect(groups.summaries.get(0)?.byClass).toEqual([0, 539, 0, 0, 0]);
  expect(groups.summaries.get(1)?.byClass).toEqual([60, 0, 0, 0, 0]);
  // The reader stays where the key was pressed.
  expect(selection.beatId).toBe(15);
  expect(selection.filter).toBe('all');
  expect(said).toEqual(['539 beats labelled S']);
});

it('does not say that it labelled what was refused', async () => {
  const { review, groups, selection, edits, transactions, said } = groupedReview();
  edits.refusal = 'Version 1 is signed.';
  selection.show(15);
  const question = labelOfGroupOfBeat(review, groups, 'S');
  if (typeof question === 'string') throw new Error(question);
  question.run();
  await edits.settled();
  expect(transactions).toEqual([]);
  expect(said).toEqual([]);
});

it('says why there is nothing to label', () => {
  const { review, groups, selection } = groupedReview();
  expect(labelOfGroupOfBeat(review, groups, 'S')).toMatch(/^Select a beat first/);
  selection.show(12);
  expect(labelOfGroupOfBeat(review, groups, 'S')).toMatch(/inserted after the groups/);
  groups.columns = null;
  expect(labelOfGroupOfBeat(review, groups, 'S')).toMatch(/not been grouped yet/);
});

function actionsOn(filter: GroupReview['filter'] = 'all') {
  const { review, groups, ...rest } = groupedReview();
  const asked: Question[] = [];
  const members = new MemberList(review as unknown as Review, groups);
  const actions = new GroupActions(review as unknown as Review, groups, members, (question) => {
    asked.push(question);
  });
  groups.current = 1;
  groups.filter = filter;
  return { ...rest, review, groups, actions, asked };
}

it('asks before any change of a group that is many beats or a large part of all', () => {
  const { actions, groups, asked, transactions } = actionsOn();
  actions.label('V');
  actions.exclude();
  actions.split();
  groups.marked.add(0);
  actions.merge();
  expect(transactions).toEqual([]);
  expect(asked.map(({ title }) => title)).toEqual([
    'Label all 60 beats of group 2 V?',
    'Delete all 60 beats of group 2?',
    'Split the 60 beats of group 2 by shape?',
    'Merge 2 groups of 599 beats into group 1?',
  ]);
  expect(asked[0]?.text).toContain('They are 60 N now.');
  expect(asked[3]?.text).toContain('They are 479 N, 120 V now.');
});

it('says that a filter by class does not narrow a group down', () => {
  const { actions, groups, asked } = actionsOn('V');
  groups.current = 0;
  actions.label('S');
  expect(asked[0]?.text).toBe(
    'The whole group of 539 beats is meant, not its 120 V alone. They are 419 N, 120 V now. It is one step of undo.',
  );
});
