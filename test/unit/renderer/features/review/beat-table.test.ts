import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FLAG_EDITED, NO_MODEL_CLASS } from '../../../../../app/contract/beat-columns.ts';
import type { BeatState } from '../../../../../app/contract/schemas.ts';
import { BEAT_CLASSES } from '../../../../../app/domain/beat-class.ts';
import { BeatTable } from '../../../../../renderer/features/review/beat-table.ts';
import { BEAT_FILTERS } from '../../../../../renderer/features/review/beat-filter.ts';
import { computedMs } from '../../../../support/computed-ms.ts';

const beatClass = fc.constantFrom(...BEAT_CLASSES);
const confidence = fc.integer({ min: 0, max: 254 }).map((byte) => byte / 254);

function state(beatId: number, sample: number, extra: Partial<BeatState> = {}): BeatState {
  return {
    beatId,
    sample,
    beatClass: 'N',
    deleted: false,
    edited: false,
    modelClass: 'N',
    confidence: 1,
    ...extra,
  };
}

function tableOf(states: readonly BeatState[]): BeatTable {
  const table = new BeatTable({
    count: 0,
    beatId: new Uint32Array(),
    sample: new Uint32Array(),
    beatClass: new Uint8Array(),
    modelClass: new Uint8Array(),
    confidence: new Uint8Array(),
    flags: new Uint8Array(),
  });
  table.apply(states);
  return table;
}

function statesOf(table: BeatTable): BeatState[] {
  return Array.from({ length: table.count }, (_, index) => table.stateAt(index));
}

/** What the table must hold: the last state of every beat that is not deleted, by sample. */
function expected(states: readonly BeatState[]): BeatState[] {
  return [...new Map(states.map((one) => [one.beatId, one])).values()]
    .filter((one) => !one.deleted)
    .toSorted((a, b) => a.sample - b.sample);
}

/** Any number of changes to a few beats, each at a sample of its own. */
const changes = fc.array(
  fc.record({
    beatId: fc.integer({ min: 1, max: 60 }),
    place: fc.integer({ min: 0, max: 50 }),
    beatClass,
    deleted: fc.boolean(),
    edited: fc.boolean(),
    model: fc.option(fc.record({ modelClass: beatClass, confidence })),
  }),
  { maxLength: 120 },
);

/** Also ids that no beat has. */
const selectedIds = fc.uniqueArray(fc.integer({ min: 1, max: 70 })).map((ids) => new Set(ids));

function toStates(list: typeof changes extends fc.Arbitrary<infer Value> ? Value : never) {
  return list.map(({ beatId, place, model, ...rest }): BeatState => ({
    beatId,
    sample: 100 * place + beatId,
    ...rest,
    modelClass: model?.modelClass ?? null,
    confidence: model?.confidence ?? null,
  }));
}

