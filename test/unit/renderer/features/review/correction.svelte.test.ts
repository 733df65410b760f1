import { beforeEach, describe, expect, it } from 'vitest';
import type { BeatState, EditRequest } from '../../../../../app/contract/schemas.ts';
import { BeatList } from '../../../../../renderer/features/review/beat-list.svelte.ts';
import { BeatSelection } from '../../../../../renderer/features/review/beat-selection.svelte.ts';
import { Correction } from '../../../../../renderer/features/review/correction.svelte.ts';
import { EditQueue } from '../../../../../renderer/features/review/edit-queue.svelte.ts';
import { StripView } from '../../../../../renderer/plot/strip-view.svelte.ts';

const NEW_BEAT_ID = 900;
let beats: BeatList;
let view: StripView;
let selection: BeatSelection;
let edits: EditQueue;
let correction: Correction;
let sent: EditRequest[];
let said: string[];

/** A beat every second of twenty minutes; every fifth one is a V. */
function reading(): BeatState[] {
  return Array.from({ length: 1200 }, (_, index) => {
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
}

function after(edit: EditRequest): BeatState {
  if (edit.kind === 'insert') {
    return {
      beatId: NEW_BEAT_ID * 10,
      sample: edit.sample,
      beatClass: edit.beatClass,
      deleted: false,
      edited: true,
      modelClass: null,
      confidence: null,
    };
  }
  const original = reading()[edit.beatId - 1];
  if (original === undefined) throw new Error('no such beat');
  const edited = { ...original, edited: true };
  if (edit.kind === 'relabel') return { ...edited, beatClass: edit.beatClass };
  if (edit.kind === 'move') return { ...edited, sample: edit.sample };
  return { ...edited, deleted: true };
}

beforeEach(() => {
  beats = new BeatList();
  beats.apply(reading());
  view = new StripView({ sampleRateHz: 250, sampleCount: 250 * 1210 });
  view.pixelsPerMm = 4;
  view.widthPx = 1048;
  selection = new BeatSelection(beats, view);
  sent = [];
  said = [];
  edits = new EditQueue(beats, {
    append: (requests) => {
      sent.push(...requests);
      const changed = requests.map(after);
      return Promise.resolve({
        changed,
        regionsChanged: false,
        groupsChanged: false,
        canUndo: true,
        canRedo: false,
        savedAt: '2026-11-22',
      });
    },
    mark: () => Promise.reject(new Error('not here')),
    undo: () => Promise.reject(new Error('not here')),
    redo: () => Promise.reject(new Error('not here')),
    goTo: () => Promise.reject(new Error('not here')),
  });
  correction = new Correction({
    beats,
    selection,
    edits,
    view,
    snap: (sample) => Promise.resolve(sample + 3),
    say: (message) => said.push(message),
  });
});

describe('Correction', () => {
  it('labels the selected beat and steps to the next one of the filter', () => {
    selection.filter = 'V';
    selection.show(5);
    correction.label('N');
    expect(selection.beatId).toBe(10);
    // The relabel took beat 5 out of the filter; the filter itself stays.
    expect(selection.filter).toBe('V');
    expect(beats.counts.V).toBe(239);
    correction.label('S');
    expect(selection.beatId).toBe(15);
  });

  it('stays on the last beat of the filter and says so', () => {
    selection.show(1200);
    correction.label('N');
    expect(selection.beatId).toBe(1200);
    expect(said).toHaveLength(1);
  });

  it('never changes a beat that is not on screen: it selects one that is', async () => {
    selection.show(5);
    view.scrollTo(100_000);
    correction.label('V');
    await edits.settled();
    expect(sent).toEqual([]);
    expect(selection.beat?.sample).toBeGreaterThanOrEqual(view.startSample);
    correction.label('V');
    await edits.settled();
    expect(sent).toHaveLength(1);
  });

  it('deletes and steps on', () => {
    selection.show(7);
    correction.remove();
    expect(beats.table.indexOfId(7)).toBe(-1);
    expect(selection.beatId).toBe(8);
  });

  it('inserts at the snapped place, selects the new beat and does not double a beat', async () => {
    await correction.insert(1120);
    expect(sent).toEqual([{ kind: 'insert', sample: 1123, beatClass: 'N' }]);
    expect(selection.beat?.sample).toBe(1123);
    await correction.insert(1250);
    expect(sent).toHaveLength(1);
    expect(selection.beatId).toBe(5);
  });

  it('expects the next beat one interval after the selected one when nothing is pointed at', async () => {
    selection.show(7);
    correction.remove();
    selection.show(6);
    await correction.insert(null);
    expect(sent.at(-1)).toEqual({ kind: 'insert', sample: 1753, beatClass: 'N' });
  });

  it('moves by steps, never past a neighbour, as one edit when it is put down', async () => {
    selection.show(4);
    correction.nudge(1);
    correction.nudge(1);
    expect(correction.moving?.sample).toBe(1002);
    expect(sent).toEqual([]);
    correction.nudge(1000);
    expect(correction.moving?.sample).toBe(1249);
    correction.putDown();
    await edits.settled();
    expect(sent).toEqual([{ kind: 'move', beatId: 4, sample: 1249 }]);
  });

  it('forgets a cancelled move', async () => {
    selection.show(4);
    correction.nudge(5);
    expect(correction.cancelMove()).toBe(true);
    correction.putDown();
    await edits.settled();
    expect(sent).toEqual([]);
    expect(correction.cancelMove()).toBe(false);
  });

  it('puts a moving beat down before any other edit', async () => {
    selection.show(4);
    correction.nudge(1);
    correction.label('V');
    await edits.settled();
    expect(sent.map(({ kind }) => kind)).toEqual(['move', 'relabel']);
  });

  it('labels selected beats as one transaction, and keeps them selected afterwards', async () => {
    selection.filter = 'V';
    selection.selectSeveral(new Set([3, 5, 8, 99_999]), 'by hand');
    expect([selection.filter, selection.storedFilter]).toEqual(['selected', 'V']);
    expect(beats.counts.selected).toBe(3);
    const requests = edits.requests;
    correction.labelSelected('S');
    await edits.settled();
    expect(edits.requests - requests).toBe(1);
    expect(sent).toEqual([3, 5, 8].map((beatId) => ({ kind: 'relabel', beatId, beatClass: 'S' })));
    expect([beats.counts.S, beats.counts.V, beats.counts.selected]).toEqual([3, 239, 3]);
    expect(selection.next()).toBe(true);
    expect([3, 5, 8]).toContain(selection.beatId);
    selection.clearSeveral();
    expect([selection.filter, beats.counts.selected]).toEqual(['V', 0]);
  });
});
