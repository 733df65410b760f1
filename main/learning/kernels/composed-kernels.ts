import * as tf from '@tensorflow/tfjs-core';
import type { EctopyKernels } from './kernel-names.ts';

/** The kernels made of TensorFlow.js's own operations, for engines without faster ones. */
export const COMPOSED_KERNELS: EctopyKernels = {
  ConvRelu: ({ x, filter, bias }) =>
    tf.fused.conv2d({ x, filter: flat(filter), bias, strides: 1, pad: 'same', activation: 'relu' }),
  ReluGradient: ({ dy, y }) => tf.mul(dy, tf.step(y)),
  BiasGradient: ({ dz }) => tf.sum(dz, [0, 1, 2]),
  ConvInputGradient: ({ dz, filter }, { inputShape }) =>
    tf.conv2dTranspose(dz as tf.Tensor4D, flat(filter), inputShape, 1, 'same'),
  ConvFilterGradient: ({ x, dz }, { filterShape }) => {
    const attrs = { strides: 1, pad: 'same', dataFormat: 'NHWC', filterShape: [1, ...filterShape] };
    const gradient = tf.engine().runKernel('Conv2DBackpropFilter', { x, dy: dz }, attrs);
    return tf.reshape(gradient as tf.Tensor4D, filterShape);
  },
  HalvingPool: ({ x }) => tf.maxPool(x, [1, 2], [1, 2], 'valid'),
  HalvingPoolGradient: ({ x, y, dy }) => {
    const attrs = { filterSize: [1, 2], strides: [1, 2], pad: 'valid' };
    return tf.engine().runKernel('MaxPoolGrad', { dy, input: x, output: y }, attrs);
  },
};

/** width x in x out as 1 x width x in x out. */
export function flat(filter: tf.Tensor3D): tf.Tensor4D {
  return tf.expandDims(filter, 0);
}
