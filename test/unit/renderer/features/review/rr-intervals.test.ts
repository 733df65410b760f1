import { describe, expect, it } from 'vitest';
import { BeatTable } from '../../../../../renderer/features/review/beat-table.ts';
import { rrAround } from '../../../../../renderer/features/review/rr-intervals.ts';
import { summariseWindow } from '../../../../../renderer/features/review/window-summary.ts';

const RATE = 250;
const N = 0;
const V = 2;

function tableOf(seconds: readonly number[], classes: readonly number[] = []): BeatTable {
  const count = seconds.length;
  return new BeatTable({
    count,
    beatId: Uint32Array.from(seconds, (_, index) => index + 1),
    sample: Uint32Array.from(seconds, (second) => Math.round(second * RATE)),
    beatClass: Uint8Array.from(seconds, (_, index) => classes[index] ?? N),
    modelClass: new Uint8Array(count),
    confidence: new Uint8Array(count),
    flags: new Uint8Array(count),
  });
}

describe('rrAround', () => {
  it('judges a premature beat by the normal intervals before it', () => {
    const table = tableOf([0, 0.8, 1.6, 2.4, 3.2, 3.68, 4.8], [N, N, N, N, N, V, N]);
    const rr = rrAround(table, 5, RATE);
    expect(rr.beforeMs).toBe(480);
    expect(rr.afterMs).toBe(1120);
    expect(rr.prematurityPercent).toBeCloseTo(40);
    expect(rr.basis).toBe(4);
  });

  it('leaves ectopic intervals out of what it expects', () => {
    const table = tableOf([0, 0.8, 1.6, 2.4, 2.8, 4, 4.8, 5.6], [N, N, N, N, V, N, N, N]);
    expect(rrAround(table, 7, RATE).prematurityPercent).toBeCloseTo(0);
  });

  it('does not assess what has no basis: the first beats, and those after lost signal', () => {
    const table = tableOf([0, 0.8, 1.6, 2.4, 3.2, 60, 60.6, 61.2]);
    expect(rrAround(table, 0, RATE)).toMatchObject({ beforeMs: null, prematurityPercent: null });
    expect(rrAround(table, 1, RATE).prematurityPercent).toBeNull();
    expect(rrAround(table, 5, RATE)).toMatchObject({ beforeMs: null, prematurityPercent: null });
    expect(rrAround(table, 6, RATE)).toMatchObject({ beforeMs: 600, prematurityPercent: null });
    expect(rrAround(table, 7, RATE).afterMs).toBeNull();
  });
});

describe('summariseWindow', () => {
  it('counts the beats of the window by class', () => {
    const table = tableOf([0, 1, 2, 3, 4, 5], [N, N, V, N, N, N]);
    const summary = summariseWindow(table, 1 * RATE, 5 * RATE, RATE);
    expect(summary.beats).toBe(4);
    expect(summary.byClass).toEqual({ N: 3, S: 0, V: 1, F: 0, Q: 0 });
    expect(summary.heartRateBpm).toBeCloseTo(60);
  });

  it('has no heart rate for a single beat', () => {
    expect(summariseWindow(tableOf([1]), 0, 1000, RATE).heartRateBpm).toBeNull();
  });
});