describe('BeatTable', () => {
  it('holds the latest state of every beat, in order, however the changes arrive', () => {
    fc.assert(
      fc.property(changes, fc.integer({ min: 1, max: 60 }), (list, chunk) => {
        const states = toStates(list);
        const table = tableOf([]);
        for (let at = 0; at < states.length; at += chunk) table.apply(states.slice(at, at + chunk));
        expect(statesOf(table)).toEqual(expected(states));
      }),
    );
  });

  it('counts and lists what each filter selects', () => {
    fc.assert(
      fc.property(changes, changes, selectedIds, (list, laterList, selected) => {
        const states = toStates(list);
        const later = toStates(laterList);
        const table = tableOf(states);
        table.selectIds(selected);
        // Known counts and lists are kept up to date, unknown ones made anew: both must be right.
        for (const filter of BEAT_FILTERS) table.matching(filter);
        table.counts();
        for (const one of later) table.apply([one]);
        const counts = table.counts();
        const kept = expected([...states, ...later]);
        for (const name of BEAT_CLASSES) {
          expect(counts[name]).toBe(kept.filter((one) => one.beatClass === name).length);
        }
        expect(counts.all).toBe(kept.length);
        expect(counts.selected).toBe(kept.filter((one) => selected.has(one.beatId)).length);
        expect(counts.edited).toBe(kept.filter((one) => one.edited).length);
        for (const filter of BEAT_FILTERS) {
          const matching = Array.from(table.matching(filter));
          expect(matching).toHaveLength(counts[filter]);
          expect(matching.every((index) => table.passes(filter, index))).toBe(true);
          expect(matching).toEqual([...new Set(matching)].toSorted((a, b) => a - b));
        }
      }),
    );
  });

  it('steps through a filter in both directions and meets the same beats', () => {
    fc.assert(
      fc.property(changes, fc.constantFrom(...BEAT_FILTERS), (list, filter) => {
        const table = tableOf(toStates(list));
        const forwards: number[] = [];
        for (let at = -1; ;) {
          const index = table.nextMatch(filter, at);
          if (index < 0) break;
          at = table.sampleAt(index);
          forwards.push(at);
        }
        const backwards: number[] = [];
        for (let at = 1e9; ;) {
          const index = table.previousMatch(filter, at);
          if (index < 0) break;
          at = table.sampleAt(index);
          backwards.push(at);
        }
        expect(forwards).toHaveLength(table.counts()[filter]);
        expect(backwards.toReversed()).toEqual(forwards);
        forwards.forEach((sample, rank) => {
          const index = table.nearest(sample);
          expect(table.passes(filter, index)).toBe(true);
          expect(table.rankInFilter(filter, index)).toBe(rank);
        });
      }),
    );
  });

  it('finds the nearest beat', () => {
    const table = tableOf([state(1, 100), state(2, 200), state(3, 300)]);
    expect(table.nearest(0)).toBe(0);
    expect(table.nearest(149)).toBe(0);
    expect(table.nearest(151)).toBe(1);
    expect(table.nearest(9999)).toBe(2);
    expect(tableOf([]).nearest(5)).toBe(-1);
  });

  it('calls a beat unsure below 60 %, but never one that a reader decided or no model saw', () => {
    const table = tableOf([
      state(1, 1, { confidence: 0.59 }),
      state(2, 2, { confidence: 0.61 }),
      state(3, 3, { confidence: 0.2, edited: true }),
      state(4, 4, { modelClass: null, confidence: null }),
    ]);
    expect(Array.from(table.matching('unsure'), (index) => table.beatIdAt(index))).toEqual([1]);
  });

  it('keeps the columns of the contract exactly', () => {
    const table = tableOf([state(7, 42, { beatClass: 'V', edited: true, modelClass: null })]);
    const columns = table.columns();
    expect(columns.count).toBe(1);
    expect([...columns.beatId, ...columns.sample, ...columns.beatClass]).toEqual([7, 42, 2]);
    expect([...columns.modelClass, ...columns.flags]).toEqual([NO_MODEL_CLASS, FLAG_EDITED]);
  });

  it('relabels one of 250,000 beats and counts again far within a frame', () => {
    const count = 250_000;
    const table = new BeatTable({
      count,
      beatId: Uint32Array.from({ length: count }, (_, index) => index + 1),
      sample: Uint32Array.from({ length: count }, (_, index) => 200 * index),
      beatClass: new Uint8Array(count),
      modelClass: new Uint8Array(count),
      confidence: new Uint8Array(count).fill(254),
      flags: new Uint8Array(count),
    });
    table.counts();
    table.matching('V');
    const tookMs = computedMs(() => {
      for (let edit = 0; edit < 20; edit += 1) {
        table.apply([state(1000 * edit + 1, 200_000 * edit, { beatClass: 'V', edited: true })]);
        table.counts();
        table.nextMatch('V', 0);
      }
    });
    expect(tookMs / 20).toBeLessThan(10);
    expect(table.counts().V).toBe(20);
  });
});
