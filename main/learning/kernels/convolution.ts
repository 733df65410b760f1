import * as tf from '@tensorflow/tfjs-core';
import type { Random } from '../../../app/random.ts';
import { COMPOSED_KERNELS } from './composed-kernels.ts';
import type { EctopyKernelName, EctopyKernels } from './kernel-names.ts';
import { NATIVE_KERNELS } from './native-kernels.ts';

/** relu(x convolved with `filter` + bias): x batch x 1 x length x channels, filter width x in x out. */
export function convRelu(x: tf.Tensor4D, filter: tf.Tensor3D, bias: tf.Tensor1D): tf.Tensor4D {
  return kernel('ConvRelu', { x, filter, bias });
}

/** The larger of every two neighbours along the length; an odd last one is dropped. */
export function halvingPool(x: tf.Tensor4D): tf.Tensor4D {
  return kernel('HalvingPool', { x });
}

/** Resolution of a dropout rate: two units are decided by one random number of 32 bits. */
const STEPS = 1 << 16;

/** Sets a part `rate` of the units to zero and scales the others by 1 / (1 - rate). */
export function dropout<T extends tf.Tensor>(x: T, rate: number, random: Random): T {
  const threshold = Math.round(rate * STEPS);
  const kept = STEPS / (STEPS - threshold);
  const mask = new Float32Array(x.size);
  let state = random.integer(2 ** 32) | 0;
  for (let k = 0; k < mask.length; k += 2) {
    state = (state + 0x6d2b79f5) | 0;
    // The mixing of mulberry32 (app/random.ts), without its division.
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    mixed ^= mixed >>> 14;
    mask[k] = (mixed & 0xffff) < threshold ? 0 : kept;
    mask[k + 1] = mixed >>> 16 < threshold ? 0 : kept;
  }
  return tf.mul(x, tf.tensor(mask, x.shape));
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
  const kernels = backendName === 'tensorflow' ? NATIVE_KERNELS : COMPOSED_KERNELS;
  for (const [name, compute] of Object.entries(kernels) as [string, AnyKernel][]) {
    tf.registerKernel({
      kernelName: `Ectopy${name}`,
      backendName,
      kernelFunc: ({ inputs, attrs }) => tf.tidy(() => compute(inputs, attrs)),
    });
  }
}

type AnyKernel = (inputs: tf.NamedTensorInfoMap, attrs?: tf.NamedAttrMap) => tf.Tensor;

tf.registerGradient({
  kernelName: 'EctopyConvRelu',
  inputsToSave: ['x', 'filter'],
  outputsToSave: [true],
  gradFunc: (dy, saved) => {
    const [x, filter, y] = saved as [tf.Tensor4D, tf.Tensor3D, tf.Tensor4D];
    const dz = kernel('ReluGradient', { dy: dy as tf.Tensor4D, y });
    return {
      x: () => kernel('ConvInputGradient', { dz, filter }),
      filter: () => kernel('ConvFilterGradient', { x, dz }, { filterShape: filter.shape }),
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
