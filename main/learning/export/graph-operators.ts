import type { ModelGraph } from './model-graph.ts';
import { openLengths, type TracedCall, type TracedValue } from './traced-graph.ts';
import { BINARY_KERNELS, REDUCING_KERNELS, UNARY_KERNELS } from './traced-kernels.ts';

/** Adds a call to the graph and returns the name of its output. */
type Operator = (graph: ModelGraph, call: TracedCall) => string;

/** TensorFlow's names where they are not those of TensorFlow.js's kernels. */
const OPERATION_NAMES: Readonly<Record<string, string>> = { Add: 'AddV2', Multiply: 'Mul' };

/** How each traced kernel is said as an operation of TensorFlow. */
export const GRAPH_OPERATORS: Readonly<Record<string, Operator>> = {
  ...Object.fromEntries(
    [...UNARY_KERNELS, ...BINARY_KERNELS, 'Softmax', 'LogSoftmax'].map((kernel) => [kernel, plain]),
  ),
  ...Object.fromEntries(REDUCING_KERNELS.map((kernel) => [kernel, reduce])),
  Reshape: (graph, { inputs, output }) =>
    graph.node('Reshape', [...names(graph, inputs), graph.integers(openLengths(output.shape))]),
  Transpose: (graph, { inputs, attributes }) =>
    graph.node('Transpose', [
      ...names(graph, inputs),
      graph.integers(attributes['order'] as number[]),
    ]),
  Concat: (graph, { inputs, attributes }) =>
    graph.node('ConcatV2', [...names(graph, inputs), graph.integer(attributes['axis'] as number)], {
      N: { i: String(inputs.length) },
    }),
  Slice: (graph, { inputs, attributes }) =>
    graph.node('Slice', [
      ...names(graph, inputs),
      graph.integers(attributes['begin'] as number[]),
      graph.integers(openLengths(attributes['lengths'] as number[])),
    ]),
  BatchMatMul: (graph, { inputs, attributes, output }) => {
    const { transposeA, transposeB } = attributes as { transposeA: boolean; transposeB: boolean };
    return output.shape.length === 2
      ? graph.node('MatMul', names(graph, inputs), {
          transpose_a: { b: transposeA },
          transpose_b: { b: transposeB },
        })
      : graph.node('BatchMatMulV2', names(graph, inputs), {
          adj_x: { b: transposeA },
          adj_y: { b: transposeB },
        });
  },
  Conv2D: convolve,
  DepthwiseConv2dNative: convolve,
  MaxPool: pool,
  AvgPool: pool,
};

function names(graph: ModelGraph, values: readonly TracedValue[]): string[] {
  return values.map((value) => graph.nameOf(value));
}

function plain(graph: ModelGraph, { kernel, inputs }: TracedCall): string {
  return graph.node(OPERATION_NAMES[kernel] ?? kernel, names(graph, inputs));
}

function reduce(graph: ModelGraph, { kernel, inputs, attributes }: TracedCall): string {
  const axes = graph.integers(attributes['axes'] as number[]);
  return graph.node(kernel, [...names(graph, inputs), axes], {
    keep_dims: { b: attributes['keepDims'] as boolean },
  });
}

function convolve(graph: ModelGraph, { kernel, inputs, attributes }: TracedCall): string {
  const [x, filter, bias] = names(graph, inputs) as [string, string, string?];
  const convolved = graph.node(kernel, [x, filter], {
    strides: overImage(attributes['strides']),
    dilations: overImage(attributes['dilations']),
    ...paddingOf(attributes),
  });
  return bias === undefined ? convolved : graph.node('BiasAdd', [convolved, bias]);
}

function pool(graph: ModelGraph, { kernel, inputs, attributes }: TracedCall): string {
  return graph.node(kernel, names(graph, inputs), {
    ksize: overImage(attributes['size']),
    strides: overImage(attributes['strides']),
    ...paddingOf(attributes),
  });
}

/** A pair for height and width, with ones for the batch and the channels. */
function overImage(pair: unknown): object {
  return { list: { i: [1, ...(pair as number[]), 1].map(String) } };
}

function paddingOf(attributes: TracedCall['attributes']): Record<string, object> {
  return {
    padding: text(attributes['same'] === true ? 'SAME' : 'VALID'),
    data_format: text('NHWC'),
  };
}

/** Strings are bytes in a GraphDef, which JSON has in base64. */
function text(value: string): object {
  return { s: Buffer.from(value).toString('base64') };
}
