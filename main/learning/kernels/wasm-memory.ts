import * as tf from '@tensorflow/tfjs-core';

/** What TensorFlow.js's WASM backend offers besides its kernels: its memory, and tensors in it. */
export interface WasmBackend {
  readonly wasm: {
    readonly asm: { readonly memory: object };
    _malloc: (bytes: number) => number;
    _free(address: number): void;
  };
  getMemoryOffset(dataId: object): number;
  incRef(dataId: object): void;
  makeOutput(shape: readonly number[], dtype: 'float32'): tf.TensorInfo;
}

export function wasmBackend(): WasmBackend {
  return tf.backend() as unknown as WasmBackend;
}

/**
 * Makes the WASM backend, which is in use, say when it gets no memory: by itself it would write to
 * address 0.
 */
export function guardAllocations(): void {
  const { wasm } = wasmBackend();
  // The first call puts the function itself in the place of one that looks it up.
  wasm._free(wasm._malloc(1));
  const allocate = wasm._malloc;
  wasm._malloc = (bytes) => {
    const address = allocate(bytes);
    if (address === 0) throw new RangeError(`WebAssembly memory is short: ${bytes} bytes more.`);
    return address;
  };
}

/** Copies of a tensor share its memory, as on other backends; the WASM backend's own are copied. */
export function shareCopies(): void {
  tf.unregisterKernel('Identity', 'wasm');
  tf.registerKernel({
    kernelName: 'Identity',
    backendName: 'wasm',
    kernelFunc: ({ inputs }) => {
      const { dataId, shape, dtype } = inputs['x'] as tf.TensorInfo;
      wasmBackend().incRef(dataId);
      return { dataId, shape, dtype };
    },
  });
}
