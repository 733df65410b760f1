import * as tf from '@tensorflow/tfjs-core';
import type { CallAttributes, TracedValue } from './traced-graph.ts';

export type KernelInputs = Readonly<Record<string, TracedValue>>;

/** Notes a call and returns its output. */
export type Note = (
  kernel: string,
  inputs: readonly TracedValue[],
  shape: readonly number[],
  attributes?: CallAttributes,
) => TracedValue;

type TracedKernel = (
  inputs: KernelInputs,
  attributes: tf.NamedAttrMap,
  note: Note,
) => TracedValue | TracedValue[];

/** Kernels that take each number by itself. */
export const UNARY_KERNELS = [
  'Relu',
  'Sigmoid',
  'Tanh',
  'Elu',
  'Exp',
  'Log',
  'Sqrt',
  'Neg',
  'Abs',
] as const;

/** Kernels of two tensors, number by number, with broadcasting. */
export const BINARY_KERNELS = ['Add', 'Sub', 'Multiply', 'RealDiv', 'Maximum', 'Minimum'] as const;

/** Kernels over some axes. */
export const REDUCING_KERNELS = ['Mean', 'Sum', 'Max'] as const;

/**
 * What networks may be made of, by the names of TensorFlow.js's kernels. Those that others can
 * express are noted as those, so that an export has little to know.
 */
export const TRACED_KERNELS: Readonly<Record<string, TracedKernel>> = {
  ...Object.fromEntries(UNARY_KERNELS.map((kernel) => [kernel, traceUnary(kernel)])),
  ...Object.fromEntries(BINARY_KERNELS.map((kernel) => [kernel, traceBinary(kernel)])),
  ...Object.fromEntries(REDUCING_KERNELS.map((kernel) => [kernel, traceReduction(kernel)])),
  Identity: (inputs) => only(inputs),
  // Everything is a float32 already.
  Cast: (inputs) => only(inputs),
  Square: (inputs, _, note) => {
    const x = only(inputs);
    return note('Multiply', [x, x], x.shape);
  },
  Softmax: (inputs, _, note) => note('Softmax', [only(inputs)], only(inputs).shape),
  LogSoftmax: (inputs, _, note) => note('LogSoftmax', [only(inputs)], only(inputs).shape),
  Reshape: (inputs, { shape }, note) => {
    const x = only(inputs);
    const size = x.shape.reduce((product, length) => product * length, 1);
    return reshape(x, tf.util.inferFromImplicitShape(shape as number[], size), note);
  },
  ExpandDims: (inputs, { dim }, note) => {
    const x = only(inputs);
    const place = axisOf(dim as number, x.shape.length + 1);
    return reshape(x, x.shape.toSpliced(place, 0, 1), note);
  },
  Transpose: (inputs, { perm }, note) => {
    const x = only(inputs);
    const order = perm as number[];
    return note(
      'Transpose',
      [x],
      order.map((axis) => lengthOf(x, axis)),
      { order },
    );
  },
  Concat: (inputs, { axis }, note) => concat(Object.values(inputs), axis as number, note),
  Pack: (inputs, { axis }, note) => {
    const parts = Object.values(inputs);
    const place = axisOf(axis as number, (parts[0]?.shape.length ?? 0) + 1);
    const stacked = parts.map((part) => reshape(part, part.shape.toSpliced(place, 0, 1), note));
    return concat(stacked, place, note);
  },
  Slice: (inputs, { begin, size }, note) => {
    const x = only(inputs);
    const [first, lengths] = tf.slice_util.parseSliceParams(
      shapeOnly(x),
      begin as number | number[],
      size as number | number[],
    ) as [number[], number[]];
    return slice(x, first, lengths, note);
  },
  SplitV: (inputs, { numOrSizeSplits, axis }, note) => {
    const x = only(inputs);
    const place = axisOf(axis as number, x.shape.length);
    const sizes = tf.backend_util.prepareSplitSize(
      shapeOnly(x),
      numOrSizeSplits as number | number[],
      place,
    );
    let first = 0;
    return sizes.map((length) => {
      const begin = x.shape.map((_, dimension) => (dimension === place ? first : 0));
      first += length;
      return slice(x, begin, x.shape.with(place, length), note);
    });
  },
  BatchMatMul: (inputs, { transposeA, transposeB }, note) => {
    const { a, b } = inputs as { a: TracedValue; b: TracedValue };
    return matMul(a, b, { transposeA: transposeA as boolean, transposeB: transposeB as boolean }, note); // prettier-ignore
  },
  _FusedMatMul: (inputs, { transposeA, transposeB, activation }, note) => {
    const { a, b } = inputs as { a: TracedValue; b: TracedValue };
    const product = matMul(a, b, { transposeA: transposeA as boolean, transposeB: transposeB as boolean }, note); // prettier-ignore
    return activate(addBias(product, inputs['bias'], note), activation as string, note);
  },
  Conv2D: (inputs, attributes, note) => convolve('Conv2D', inputs, attributes, note),
  FusedConv2D: (inputs, attributes, note) =>
    activate(convolve('Conv2D', inputs, attributes, note), attributes['activation'] as string, note), // prettier-ignore
  DepthwiseConv2dNative: (inputs, attributes, note) =>
    convolve('DepthwiseConv2dNative', inputs, attributes, note),
  MaxPool: (inputs, attributes, note) => pool('MaxPool', inputs, attributes, note),
  AvgPool: (inputs, attributes, note) => pool('AvgPool', inputs, attributes, note),
};

function only(inputs: KernelInputs): TracedValue {
  const [value] = Object.values(inputs);
  if (value === undefined) throw new Error('A kernel was called without an input');
  return value;
}

