import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../../../app/random.ts';
import { openEngine } from '../../../../main/learning/engine.ts';
import '../../../../main/learning/training-loop.ts';
import { twoFoldFocalLoss } from '../../../../main/learning/two-fold-focal-loss.ts';

const CLASSES = 5;

function random(rows: number, seed: number): tf.Tensor2D {
  const source = createRandom(seed);
  const values = Float32Array.from({ length: rows * CLASSES }, () => 2 * source.normal());
  return tf.tensor2d(values, [rows, CLASSES]);
}

function targets(classes: number[]): tf.Tensor2D {
  return tf.oneHot(tf.tensor1d(classes, 'int32'), CLASSES, 1, 0, 'float32') as tf.Tensor2D;
}

function loss(
  target: tf.Tensor2D,
  logits: tf.Tensor2D,
  gammaM: number,
  gammaN: number,
  alpha: number[] = [1, 1, 1, 1, 1],
): number {
  const value = twoFoldFocalLoss(target, logits, { gammaM, gammaN, alpha: tf.tensor1d(alpha) });
  return value.dataSync()[0] ?? Number.NaN;
}

/** Logits whose softmax gives class 0 the probability p. */
function certain(p: number): tf.Tensor2D {
  return tf.tensor2d([[Math.log((p * (CLASSES - 1)) / (1 - p)), 0, 0, 0, 0]]);
}

describe('two-fold focal loss', () => {
  beforeAll(async () => {
    await openEngine('cpu');
  });

  it.each([
    [0.1, 1.71],
    [0.5, 0.75],
    [0.9, 0.11],
    [0.99, 0.0101],
  ])('weighs -log p at p = %f by the bracket (1-p)^1 + (1-p)^2 = %f', (p, bracket) => {
    expect(loss(targets([0]), certain(p), 1, 2) / -Math.log(p)).toBeCloseTo(bracket, 4);
  });

  it('is twice the cross-entropy without gammas and twice the focal loss with equal ones', () => {
    const logits = random(16, 1);
    const target = targets(Array.from({ length: 16 }, (_, beat) => beat % CLASSES));
    const logP = tf.sum(tf.mul(target, tf.logSoftmax(logits)), 1);
    const crossEntropy = tf.neg(tf.mean(logP)).dataSync()[0] ?? 0;
    expect(loss(target, logits, 0, 0)).toBeCloseTo(2 * crossEntropy, 4);
    const focal = tf.neg(tf.mean(tf.mul(tf.square(tf.sub(1, tf.exp(logP))), logP))).dataSync()[0];
    expect(loss(target, logits, 2, 2)).toBeCloseTo(2 * (focal ?? 0), 4);
  });

  it('has the gradient that finite differences give', () => {
    const logits = random(3, 2);
    const target = targets([0, 3, 4]);
    const alpha = tf.tensor1d([0.2, 0.6, 1, 1.4, 1.8]);
    const f = (x: tf.Tensor): tf.Scalar =>
      twoFoldFocalLoss(target, x as tf.Tensor2D, { gammaM: 0.5, gammaN: 2, alpha });
    const analytic = tf.grad(f)(logits).dataSync();
    const values = logits.dataSync();
    const step = 1e-2;
    values.forEach((value, index) => {
      const at = (x: number): number => {
        const moved = values.slice();
        moved[index] = x;
        return f(tf.tensor2d(moved, [3, CLASSES])).dataSync()[0] ?? Number.NaN;
      };
      const difference = (at(value + step) - at(value - step)) / (2 * step);
      expect(analytic[index]).toBeCloseTo(difference, 3);
    });
  });

  it.each([0.3, 1, 2])('stays finite, slope included, at certainty (gamma %f)', (gamma) => {
    for (const size of [-60, 60]) {
      const logits = tf.tensor2d([[size, 0, 0, 0, 0]]);
      const alpha = tf.ones<tf.Rank.R1>([CLASSES]);
      const options = { gammaM: gamma, gammaN: 0, alpha };
      const { value, grad } = tf.valueAndGrad((x) =>
        twoFoldFocalLoss(targets([0]), x as tf.Tensor2D, options),
      )(logits);
      expect(Number.isFinite(value.dataSync()[0])).toBe(true);
      expect(grad.dataSync().every(Number.isFinite)).toBe(true);
    }
  });

  it('ignores a class of weight zero, and the order of beats and of classes', () => {
    const logits = random(4, 3);
    expect(loss(targets([2, 2, 2, 2]), logits, 1, 2, [1, 1, 0, 1, 1])).toBe(0);
    const classes = [0, 1, 4, 2];
    const whole = loss(targets(classes), logits, 1, 2);
    const beats = tf.tensor1d([2, 0, 3, 1], 'int32');
    expect(loss(tf.gather(targets(classes), beats), tf.gather(logits, beats), 1, 2)).toBeCloseTo(whole, 5); // prettier-ignore
    const order = tf.tensor1d([4, 3, 2, 1, 0], 'int32');
    expect(loss(tf.gather(targets(classes), order, 1), tf.gather(logits, order, 1), 1, 2)).toBeCloseTo(whole, 5); // prettier-ignore
  });
});
