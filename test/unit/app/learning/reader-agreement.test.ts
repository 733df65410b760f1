import { expect, it } from 'vitest';
import type { BeatClass } from '../../../../app/domain/beat-class.ts';
import { agreement, judgementsByBeat, type JudgementEntry } from '../../../../app/learning/reader-agreement.ts'; // prettier-ignore

/** "Ada V" as a value of the log. */
function entry(
  beatId: number,
  before: string | null,
  after: string | null,
  kind: Partial<Pick<JudgementEntry, 'transactionKind' | 'editKind'>> = {},
): JudgementEntry {
  const [oldReader = null, oldClass = null] = before?.split(' ') ?? [];
  const [newReader = null, newClass = null] = after?.split(' ') ?? [];
  return {
    seq: 1,
    beatId,
    transactionKind: 'edit',
    editKind: 'relabel',
    oldReader: oldReader,
    oldClass: oldClass as BeatClass | null,
    newReader: newReader,
    newClass: newClass as BeatClass | null,
    ...kind,
  };
}

it('counts each reader once, with what the reader said last', () => {
  const judgements = judgementsByBeat([
    entry(1, null, 'Ada V'),
    entry(1, 'Ada V', 'Bo S'),
    entry(1, 'Bo S', 'Ada N'),
    entry(2, null, 'Ada V'),
  ]);
  expect(agreement(judgements.get(1), 'N')).toBe(0.5);
  expect(agreement(judgements.get(2), 'V')).toBe(1);
  expect(agreement(judgements.get(3), 'V')).toBe(1);
});

it('does not count what was undone, nor a move as a judgement', () => {
  const judgements = judgementsByBeat([
    entry(1, null, 'Ada V'),
    entry(1, 'Ada V', 'Bo S'),
    entry(1, 'Bo S', 'Ada V', { transactionKind: 'undo' }),
    entry(1, 'Ada V', 'Ada V', { editKind: 'move' }),
  ]);
  expect(agreement(judgements.get(1), 'V')).toBe(1);
  const redone = judgementsByBeat([
    entry(1, null, 'Ada V'),
    entry(1, 'Ada V', 'Ada S'),
    entry(1, 'Ada S', 'Ada V', { transactionKind: 'undo' }),
    entry(1, 'Ada V', 'Ada S', { transactionKind: 'redo' }),
  ]);
  expect(agreement(redone.get(1), 'S')).toBe(1);
});
