import { expect, it } from 'vitest';
import { assess } from '../../../../main/learning/assessment.ts';
import { prepareInputs } from '../../../../main/learning/fine-tune-inputs.ts';
import { joinBeats, takeBeats, trainingSide } from '../../../../main/learning/labelled-beats.ts';
import { createNetwork, DEFAULT_NETWORK_SPEC } from '../../../../main/learning/networks/index.ts';
import { paperOnTemplateRhythm } from '../../../../main/learning/recipes/paper.ts';
import { trainNetwork } from '../../../../main/learning/train-network.ts';

const BEATS = {
  inputLength: 187,
  windows: new Float32Array(3 * 187),
  beatClass: Uint8Array.of(0, 0, 2),
};
const TRAINING = trainingSide(BEATS);
const RECIPE = paperOnTemplateRhythm.recipe({ seed: 1, loss: 'twofold', quick: true });

it('augments nothing but the training side of a split, and not what is held out', async () => {
  const options = { recipe: RECIPE, validation: null, checkpointFolder: null };
  expect(RECIPE.augment).toBe(true);
  // @ts-expect-error The types refuse beats that were not split, and so does the program.
  await expect(trainNetwork({ ...options, training: BEATS })).rejects.toThrow('training side');
  await expect(trainNetwork({ ...options, training: TRAINING, validation: BEATS })).rejects.toThrow(
    'held out',
  );
});

it('augments nothing else for a retraining either', async () => {
  const base = { network: createNetwork(DEFAULT_NETWORK_SPEC), weights: [] };
  const prepared = (training: typeof TRAINING, heldOut: typeof BEATS): Promise<unknown> => {
    const judged = { origin: [], weight: new Float32Array() };
    return prepareInputs(base, { training, judged, heldOut }, RECIPE.preparation, 1);
  };
  const others = { ...BEATS, windows: BEATS.windows.slice() };
  // @ts-expect-error The types refuse beats that were not split, and so does the program.
  await expect(prepared(BEATS, others)).rejects.toThrow('training side');
  await expect(prepared(TRAINING, BEATS)).rejects.toThrow('held out');
  // @ts-expect-error Nor may what is learned from say what was forgotten.
  await expect(prepared(TRAINING, trainingSide(others))).rejects.toThrow('Training beats');
});

it('gives the training side to no further split and to no test', async () => {
  // @ts-expect-error The types refuse it, and so does the program.
  expect(() => joinBeats([TRAINING])).toThrow('Training beats');
  // @ts-expect-error Nor may it be split again.
  expect(() => takeBeats(TRAINING, Uint32Array.of(0))).toThrow('Training beats');
  const network = createNetwork(DEFAULT_NETWORK_SPEC);
  const gammas = { gammaM: 0, gammaN: 0 };
  // @ts-expect-error Nor may it be tested on.
  await expect(assess(network, [], TRAINING, gammas)).rejects.toThrow('Training beats');
});
