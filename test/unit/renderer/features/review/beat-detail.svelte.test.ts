import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BeatDetail } from '../../../../../app/contract/schemas.ts';
import { BeatDetailLoader } from '../../../../../renderer/features/review/beat-detail.svelte.ts';

function detailOf(beatId: number): BeatDetail {
  return {
    beatId,
    sample: 1000 * beatId,
    beatClass: 'N',
    deleted: false,
    edited: false,
    modelClass: null,
    confidence: null,
    probabilities: null,
    modelId: null,
    history: [],
  };
}

let asked: number[];
let loader: BeatDetailLoader;

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  loader = new BeatDetailLoader((beatId) => {
    asked.push(beatId);
    return Promise.resolve(detailOf(beatId));
  });
});

afterEach(() => {
  vi.useRealTimers();
});

describe('BeatDetailLoader', () => {
  it('asks only for the beat at which a fast reader stops', async () => {
    for (let beatId = 1; beatId <= 30; beatId += 1) {
      loader.show(beatId);
      await vi.advanceTimersByTimeAsync(20);
    }
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked).toEqual([30]);
  });

  it('forgets the last beat at once and ignores its late answer', async () => {
    loader.show(1);
    await vi.advanceTimersByTimeAsync(100);
    loader.show(2);
    expect(loader.detail).toBeNull();
    loader.show(null);
    await vi.advanceTimersByTimeAsync(100);
    expect(loader.detail).toBeNull();
    expect(asked).toEqual([1]);
  });

  it('keeps what it shows while the same beat is read anew after an edit', async () => {
    loader.show(5);
    await vi.advanceTimersByTimeAsync(100);
    loader.show(5);
    expect(loader.detail?.beatId).toBe(5);
    await vi.advanceTimersByTimeAsync(100);
    expect(asked).toEqual([5, 5]);
  });
});
