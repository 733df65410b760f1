import * as tf from '@tensorflow/tfjs-core';
import type { Random } from '../../../app/random.ts';

/** All weights, one flat array per tensor, in the order of the network's `weightShapes`. */
export type Weights = readonly Float32Array[];

export interface WeightShape {
  readonly name: string;
  readonly shape: readonly number[];
}

export interface LogitOptions {
  /** Source of dropout masks; none means inference. */
  readonly dropout?: Random | undefined;
  /** The stage that `input` enters; 0, where beats enter, by default. */
  readonly firstStage?: number | undefined;
}

/**
 * A network as a function of its weights, so that the same arithmetic trains and infers on every
 * engine. Beats go in as flat rows (their layout is the preparation's), logits come out.
 *
 * It may be cut into `stages`: what enters a later stage can be computed once where the stages
 * before it stay as they are.
 */
export interface Network {
  /** Numbers a beat. */
  readonly inputLength: number;
  /** Logits a beat. */
  readonly classes: number;
  readonly weightShapes: readonly WeightShape[];
  /** Multiply-adds of the forward pass of one beat. */
  readonly multiplyAdds: number;
  readonly stages: number;
  /** The first stage that learns from corrections; those before it stay as they are. */
  readonly tunedStage: number;
  /** Numbers a beat has on entering a stage. */
  stageInputLength(stage: number): number;
  /** Position in `weightShapes` of the first weight of a stage. */
  firstWeight(stage: number): number;
  initialWeights(random: Random): Weights;
  /** What enters stage `stage` (batch x `stageInputLength(stage)`), of beats (batch x `inputLength`). */
  stageInput(weights: readonly tf.Tensor[], beats: tf.Tensor2D, stage: number): tf.Tensor2D;
  /** Numbers a beat that enter the last layer: what the network makes of a beat before it decides. */
  readonly lastLayerInputLength: number;
  /** Batch x `lastLayerInputLength`, of beats (batch x `inputLength`). */
  lastLayerInput(weights: readonly tf.Tensor[], beats: tf.Tensor2D): tf.Tensor2D;
  /** Batch x classes. */
  logits(weights: readonly tf.Tensor[], input: tf.Tensor2D, options?: LogitOptions): tf.Tensor2D;
}

/** The weights as tensors, which the caller disposes. */
export function weightTensors(network: Network, weights: Weights): tf.Tensor[] {
  return network.weightShapes.map(({ shape }, index) =>
    tf.tensor(weights[index] as Float32Array, [...shape]),
  );
}

export function parameterCount({ weightShapes }: Pick<Network, 'weightShapes'>): number {
  return weightShapes.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** He-normal kernels (as Keras would draw them, without its truncation), zero biases. */
export function heNormalWeights(shapes: readonly WeightShape[], random: Random): Weights {
  return shapes.map(({ shape }) => {
    const weights = new Float32Array(sizeOf(shape));
    if (shape.length > 1) {
      const spread = Math.sqrt(2 / sizeOf(shape.slice(0, -1)));
      for (let k = 0; k < weights.length; k += 1) weights[k] = spread * random.normal();
    }
    return weights;
  });
}
