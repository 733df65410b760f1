import * as tf from '@tensorflow/tfjs-core';

/**
 * The WASM backend of TensorFlow.js lacks the gradient of a convolution with regard to its filter,
 * and computes the one with regard to its input by a plain loop. Both are convolutions themselves,
 * and so can go through the backend's own fast forward convolution (XNNPACK).
 *
 * Covers what the networks of Ectopy use: height 1, stride 1, no dilation, `same` padding, channels last.
 */
export function registerWasmGradients(): void {
  tf.unregisterKernel('Conv2DBackpropInput', 'wasm');
  tf.registerKernel({
    kernelName: 'Conv2DBackpropInput',
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs }) => {
      requireCovered(attrs);
      return tf.tidy(() =>
        inputGradient(inputs['dy'] as tf.Tensor4D, inputs['filter'] as tf.Tensor4D),
      );
    },
  });
  tf.registerKernel({
    kernelName: 'Conv2DBackpropFilter',
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs }) => {
      requireCovered(attrs);
      const width = (attrs?.['filterShape'] as number[])[1] as number;
      return tf.tidy(() =>
        filterGradient(inputs['x'] as tf.Tensor4D, inputs['dy'] as tf.Tensor4D, width),
      );
    },
  });
}

function requireCovered(attrs: tf.NamedAttrMap | undefined): void {
  const strides = attrs?.['strides'];
  const unit = Array.isArray(strides) ? strides.every((stride) => stride === 1) : strides === 1;
  if (!unit || attrs?.['pad'] !== 'same' || attrs['dataFormat'] === 'NCHW') {
    throw new Error('Only one-dimensional convolutions of stride 1 can be trained on WASM.');
  }
}

/** A forward convolution of the output gradient with the filter turned round and its channels swapped. */
function inputGradient(dy: tf.Tensor4D, filter: tf.Tensor4D): tf.Tensor4D {
  const turned = tf.transpose(tf.reverse(filter, 1), [0, 1, 3, 2]);
  return tf.conv2d(dy, turned, 1, 'same');
}

/**
 * dW[k, i, o] = sum over beats b and samples w of x[b, w + k - pad, i] dy[b, w, o]: a convolution in
 * which the input channels are the batch, the beats the channels, and dy the (long) filter.
 */
function filterGradient(x: tf.Tensor4D, dy: tf.Tensor4D, width: number): tf.Tensor4D {
  const before = (width - 1) >> 1;
  const after = width - 1 - before;
  const image = tf.transpose(x, [3, 1, 2, 0]);
  const filter = tf.transpose(dy, [1, 2, 0, 3]);
  const padded: tf.Tensor4D = tf.pad(image, [[0, 0], [0, 0], [before, after], [0, 0]]); // prettier-ignore
  const gradient = tf.conv2d(padded, filter, 1, 'valid');
  return tf.transpose(gradient, [1, 2, 0, 3]);
}
