import * as tf from '@tensorflow/tfjs-core';
import type { EctopyKernels } from './kernel-names.ts';

/** The kernels made of TensorFlow.js's own operations, for engines without faster ones. */
export const COMPOSED_KERNELS: EctopyKernels = {
  ConvRelu: ({ x, filter, bias }) =>
    tf.fused.conv2d({
      x,
      filter: tf.expandDims(filter, 0),
      bias,
      strides: 1,
      pad: 'same',
      activation: 'relu',
    }),
  ReluGradient: ({ dy, y }) => tf.mul(dy, tf.step(y)),
  BiasGradient: ({ dz }) => tf.sum(dz, [0, 1, 2]),
  ConvInputGradient: ({ dz, filter }) =>
    tf.conv2dTranspose(
      dz,
      tf.expandDims(filter, 0),
      [dz.shape[0], 1, dz.shape[2], filter.shape[1]],
      1,
      'same',
    ),
  ConvFilterGradient: ({ x, dz }, { filterShape }) => {
    const attrs = {
      strides: 1,
      pad: 'same',
      dataFormat: 'NHWC',
      filterShape: [1, ...filterShape],
    };
    const gradient = tf.engine().runKernel('Conv2DBackpropFilter', { x, dy: dz }, attrs);
    return tf.reshape(gradient as tf.Tensor4D, filterShape);
  },
  HalvingPool: ({ x }) => tf.maxPool(x, [1, 2], [1, 2], 'valid'),
  HalvingPoolGradient: ({ x, y, dy }) =>
    tf
      .engine()
      .runKernel(
        'MaxPoolGrad',
        { dy, input: x, output: y },
        { filterSize: [1, 2], strides: [1, 2], pad: 'valid' },
      ),
};
