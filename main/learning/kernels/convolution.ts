import * as tf from '@tensorflow/tfjs-core';
import { COMPOSED_KERNELS } from './composed-kernels.ts';
import type { EctopyKernelName, EctopyKernels } from './kernel-names.ts';
import { SIMD_KERNELS } from './simd-kernels.ts';
import { NATIVE_KERNELS } from './native-kernels.ts';

/** relu(x convolved with `filter` + bias): x batch x 1 x length x channels, filter width x in x out. */
export function convRelu(x: tf.Tensor4D, filter: tf.Tensor3D, bias: tf.Tensor1D): tf.Tensor4D {
  return kernel('ConvRelu', { x, filter, bias });
}

/** The larger of every two neighbours along the length; an odd last one is dropped. */
export function halvingPool(x: tf.Tensor4D): tf.Tensor4D {
  return kernel('HalvingPool', { x });
}

function kernel<Name extends EctopyKernelName>(
  name: Name,
  inputs: Parameters<EctopyKernels[Name]>[0],
  attrs: tf.NamedAttrMap = {},
): ReturnType<EctopyKernels[Name]> {
  return tf.engine().runKernel(`Ectopy${name}`, inputs, attrs);
}

/** Makes the operations above known to a backend ("tensorflow", "wasm", …) that is loaded. */
export function registerKernels(backendName: string): void {
  if (tf.getKernelsForBackend(backendName).some(({ kernelName }) => kernelName === 'EctopyConvRelu')) return; // prettier-ignore
  for (const [name, compute] of Object.entries(KERNELS[backendName] ?? COMPOSED_KERNELS) as [
    string,
    AnyKernel,
  ][]) {
    tf.registerKernel({
      kernelName: `Ectopy${name}`,
      backendName,
      kernelFunc: ({ inputs, attrs }) => tf.tidy(() => compute(inputs, attrs)),
    });
  }
}

/** By the names of the backends. */
const KERNELS: Readonly<Record<string, EctopyKernels>> = {
  tensorflow: NATIVE_KERNELS,
  wasm: SIMD_KERNELS,
};

type AnyKernel = (inputs: tf.NamedTensorInfoMap, attrs?: tf.NamedAttrMap) => tf.Tensor;

tf.registerGradient({
  kernelName: 'EctopyConvRelu',
  inputsToSave: ['x', 'filter'],
  outputsToSave: [true],
  gradFunc: (dy, saved) => {
    const [x, filter, y] = saved as [tf.Tensor4D, tf.Tensor3D, tf.Tensor4D];
    const [filterShape, inputShape] = [filter.shape, x.shape];
    const dz = kernel('ReluGradient', { dy: dy as tf.Tensor4D, y }, { filterShape });
    return {
      x: () => kernel('ConvInputGradient', { dz, filter }, { inputShape }),
      filter: () => kernel('ConvFilterGradient', { x, dz }, { filterShape }),
      bias: () => kernel('BiasGradient', { dz }),
    };
  },
});

tf.registerGradient({
  kernelName: 'EctopyHalvingPool',
  inputsToSave: ['x'],
  outputsToSave: [true],
  gradFunc: (dy, saved) => {
    const [x, y] = saved as [tf.Tensor4D, tf.Tensor4D];
    return { x: () => kernel('HalvingPoolGradient', { x, y, dy: dy as tf.Tensor4D }) };
  },
});
