import { beforeEach, describe, expect, it } from 'vitest';
import type { EditRequest } from '../../../../../app/contract/schemas.ts';
import { editedBeats } from '../../../../support/edited-beats.ts';

const BEATS = 1200;
let { beats, view, selection, edits, correction, transactions, said } = editedBeats(BEATS);

beforeEach(() => {
  ({ beats, view, selection, edits, correction, transactions, said } = editedBeats(BEATS));
});

function sent(): EditRequest[] {
  return transactions.flat();
}

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
    expect(sent()).toEqual([]);
    expect(selection.beat?.sample).toBeGreaterThanOrEqual(view.startSample);
    correction.label('V');
    await edits.settled();
    expect(sent()).toHaveLength(1);
  });

  it('deletes and steps on', () => {
    selection.show(7);
    correction.remove();
    expect(beats.table.indexOfId(7)).toBe(-1);
    expect(selection.beatId).toBe(8);
  });

  it('inserts at the snapped place, selects the new beat and does not double a beat', async () => {
    await correction.insert(1120);
    expect(sent()).toEqual([{ kind: 'insert', sample: 1123, beatClass: 'N' }]);
    expect(selection.beat?.sample).toBe(1123);
    await correction.insert(1250);
    expect(sent()).toHaveLength(1);
    expect(selection.beatId).toBe(5);
  });

  it('expects the next beat one interval after the selected one when nothing is pointed at', async () => {
    selection.show(7);
    correction.remove();
    selection.show(6);
    await correction.insert(null);
    expect(sent().at(-1)).toEqual({ kind: 'insert', sample: 1753, beatClass: 'N' });
  });

  it('moves by steps, never past a neighbour, as one edit when it is put down', async () => {
    selection.show(4);
    correction.nudge(1);
    correction.nudge(1);
    expect(correction.moving?.sample).toBe(1002);
    expect(sent()).toEqual([]);
    correction.nudge(1000);
    expect(correction.moving?.sample).toBe(1249);
    correction.putDown();
    await edits.settled();
    expect(sent()).toEqual([{ kind: 'move', beatId: 4, sample: 1249 }]);
  });

  it('forgets a cancelled move', async () => {
    selection.show(4);
    correction.nudge(5);
    expect(correction.cancelMove()).toBe(true);
    correction.putDown();
    await edits.settled();
    expect(sent()).toEqual([]);
    expect(correction.cancelMove()).toBe(false);
  });

  it('puts a moving beat down before any other edit', async () => {
    selection.show(4);
    correction.nudge(1);
    correction.label('V');
    await edits.settled();
    expect(sent().map(({ kind }) => kind)).toEqual(['move', 'relabel']);
  });

  it('labels selected beats as one transaction, and keeps them selected afterwards', async () => {
    selection.filter = 'V';
    selection.selectSeveral(new Set([3, 5, 8, 99_999]), 'by hand');
    expect([selection.filter, selection.storedFilter]).toEqual(['selected', 'V']);
    expect(beats.counts.selected).toBe(3);
    const requests = edits.requests;
    void correction.labelSelected('S');
    await edits.settled();
    expect(edits.requests - requests).toBe(1);
    expect(sent()).toEqual(
      [3, 5, 8].map((beatId) => ({ kind: 'relabel', beatId, beatClass: 'S' })),
    );
    expect([beats.counts.S, beats.counts.V, beats.counts.selected]).toEqual([3, 239, 3]);
    expect(selection.next()).toBe(true);
    expect([3, 5, 8]).toContain(selection.beatId);
    selection.clearSeveral();
    expect([selection.filter, beats.counts.selected]).toEqual(['V', 0]);
  });
});
