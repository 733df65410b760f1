import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRandom } from '../../../../../app/random.ts';
import {
  cutSample,
  sampleByClass,
} from '../../../../../main/learning/interpretation/beat-sample.ts';
import { classWaveforms } from '../../../../../main/learning/interpretation/class-waveforms.ts';
import { embeddingMap } from '../../../../../main/learning/interpretation/embedding-map.ts';
import { countClasses } from '../../../../../main/learning/labelled-beats.ts';

it('draws as many beats as it may, the rare classes first, in order of time', () => {
  const classes = fc.uint8Array({ max: 4, maxLength: 400 });
  fc.assert(
    fc.property(classes, fc.integer({ min: 1, max: 100 }), (beatClass, most) => {
      const beats = sampleByClass(beatClass, most, 1);
      expect(beats.length).toBeLessThanOrEqual(most);
      expect([...beats]).toEqual([...new Set(beats)].sort((a, b) => a - b));
      const drawn = countClasses(beatClass.filter((_, beat) => beats.includes(beat)));
      const all = countClasses(beatClass);
      const largest = Math.max(...drawn);
      drawn.forEach((count, index) => {
        // A class that is not whole has as many as any other, give or take one of rounding.
        if (count < (all[index] ?? 0)) expect(count).toBeGreaterThanOrEqual(largest - 1);
      });
      if (beatClass.length >= most) expect(beats.length).toBeGreaterThan(most - 5);
      else expect(beats.length).toBe(beatClass.length);
    }),
  );
});

it('holds no more of two days than it needs', async () => {
  const beatCount = 250_000;
  let largestCut = 0;
  const cutter = {
    cut: ({ first, end }: { first: number; end: number }) => {
      largestCut = Math.max(largestCut, end - first);
      return Float32Array.from({ length: 2 * (end - first) }, (_, k) => first + (k >> 1));
    },
  };
  const beats = sampleByClass(new Uint8Array(beatCount), 2000, 1);
  const windows = await cutSample(cutter, beatCount, 2, beats, () => undefined);
  expect(largestCut).toBeLessThan(1000);
  expect(windows.length).toBe(4000);
  expect([...windows].every((value, k) => value === beats[k >> 1])).toBe(true);
});

it('sums up the classes that have beats, and only those', () => {
  const random = createRandom(1);
  const inputLength = 4;
  const beatClass = Uint8Array.from({ length: 101 }, (_, beat) => (beat === 0 ? 2 : 0));
  const windows = Float32Array.from({ length: 404 }, () => random.normal());
  windows.set([5, 6, 7, 8]);
  const [normal, ventricular, ...others] = classWaveforms({ inputLength, windows, beatClass });
  expect(others).toEqual([]);
  expect([normal?.beatClass, normal?.sampled, normal?.examples.length]).toEqual([0, 100, 12]);
  expect(ventricular).toMatchObject({ beatClass: 2, sampled: 1, examples: [0] });
  expect([...(ventricular?.mean ?? [])]).toEqual([5, 6, 7, 8]);
  const column = [...beatClass.keys()].slice(1).map((beat) => windows[4 * beat] as number);
  const [low, high] = [normal?.low[0] ?? 0, normal?.high[0] ?? 0];
  expect(column.filter((value) => value >= low && value <= high).length).toBe(80);
});

it('lays groups out apart, the same for the same seed', async () => {
  const random = createRandom(2);
  const rows = Float32Array.from({ length: 60 * 5 }, (_, k) => (Math.floor(k / 5) % 3 === k % 5 ? 9 : 0) + random.normal()); // prettier-ignore
  const seen: number[] = [];
  const map = await embeddingMap(rows, 5, { seed: 1, onProgress: (part) => seen.push(part) });
  expect(await embeddingMap(rows, 5, { seed: 1 })).toEqual(map);
  expect(seen.length).toBeGreaterThan(5);
  const distance = (a: number, b: number): number =>
    Math.hypot((map.x[a] ?? 0) - (map.x[b] ?? 0), (map.y[a] ?? 0) - (map.y[b] ?? 0));
  for (let row = 0; row < 60; row += 1) {
    const others = [...map.x.keys()].filter((other) => other !== row);
    const nearest = others.reduce((a, b) => (distance(row, a) < distance(row, b) ? a : b));
    expect(nearest % 3).toBe(row % 3);
  }
});

it('refuses a map of hardly any beats, and stops when it is told to', async () => {
  await expect(embeddingMap(new Float32Array(12), 4, { seed: 1 })).rejects.toMatchObject({
    code: 'conflict',
  });
  const rows = Float32Array.from({ length: 200 }, (_, k) => Math.sin(k));
  const stopped = embeddingMap(rows, 4, { seed: 1, signal: AbortSignal.abort() });
  await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
});
