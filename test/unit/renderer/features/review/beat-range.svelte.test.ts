import { beforeEach, describe, expect, it } from 'vitest';
import type { BeatState, EditRequest } from '../../../../../app/contract/schemas.ts';
import { BeatList } from '../../../../../renderer/features/review/beat-list.svelte.ts';
import { BeatRange } from '../../../../../renderer/features/review/beat-range.svelte.ts';
import { BeatSelection } from '../../../../../renderer/features/review/beat-selection.svelte.ts';
import { Correction } from '../../../../../renderer/features/review/correction.svelte.ts';
import { EditQueue } from '../../../../../renderer/features/review/edit-queue.svelte.ts';
import { StripView } from '../../../../../renderer/plot/strip-view.svelte.ts';

let beats: BeatList;
let selection: BeatSelection;
let range: BeatRange;
let edits: EditQueue;
let transactions: EditRequest[][];
let said: string[];

/** A beat every second of ten minutes; every fifth one is a V. */
const READING: BeatState[] = Array.from({ length: 600 }, (_, index) => {
  const beatClass = index % 5 === 4 ? 'V' : 'N';
  return {
    beatId: index + 1,
    sample: 250 * (index + 1),
    beatClass,
    deleted: false,
    edited: false,
    modelClass: beatClass,
    confidence: 1,
  };
});

function after(edit: EditRequest): BeatState {
  const original = edit.kind === 'insert' ? undefined : READING[edit.beatId - 1];
  if (original === undefined) throw new Error('no such beat');
  if (edit.kind === 'relabel') return { ...original, beatClass: edit.beatClass, edited: true };
  return { ...original, deleted: edit.kind === 'delete', edited: true };
}

beforeEach(() => {
  beats = new BeatList();
  beats.apply(READING);
  const view = new StripView({ sampleRateHz: 250, sampleCount: 250 * 620 });
  view.pixelsPerMm = 4;
  view.widthPx = 1048;
  selection = new BeatSelection(beats, view);
  transactions = [];
  said = [];
  const say = (message: string) => said.push(message);
  const nowhere = () => Promise.reject(new Error('not here'));
  edits = new EditQueue(beats, {
    append: (requests) => {
      transactions.push(requests);
      return Promise.resolve({
        changed: requests.map(after),
        regionsChanged: false,
        groupsChanged: false,
        canUndo: true,
        canRedo: false,
        savedAt: '2026-11-22',
      });
    },
    mark: nowhere,
    undo: nowhere,
    redo: nowhere,
    goTo: nowhere,
  });
  const snap = (sample: number) => Promise.resolve(sample);
  const correction = new Correction({ beats, selection, edits, view, snap, say });
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
