import * as tf from '@tensorflow/tfjs-core';
import { COMPOSED_KERNELS } from './composed-kernels.ts';
import type { EctopyKernels, FilterShape } from './kernel-names.ts';
import { SIMD_MODULE } from './simd-module.ts';
import { wasmBackend } from './wasm-memory.ts';

/** Node's types leave this out. */
declare const WebAssembly: {
  readonly Module: new (binary: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
};

/** Functions of the folder `assembly`. */
type Kernels = Readonly<Record<KernelName, (...numbers: number[]) => void>>;
type KernelName =
  | 'space'
  | 'reluGradient'
  | 'columnSums'
  | 'packFilter'
  | 'packTurnedFilter'
  | 'convolve'
  | 'filterGradient'
  | 'halve'
  | 'halveGradient';

let compiled: Kernels | undefined;

/** On the memory that the backend's tensors are in; that backend lives as long as the thread. */
function kernels(): Kernels {
  if (compiled === undefined) {
    const module = new WebAssembly.Module(Buffer.from(SIMD_MODULE, 'base64'));
    const { memory } = wasmBackend().wasm.asm;
    compiled = new WebAssembly.Instance(module, { env: { memory } }).exports as Kernels;
  }
  return compiled;
}

/** Its address. */
function at({ dataId }: tf.Tensor): number {
  return wasmBackend().getMemoryOffset(dataId);
}

/** A tensor whose values are still to be written. */
function room<R extends tf.Rank>(shape: tf.ShapeMap[R]): tf.Tensor<R> {
  return tf
    .engine()
    .makeTensorFromTensorInfo(wasmBackend().makeOutput(shape, 'float32')) as tf.Tensor<R>;
}

/** Products are computed for eight channels at a time; a filter must reach equally far both ways. */
function suits([width, , outputs]: FilterShape): boolean {
  return width % 2 === 1 && outputs % 8 === 0;
}

/** Rows of zeros that "same" padding puts before a beat, and after it. */
function paddingOf([width]: FilterShape): number {
  return (width - 1) / 2;
}

/** x in the spaced layout (assembly/layout.ts): rows x channels. */
function spaced(x: tf.Tensor4D, padding: number): tf.Tensor2D {
  const [batch, , length, channels] = x.shape;
  const rows = room<tf.Rank.R2>([batch * (length + padding) + padding, channels]);
  kernels().space(at(x), at(rows), batch, length, channels, padding);
  return rows;
}

/** The kernels in WebAssembly SIMD. */
export const SIMD_KERNELS: EctopyKernels = {
  ConvRelu: ({ x, filter, bias }) => {
    if (!suits(filter.shape)) return COMPOSED_KERNELS.ConvRelu({ x, filter, bias });
    const [batch, , length, channels] = x.shape;
    const [width, , outputs] = filter.shape;
    const padding = paddingOf(filter.shape);
    const panels = room<tf.Rank.R1>([filter.size]);
    const y = room<tf.Rank.R4>([batch, 1, length, outputs]);
    const depth = width * channels;
    kernels().packFilter(at(filter), at(panels), depth, outputs);
    kernels().convolve(at(spaced(x, padding)), at(panels), at(bias), at(y), batch, length, length + padding, channels, depth, outputs); // prettier-ignore
    return y;
  },
  ReluGradient: ({ dy, y }, { filterShape }) => {
    if (!suits(filterShape)) return COMPOSED_KERNELS.ReluGradient({ dy, y }, { filterShape });
    const [batch, , length, channels] = y.shape;
    const padding = paddingOf(filterShape);
    const dz = room<tf.Rank.R2>([batch * (length + padding) + padding, channels]);
    kernels().reluGradient(at(dy), at(y), at(dz), batch, length, channels, padding);
    return dz;
  },
  BiasGradient: ({ dz }) => {
    if (dz.rank !== 2) return COMPOSED_KERNELS.BiasGradient({ dz });
    const [rows, channels] = dz.shape as [number, number];
    const sums = room<tf.Rank.R1>([channels]);
    kernels().columnSums(at(dz), at(sums), rows, channels);
    return sums;
  },
  ConvInputGradient: ({ dz, filter }, { inputShape }) => {
    const [batch, , length, channels] = inputShape;
    const [width, , outputs] = filter.shape;
    if (dz.rank !== 2 || channels % 8 !== 0) {
      const dense = dz.rank === 2 ? packed(dz as tf.Tensor2D, filter.shape, inputShape) : dz;
      return COMPOSED_KERNELS.ConvInputGradient({ dz: dense, filter }, { inputShape });
    }
    const padding = paddingOf(filter.shape);
    const panels = room<tf.Rank.R1>([filter.size]);
    const dx = room<tf.Rank.R4>(inputShape);
    kernels().packTurnedFilter(at(filter), at(panels), width, channels, outputs);
    kernels().convolve(at(dz), at(panels), 0, at(dx), batch, length, length + padding, outputs, width * outputs, channels); // prettier-ignore
    return dx;
  },
  ConvFilterGradient: ({ x, dz }, { filterShape }) => {
    if (dz.rank !== 2) return COMPOSED_KERNELS.ConvFilterGradient({ x, dz }, { filterShape });
    const [batch, , length, channels] = x.shape;
    const [width, , outputs] = filterShape;
    const padding = paddingOf(filterShape);
    const gradient = room<tf.Rank.R3>(filterShape);
    const firstRow = at(dz) + padding * outputs * Float32Array.BYTES_PER_ELEMENT;
    const rows = batch * (length + padding) - padding;
    kernels().filterGradient(at(spaced(x, padding)), firstRow, at(gradient), rows, channels, width * channels, outputs); // prettier-ignore
    return gradient;
  },
  HalvingPool: ({ x }) => {
    const [batch, , length, channels] = x.shape;
    if (channels % 4 !== 0) return COMPOSED_KERNELS.HalvingPool({ x });
    const y = room<tf.Rank.R4>([batch, 1, length >> 1, channels]);
    kernels().halve(at(x), at(y), batch, length, channels);
    return y;
  },
  HalvingPoolGradient: ({ x, y, dy }) => {
    const [batch, , length, channels] = x.shape;
    if (channels % 4 !== 0) return COMPOSED_KERNELS.HalvingPoolGradient({ x, y, dy });
    const dx = room<tf.Rank.R4>(x.shape);
    kernels().halveGradient(at(x), at(dy), at(dx), batch, length, channels);
    return dx;
  },
};

/** dz without the zeros between the beats. */
function packed(
  dz: tf.Tensor2D,
  filterShape: FilterShape,
  [batch, , length]: tf.Tensor4D['shape'],
): tf.Tensor4D {
  const padding = paddingOf(filterShape);
  const beats = tf.slice(dz, [padding, 0]);
  const apart: tf.Tensor3D = tf.reshape(beats, [batch, length + padding, filterShape[2]]);
  return tf.reshape(tf.slice(apart, 0, [batch, length, filterShape[2]]), [batch, 1, length, filterShape[2]]); // prettier-ignore
}
