import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { augmentWindow } from '../../../../app/learning/augmentation.ts';
import { warpTime } from '../../../../app/learning/augmentation/transforms.ts';
import { createRandom } from '../../../../app/random.ts';
import { PREPARATION_NAMES, preparationNamed } from '../../../../app/signal/preparations/index.ts';

const seeds = fc.integer({ min: 0, max: 2 ** 31 });

/** A beat of `length` samples as `kachuee-1` has it: 0..1, one R and one T wave, then zeros. */
function kachueeBeat(length: number): Float32Array {
  return Float32Array.from({ length: 187 }, (_, k) => {
    if (k >= length) return 0;
    return Math.max(0.02, 1 - k / 4) + (k === length >> 1 ? -0.02 : 0.2 * Math.exp(-(((k - 35) / 9) ** 2))); // prettier-ignore
  });
}

describe('an augmented beat', () => {
  it.each(PREPARATION_NAMES)('of %s is another one, the same for the same seed', (preparation) => {
    const { inputLength } = preparationNamed(preparation);
    const window = Float32Array.from(
      { length: inputLength },
      (_, k) => 0.5 + 0.4 * Math.sin(k / 9),
    );
    const kept = window.slice();
    fc.assert(
      fc.property(seeds, (seed) => {
        const options = { timeWarp: 0.06 };
        const [one, same] = [0, 0].map(() => {
          const output = new Float32Array(inputLength);
          augmentWindow(preparation, window, output, createRandom(seed), options);
          return output;
        });
        expect(same).toEqual(one);
        expect(one?.every(Number.isFinite)).toBe(true);
        expect(one).not.toEqual(window);
        expect(window).toEqual(kept);
      }),
    );
  });

  it('of template-rhythm-1 is the one that the shipped model was trained with', () => {
    const window = Float32Array.from({ length: 187 }, (_, k) => Math.sin(k / 9 + 7));
    const output = new Float32Array(187);
    augmentWindow('template-rhythm-1', window, output, createRandom(7));
    const some = [0, 40, 99, 100, 158, 159, 186].map((k) => output[k]);
    // As computed by the code that trained it.
    const trained = [0.46820241, -0.71759892, -0.72441006, -0.52518201, -0.38906032, -0.42571568, 0.73171377]; // prettier-ignore
    trained.forEach((value, k) => {
      expect(some[k]).toBeCloseTo(value, 7);
    });
  });

  it('of kachuee-1 keeps 0 to 1 and its padding', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 60, max: 187 }), (seed, length) => {
        const output = new Float32Array(187);
        augmentWindow('kachuee-1', kachueeBeat(length), output, createRandom(seed)); // prettier-ignore
        expect(Math.min(...output)).toBe(0);
        expect(Math.max(...output)).toBe(1);
        const end = 1 + output.findLastIndex((value) => value !== 0);
        expect(end).toBeGreaterThanOrEqual(length === 187 ? 186 : Math.round(length * 0.94) - 1);
        expect(end).toBeLessThanOrEqual(Math.min(187, Math.round(length * 1.06)));
      }),
    );
  });
});

it('warps time around a centre, which stays', () => {
  const source = Float32Array.from({ length: 50 }, (_, k) => k);
  const output = new Float32Array(50);
  warpTime(source, output, { centre: 20, stretch: 1.25, shift: 0 });
  expect([output[20], output[30], output[10], output[0]]).toEqual([20, 28, 12, 4]);
  warpTime(source, output, { centre: 20, stretch: 1, shift: 2 });
  expect([output[0], output[2], output[49]]).toEqual([0, 0, 47]);
});