function lengthOf({ shape }: TracedValue, axis: number): number {
  return shape[axis] as number;
}

function axisOf(axis: number, rank: number): number {
  return axis < 0 ? axis + rank : axis;
}

/** TensorFlow.js's own arithmetic of shapes looks at nothing else of a tensor. */
function shapeOnly({ shape }: TracedValue): tf.Tensor {
  return { shape, rank: shape.length } as unknown as tf.Tensor;
}

/** Constants are reshaped at once. */
function reshape(x: TracedValue, shape: readonly number[], note: Note): TracedValue {
  if (x.constant !== null) return { ...x, shape };
  return note('Reshape', [x], shape);
}

function slice(x: TracedValue, begin: number[], lengths: number[], note: Note): TracedValue {
  return note('Slice', [x], lengths, { begin, lengths });
}

function concat(parts: readonly TracedValue[], axis: number, note: Note): TracedValue {
  const place = axisOf(axis, parts[0]?.shape.length ?? 0);
  const shape = tf.backend_util.computeOutShape(
    parts.map((part) => [...part.shape]),
    place,
  );
  return note('Concat', parts, shape, { axis: place });
}

function traceUnary(kernel: string): TracedKernel {
  return (inputs, _, note) => note(kernel, [only(inputs)], only(inputs).shape);
}

function traceBinary(kernel: string): TracedKernel {
  return (inputs, _, note) => {
    const { a, b } = inputs as { a: TracedValue; b: TracedValue };
    return note(kernel, [a, b], broadcast(a, b));
  };
}

function broadcast(a: TracedValue, b: TracedValue): number[] {
  return tf.backend_util.assertAndGetBroadcastShape([...a.shape], [...b.shape]);
}

function traceReduction(kernel: string): TracedKernel {
  return (inputs, { axis, reductionIndices, keepDims }, note) => {
    const x = only(inputs);
    const axes = tf.util.parseAxisParam((axis ?? reductionIndices) as number[], [...x.shape]);
    const kept = x.shape.map((length, dimension) => (axes.includes(dimension) ? 1 : length));
    const shape = keepDims === true ? kept : x.shape.filter((_, place) => !axes.includes(place));
    return note(kernel, [x], shape, { axes, keepDims: keepDims === true });
  };
}

function matMul(
  a: TracedValue,
  b: TracedValue,
  { transposeA, transposeB }: { transposeA: boolean; transposeB: boolean },
  note: Note,
): TracedValue {
  const batch = a.shape.slice(0, -2);
  const rows = a.shape.at(transposeA ? -1 : -2) as number;
  const columns = b.shape.at(transposeB ? -2 : -1) as number;
  return note('BatchMatMul', [a, b], [...batch, rows, columns], { transposeA, transposeB });
}

function addBias(x: TracedValue, bias: TracedValue | undefined, note: Note): TracedValue {
  return bias === undefined ? x : note('Add', [x, bias], broadcast(x, bias));
}

function activate(x: TracedValue, activation: string | undefined, note: Note): TracedValue {
  if (activation === undefined || activation === 'linear') return x;
  const kernel = { relu: 'Relu', sigmoid: 'Sigmoid', elu: 'Elu' }[activation];
  if (kernel === undefined) throw new Error(`No export knows the activation "${activation}"`);
  return note(kernel, [x], x.shape);
}

type Four = [number, number, number, number];
type Padding = 'same' | 'valid';

/** Inputs: x (batch x height x width x channels), filter, and the bias where there is one. */
function convolve(
  kernel: 'Conv2D' | 'DepthwiseConv2dNative',
  { x, filter, bias }: KernelInputs,
  { strides, pad, dilations, dataFormat, dimRoundingMode }: tf.NamedAttrMap,
  note: Note,
): TracedValue {
  const info = tf.backend_util.computeConv2DInfo(
    x?.shape as Four,
    filter?.shape as Four,
    strides as number,
    (dilations ?? 1) as number,
    pad as Padding,
    dimRoundingMode as 'floor',
    kernel === 'DepthwiseConv2dNative',
    dataFormat === 'NCHW' ? 'channelsFirst' : 'channelsLast',
  );
  if (dataFormat === 'NCHW') throw new Error('Only channels-last convolutions can be exported');
  const inputs = [x, filter, bias].filter((value) => value !== undefined);
  return note(kernel, inputs, info.outShape, {
    strides: [info.strideHeight, info.strideWidth],
    dilations: [info.dilationHeight, info.dilationWidth],
    ...paddingOf(pad, info.padInfo),
  });
}

function pool(
  kernel: 'MaxPool' | 'AvgPool',
  inputs: KernelInputs,
  { filterSize, strides, pad, dimRoundingMode }: tf.NamedAttrMap,
  note: Note,
): TracedValue {
  const x = only(inputs);
  const info = tf.backend_util.computePool2DInfo(
    x.shape as Four,
    filterSize as number,
    strides as number,
    1,
    pad as Padding,
    dimRoundingMode as 'floor',
  );
  return note(kernel, [x], info.outShape, {
    size: [info.filterHeight, info.filterWidth],
    strides: [info.strideHeight, info.strideWidth],
    ...paddingOf(pad, info.padInfo),
  });
}

/** `pads`: numbers added at the top, left, bottom and right. */
function paddingOf(pad: unknown, sides: tf.backend_util.PadInfo): CallAttributes {
  if (pad !== 'same' && pad !== 'valid') throw new Error('No export knows this padding');
  const { top, left, bottom, right } = sides;
  return { same: pad === 'same', pads: [top, left, bottom, right] };
}
