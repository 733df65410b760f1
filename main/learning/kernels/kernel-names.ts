import type * as tf from '@tensorflow/tfjs-core';

/**
 * The kernels that Ectopy adds to TensorFlow.js, since its own way to these gradients costs several
 * times the arithmetic (a relu's gradient, for one, makes a tensor of ones and three products).
 * All take channels last and height 1: x is batch x 1 x length x channels, filters width x in x out.
 */
export interface EctopyKernels {
  /** relu(x convolved with the filter + bias), stride 1, same length. */
  ConvRelu(inputs: { x: tf.Tensor4D; filter: tf.Tensor3D; bias: tf.Tensor1D }): tf.Tensor4D;
  /** `dy` where the relu's output `y` is positive, zero elsewhere. */
  ReluGradient(inputs: { dy: tf.Tensor4D; y: tf.Tensor4D }): tf.Tensor4D;
  /** Sum over everything but the channels. */
  BiasGradient(inputs: { dz: tf.Tensor4D }): tf.Tensor1D;
  ConvInputGradient(inputs: { dz: tf.Tensor4D; filter: tf.Tensor3D }): tf.Tensor4D;
  ConvFilterGradient(
    inputs: { x: tf.Tensor4D; dz: tf.Tensor4D },
    attrs: { filterShape: [number, number, number] },
  ): tf.Tensor3D;
  /** The larger of every two neighbours along the length; an odd last one is dropped. */
  HalvingPool(inputs: { x: tf.Tensor4D }): tf.Tensor4D;
  /** `dy` at the larger of the two, the first where they are equal. */
  HalvingPoolGradient(inputs: { x: tf.Tensor4D; y: tf.Tensor4D; dy: tf.Tensor4D }): tf.Tensor4D;
}

export type EctopyKernelName = keyof EctopyKernels;
