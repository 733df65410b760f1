import { beforeAll, expect, it } from 'vitest';
import { openEngine } from '../../../../main/learning/engine.ts';
import type { Network } from '../../../../main/learning/networks/network.ts';
import { chooseShare, interpolate, type KeptBeats } from '../../../../main/learning/set-back.ts';
import * as tf from '@tensorflow/tfjs-core';

/** Calls a beat V when its only number lies below the only weight, N otherwise. */
const THRESHOLD = {
  classes: 5,
  tunedStage: 0,
  weightShapes: [{ name: 'threshold', shape: [1] }],
  stageInputLength: () => 1,
  logits: ([threshold]: readonly tf.Tensor[], input: tf.Tensor2D) =>
    tf.concat(
      [input, tf.fill(input.shape, -99), tf.mul(tf.ones(input.shape), threshold as tf.Tensor), tf.fill(input.shape, -99), tf.fill(input.shape, -99)], // prettier-ignore
      1,
    ),
} as unknown as Network;

const weight = (value: number): Float32Array[] => [Float32Array.of(value)];
const kept = (name: string, numbers: number[], beatClass: number[]): KeptBeats => ({
  name,
  inputs: Float32Array.from(numbers),
  beatClass: Uint8Array.from(beatClass),
});

beforeAll(async () => {
  await openEngine('cpu');
});

it('interpolates weights', () => {
  expect(interpolate(weight(2), weight(4), 0.25)).toEqual(weight(2.5));
});

it('goes all the way where nothing is lost', async () => {
  const beats = kept('rehearsed beats', [-5, -4, 5, 6], [2, 2, 0, 0]);
  const chosen = await chooseShare(THRESHOLD, weight(0), weight(4), [beats]);
  expect(chosen).toMatchObject({ share: 1, reason: null, kept: [{ before: 1, after: 1 }] });
});

it('goes only as far as the beats that suffer most allow, and says why', async () => {
  const fine = kept('rehearsed beats', [-5, 9], [2, 0]);
  const suffering = kept('locked recordings', [-5, -4, 2.5, 6], [2, 2, 0, 0]);
  const chosen = await chooseShare(THRESHOLD, weight(0), weight(4), [fine, suffering]);
  expect(chosen.share).toBe(0.5);
  expect(chosen.reason).toContain('macro F1 on locked recordings would have fallen from 1.000');
  const none = await chooseShare(THRESHOLD, weight(0), weight(40), [suffering]);
  expect(none).toMatchObject({ share: 0, kept: [{ before: 1, after: 1 }] });
});
