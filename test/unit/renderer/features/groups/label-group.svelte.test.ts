import { expect, it } from 'vitest';
import { NO_GROUP } from '../../../../../app/domain/group-edits.ts';
import { GroupReview } from '../../../../../renderer/features/groups/group-review.svelte.ts';
import { labelOfGroupOfBeat } from '../../../../../renderer/features/groups/label-group.ts';
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
