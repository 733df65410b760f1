import { BINARY_KERNELS, REDUCING_KERNELS, UNARY_KERNELS } from '../export/traced-kernels.ts';
import { openLengths, type TracedCall, type TracedValue } from '../export/traced-graph.ts';
import { placeInChannelsFirst, sliceEnds, type OnnxGraph } from './onnx-graph.ts';

type Operator = (graph: OnnxGraph, call: TracedCall) => void;

/** ONNX's names where they are not TensorFlow's. */
const ONNX_NAMES: Readonly<Record<string, string>> = {
  Multiply: 'Mul',
  RealDiv: 'Div',
  Maximum: 'Max',
  Minimum: 'Min',
};

/** Axes that a convolution's filter has in ONNX, by those that it has in TensorFlow.js. */
const FILTER_ORDER = [3, 2, 0, 1];
const DEPTHWISE_ORDER = [2, 3, 0, 1];

/** How each traced kernel is said in ONNX (operator set 17). */
export const ONNX_OPERATORS: Readonly<Record<string, Operator>> = {
  ...Object.fromEntries(UNARY_KERNELS.map((kernel) => [kernel, elementwise])),
  ...Object.fromEntries(BINARY_KERNELS.map((kernel) => [kernel, elementwise])),
  ...Object.fromEntries(REDUCING_KERNELS.map((kernel) => [kernel, reduce])),
  Softmax: overLastAxis,
  LogSoftmax: overLastAxis,
  Reshape: (graph, { inputs: [x], output }) => {
    const lengths = graph.integers(openLengths(output.shape));
    graph.name(output, graph.node('Reshape', [graph.nameOf(x as TracedValue), lengths]));
  },
  Transpose: (graph, { inputs: [x], attributes, output }) => {
    const perm = attributes['order'] as number[];
    graph.name(output, graph.node('Transpose', [graph.nameOf(x as TracedValue)], { perm }));
  },
  Concat: (graph, { inputs, attributes, output }) => {
    const axis = attributes['axis'] as number;
    const first = inputs.every((input) => graph.isChannelsFirst(input));
    const names = inputs.map((input) => graph.nameOf(input, first ? 'first' : 'last'));
    const place = first ? placeInChannelsFirst(axis) : axis;
    graph.name(output, graph.node('Concat', names, { axis: place }), first ? 'first' : 'last');
  },
  Slice: (graph, { inputs, attributes, output }) => {
    const x = inputs[0] as TracedValue;
    const begin = attributes['begin'] as number[];
    const ends = sliceEnds(begin, attributes['lengths'] as number[], x.shape);
    const bounds = [begin, ends].map((values) => graph.integers(values));
    graph.name(output, graph.node('Slice', [graph.nameOf(x), ...bounds]));
  },
  BatchMatMul: (graph, { inputs, attributes, output }) => {
    const [a, b] = inputs.map((input, index) => {
      const name = graph.nameOf(input);
      return attributes[index === 0 ? 'transposeA' : 'transposeB'] === true
        ? graph.node('Transpose', [name], { perm: lastTwoSwapped(input.shape.length) })
        : name;
    });
    graph.name(output, graph.node('MatMul', [a as string, b as string]));
  },
  Conv2D: (graph, call) => {
    convolve(graph, call, 1);
  },
  DepthwiseConv2dNative: (graph, call) => {
    convolve(graph, call, call.inputs[1]?.shape[2] as number);
  },
  MaxPool: pool,
  AvgPool: pool,
};

function elementwise(graph: OnnxGraph, { kernel, inputs, output }: TracedCall): void {
  // Image-like values stay as the convolutions left them, so that nothing is transposed in between.
  const first = inputs.every(
    (input) => graph.isChannelsFirst(input) && input.shape.length === output.shape.length,
  );
  const layout = first ? 'first' : 'last';
  const names = inputs.map((input) => graph.nameOf(input, layout));
  graph.name(output, graph.node(ONNX_NAMES[kernel] ?? kernel, names), layout);
}

function overLastAxis(graph: OnnxGraph, { kernel, inputs: [x], output }: TracedCall): void {
  graph.name(output, graph.node(kernel, [graph.nameOf(x as TracedValue)], { axis: -1 }));
}

function reduce(graph: OnnxGraph, { kernel, inputs, attributes, output }: TracedCall): void {
  const x = inputs[0] as TracedValue;
  const axes = attributes['axes'] as number[];
  const keepdims = Number(attributes['keepDims']);
  // The mean over a beat's length needs no transposition: what is left has the same order.
  const first = graph.isChannelsFirst(x) && axes.join() === '1,2' && keepdims === 0;
  const name = graph.nameOf(x, first ? 'first' : 'last');
  const places = first ? axes.map(placeInChannelsFirst) : axes;
  graph.name(
    output,
    kernel === 'Sum'
      ? graph.node('ReduceSum', [name, graph.integers(places)], { keepdims })
      : graph.node(`Reduce${kernel}`, [name], { axes: places, keepdims }),
  );
}

function convolve(graph: OnnxGraph, call: TracedCall, group: number): void {
  const [x, filter, bias] = call.inputs as [TracedValue, TracedValue, TracedValue?];
  const { strides, dilations, pads } = call.attributes as Record<string, number[]>;
  const order = group === 1 ? FILTER_ORDER : DEPTHWISE_ORDER;
  const kernel = filter.shape.slice(0, 2);
  const names = [graph.nameOf(x, 'first'), filterName(graph, filter, order, group)];
  if (bias !== undefined) names.push(graph.constant(bias));
  const convolved = graph.node('Conv', names, {
    kernel_shape: kernel,
    strides: strides ?? [1, 1],
    dilations: dilations ?? [1, 1],
    pads: pads ?? [0, 0, 0, 0],
    group,
  });
  graph.name(call.output, convolved, 'first');
}

/** A depthwise filter has one input channel a group in ONNX, and its multiplier among the outputs. */
function filterName(
  graph: OnnxGraph,
  filter: TracedValue,
  order: readonly number[],
  group: number,
): string {
  const name = graph.constant(filter, order);
  if (group === 1) return name;
  const [height, width, channels, multiplier] = filter.shape as [number, number, number, number];
  return graph.node('Reshape', [name, graph.integers([channels * multiplier, 1, height, width])]);
}

function pool(graph: OnnxGraph, { kernel, inputs, attributes, output }: TracedCall): void {
  const { size, strides, pads } = attributes as Record<string, number[]>;
  const pooled = graph.node(
    kernel === 'MaxPool' ? 'MaxPool' : 'AveragePool',
    [graph.nameOf(inputs[0] as TracedValue, 'first')],
    { kernel_shape: size ?? [1, 1], strides: strides ?? [1, 1], pads: pads ?? [0, 0, 0, 0] },
  );
  graph.name(output, pooled, 'first');
}

function lastTwoSwapped(rank: number): number[] {
  const axes = Array.from({ length: rank }, (_, axis) => axis);
  return [...axes.slice(0, -2), rank - 1, rank - 2];
}
