import { expect, it } from 'vitest';
import { createRandom } from '../../../../app/random.ts';
import { clusterBeats, unitVector } from '../../../../app/signal/beat-clusters.ts';

const LENGTH = 50;
const random = createRandom(7);
/** Two kinds of beats that differ in width, and some that are like nothing else. */
const wave = (width: number, noise: number): Float32Array =>
  unitVector(
    Float32Array.from(
      { length: LENGTH },
      (_, k) => Math.exp(-0.5 * ((k - 20) / width) ** 2) + noise * random.normal(),
    ),
  );

it('puts beats of one shape together, whatever their order, and apart from other shapes', () => {
  const kinds = Array.from({ length: 300 }, (_, beat) => (beat % 7 === 3 ? 1 : 0));
  const beats = kinds.map((kind) => wave(kind === 0 ? 2 : 8, 0.02));
  const { clusterOf, sizes, likeness, means } = clusterBeats(beats);
  expect(sizes.length).toBe(2);
  expect(means).toHaveLength(2);
  expect(new Set(kinds.map((kind, beat) => `${kind} ${clusterOf[beat] ?? -1}`)).size).toBe(2);
  expect(Math.min(...likeness)).toBeGreaterThan(0.95);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(300);
});

it('keeps to forty clusters where every beat is noise, and takes flat beats', () => {
  const noise = Array.from({ length: 200 }, () => wave(2, 50));
  const { sizes } = clusterBeats([...noise, unitVector(new Float32Array(LENGTH))]);
  expect(sizes.length).toBeLessThanOrEqual(40);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(201);
  expect(clusterBeats([]).sizes).toHaveLength(0);
});
