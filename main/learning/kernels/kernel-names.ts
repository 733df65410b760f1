import type * as tf from '@tensorflow/tfjs-core';

/** width x channels in x channels out */
export type FilterShape = [width: number, inputs: number, outputs: number];

/**
 * The kernels that Ectopy adds to TensorFlow.js, since its own way to these gradients costs several
 * times the arithmetic (a relu's gradient, for one, makes a tensor of ones and three products), and
 * since its WASM backend has no fast one. All are along one axis, stride 1, channels last: x, y and
 * dy are batch x 1 x length x channels. `dz`, the gradient before the relu, is laid out as the engine
 * likes, and only these kernels may read it.
 */
export interface EctopyKernels {
  /** relu(x convolved with the filter + bias), of the same length. */
  ConvRelu(inputs: { x: tf.Tensor4D; filter: tf.Tensor3D; bias: tf.Tensor1D }): tf.Tensor4D;
  /** dz: `dy` where the relu's output `y` is positive, zero elsewhere. */
  ReluGradient(
    inputs: { dy: tf.Tensor4D; y: tf.Tensor4D },
    attrs: { filterShape: FilterShape },
  ): tf.Tensor;
  /** Sum of `dz` over everything but the channels. */
  BiasGradient(inputs: { dz: tf.Tensor }): tf.Tensor1D;
  ConvInputGradient(
    inputs: { dz: tf.Tensor; filter: tf.Tensor3D },
    attrs: { inputShape: tf.Tensor4D['shape'] },
  ): tf.Tensor4D;
  ConvFilterGradient(
    inputs: { x: tf.Tensor4D; dz: tf.Tensor },
    attrs: { filterShape: FilterShape },
  ): tf.Tensor3D;
  /** The larger of every two neighbours along the length; an odd last one is dropped. */
  HalvingPool(inputs: { x: tf.Tensor4D }): tf.Tensor4D;
  /** `dy` at the larger of the two, the first where they are equal. */
  HalvingPoolGradient(inputs: { x: tf.Tensor4D; y: tf.Tensor4D; dy: tf.Tensor4D }): tf.Tensor4D;
}

export type EctopyKernelName = keyof EctopyKernels;
