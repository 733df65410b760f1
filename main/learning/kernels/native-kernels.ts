import * as tf from '@tensorflow/tfjs-core';
import { flat } from './composed-kernels.ts';
import type { EctopyKernels } from './kernel-names.ts';

interface Attribute {
  readonly name: string;
  readonly type: number;
  readonly value: unknown;
}

/** What tfjs-node's backend offers besides its kernels: any operation of TensorFlow by its name. */
interface NativeBackend {
  readonly binding: {
    readonly TF_ATTR_TYPE: number;
    readonly TF_ATTR_STRING: number;
    readonly TF_ATTR_INT: number;
    readonly TF_FLOAT: number;
    readonly TF_INT32: number;
  };
  executeSingleOutput(name: string, attributes: Attribute[], inputs: tf.Tensor[]): tf.Tensor;
}

/** The kernels as operations of TensorFlow itself, most of which tfjs-node does not pass on. */
export const NATIVE_KERNELS: EctopyKernels = {
  ConvRelu: ({ x, filter, bias }) => {
    const product = run('Conv2D', [x, flat(filter)], CONVOLUTION);
    return run('Relu', [run('BiasAdd', [product, bias])]) as tf.Tensor4D;
  },
  ReluGradient: ({ dy, y }) => run('ReluGrad', [dy, y]),
  BiasGradient: ({ dz }) => run('BiasAddGrad', [dz]) as tf.Tensor1D,
  ConvInputGradient: ({ dz, filter }, { inputShape }) => {
    const shape = tf.tensor1d(inputShape, 'int32');
    return run('Conv2DBackpropInput', [shape, flat(filter), dz], CONVOLUTION) as tf.Tensor4D;
  },
  ConvFilterGradient: ({ x, dz }, { filterShape }) => {
    const shape = tf.tensor1d([1, ...filterShape], 'int32');
    return tf.reshape(run('Conv2DBackpropFilter', [x, shape, dz], CONVOLUTION), filterShape);
  },
  HalvingPool: ({ x }) => run('MaxPool', [x], POOL) as tf.Tensor4D,
  HalvingPoolGradient: ({ x, y, dy }) => run('MaxPoolGrad', [x, y, dy], POOL) as tf.Tensor4D,
};

const CONVOLUTION = { strides: [1, 1, 1, 1], padding: 'SAME' };
const POOL = { ksize: [1, 1, 2, 1], strides: [1, 1, 2, 1], padding: 'VALID' };

function run(
  name: string,
  inputs: tf.Tensor[],
  attributes: Readonly<Record<string, readonly number[] | string>> = {},
): tf.Tensor {
  const backend = tf.backend() as unknown as NativeBackend;
  const { TF_ATTR_TYPE, TF_ATTR_STRING, TF_ATTR_INT, TF_FLOAT } = backend.binding;
  const typed: Attribute[] = [{ name: 'T', type: TF_ATTR_TYPE, value: TF_FLOAT }];
  for (const [key, value] of Object.entries(attributes)) {
    typed.push({
      name: key,
      type: typeof value === 'string' ? TF_ATTR_STRING : TF_ATTR_INT,
      value,
    });
  }
  return backend.executeSingleOutput(name, typed, inputs);
}
