import path from 'node:path';
import { expect, it } from 'vitest';
import { balancedDraw } from '../../../../app/learning/augmentation/balanced-draw.ts';
import { createRandom } from '../../../../app/random.ts';
import { assess } from '../../../../main/learning/assessment.ts';
import { augmentedBeats } from '../../../../main/learning/augmented-beats.ts';
import { countClasses, joinBeats, windowOf } from '../../../../main/learning/labelled-beats.ts';
import { createNetwork, DEFAULT_NETWORK_SPEC } from '../../../../main/learning/networks/index.ts';
import { readNoise } from '../../../../main/learning/noise-records.ts';
import { hasSharedData, SHARED_DATA } from '../../../support/shared-data.ts';

const TRAINING = {
  inputLength: 187,
  windows: Float32Array.from({ length: 3 * 187 }, (_, k) => (k % 187 < 90 ? Math.sin(k) ** 2 : 0)),
  beatClass: Uint8Array.of(0, 0, 2),
};
const DRAW = balancedDraw(TRAINING.beatClass, [2, 4, 4, 0, 0], createRandom(1));
const AUGMENTED = augmentedBeats(TRAINING, DRAW, 'kachuee-1', createRandom(1));

it('augments what is repeated, and leaves the rest as it was recorded', () => {
  expect(countClasses(AUGMENTED.beatClass)).toEqual([2, 0, 4, 0, 0]);
  expect([DRAW.before, DRAW.after]).toEqual([[2, 0, 1, 0, 0], [2, 0, 4, 0, 0]]); // prettier-ignore
  DRAW.beats.forEach((beat, index) => {
    const same = windowOf(AUGMENTED, index).every((value, k) => value === TRAINING.windows[beat * 187 + k]); // prettier-ignore
    expect(same).toBe(DRAW.repeated[index] === 0);
  });
});

it('gives augmented beats to no split and to no test', async () => {
  // @ts-expect-error The types refuse them, and so does the program.
  expect(() => joinBeats([AUGMENTED])).toThrow('Augmented beats');
  const network = createNetwork(DEFAULT_NETWORK_SPEC);
  const gammas = { gammaM: 0, gammaN: 0 };
  // @ts-expect-error Nor may they be tested on, or augmented again.
  await expect(assess(network, [], AUGMENTED, gammas)).rejects.toThrow('Augmented beats');
  // @ts-expect-error Nor may they be tested on, or augmented again.
  expect(() => augmentedBeats(AUGMENTED, DRAW, 'kachuee-1', createRandom(1))).toThrow('Augmented');
});

it('says which noise record is missing', async () => {
  await expect(readNoise('/nowhere', 'kachuee-1')).rejects.toMatchObject({ code: 'file-missing' });
});

it.skipIf(!hasSharedData('nstdb'))(
  'reads recorded noise as each preparation meets it',
  async () => {
    const folder = path.join(SHARED_DATA, 'nstdb');
    const power = async (preparation: 'kachuee-1' | 'template-rhythm-1'): Promise<number> => {
      const noise = await readNoise(folder, preparation);
      const random = createRandom(1);
      const stretch = new Float32Array(500);
      let sum = 0;
      for (let k = 0; k < 300; k += 1) {
        noise.draw(stretch, random);
        for (const value of stretch) sum += value ** 2 / (300 * stretch.length);
      }
      return sum;
    };
    const [raw, conditioned] = [await power('kachuee-1'), await power('template-rhythm-1')];
    expect(raw).toBeGreaterThan(0.7);
    expect(raw).toBeLessThan(1.4);
    // Most of it is slow, and gone with the baseline.
    expect(conditioned).toBeLessThan(0.7 * raw);
    expect(conditioned).toBeGreaterThan(0.01);
  },
);
