import { beforeEach, describe, expect, it } from 'vitest';
import { BeatRange } from '../../../../../renderer/features/review/beat-range.svelte.ts';
import { editedBeats } from '../../../../support/edited-beats.ts';

let { beats, selection, edits, transactions, ...parts } = editedBeats(600);
let range: BeatRange;

beforeEach(() => {
  ({ beats, selection, edits, transactions, ...parts } = editedBeats(600));
  const { correction, view, say } = parts;
  range = new BeatRange({ beats, selection, correction, view, say });
  selection.show(10);
});

async function sent(): Promise<{ ids: number[]; kinds: string[] }[]> {
  await edits.settled();
  return transactions.map((edits) => ({
    ids: edits.flatMap((edit) => (edit.kind === 'insert' ? [] : [edit.beatId])),
    kinds: [...new Set(edits.map(({ kind }) => kind))],
  }));
}

describe('BeatRange', () => {
  it('grows and shrinks beat by beat, and is relabelled as one transaction', async () => {
    range.extend(1);
    range.extend(1);
    range.extend(1);
    range.extend(-1);
    expect([...(selection.several?.beatIds ?? [])]).toEqual([10, 11, 12]);
    range.change('S');
    expect(await sent()).toEqual([{ ids: [10, 11, 12], kinds: ['relabel'] }]);
    expect(range.isActive).toBe(false);
    expect(selection.filter).toBe('all');
  });

  it('means only the beats of the filter that was in force', async () => {
    selection.filter = 'V';
    range.begin();
    selection.show(35);
    range.end();
    expect([...(selection.several?.beatIds ?? [])]).toEqual([10, 15, 20, 25, 30, 35]);
    range.change('F');
    expect((await sent())[0]?.ids).toEqual([10, 15, 20, 25, 30, 35]);
    expect(selection.filter).toBe('V');
  });

  it('asks with the numbers before it changes many', async () => {
    range.extendTo(109);
    range.change('S');
    expect(transactions).toEqual([]);
    expect(range.pending).toEqual({
      beatClass: 'S',
      count: 100,
      present: [
        { beatClass: 'N', count: 80 },
        { beatClass: 'V', count: 20 },
      ],
    });
    range.confirm();
    expect((await sent())[0]?.ids).toHaveLength(100);
  });

  it('asks as a group of as many does', async () => {
    range.extendTo(28);
    range.change('S');
    expect((await sent())[0]?.ids).toHaveLength(19);
    selection.show(10);
    range.extendTo(29);
    range.change('V');
    expect(range.pending?.count).toBe(20);
  });

  it('changes nothing when the reader leaves it', () => {
    range.extendTo(109);
    range.change(null);
    range.cancel();
    expect(transactions).toEqual([]);
    expect(range.clear()).toBe(true);
    expect(range.clear()).toBe(false);
    expect(selection.several).toBeNull();
  });

  it('deletes all of a range as one step', async () => {
    range.extend(-1);
    range.change(null);
    expect(await sent()).toEqual([{ ids: [9, 10], kinds: ['delete'] }]);
    expect(beats.table.count).toBe(598);
  });

  it('labels beats that were selected elsewhere, always asking', async () => {
    selection.selectSeveral(new Set([3, 300]), 'Poincaré plot');
    expect(range.isActive).toBe(false);
    range.change('V', true);
    expect(range.pending?.count).toBe(2);
    range.confirm();
    expect((await sent())[0]?.ids).toEqual([3, 300]);
  });
});
