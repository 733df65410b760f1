import type { Network, Weights } from '../networks/network.ts';
import { GRAPH_OPERATORS } from './graph-operators.ts';
import { ModelGraph, type ManifestEntry } from './model-graph.ts';
import { traceNetwork } from './trace.ts';
import { BATCH, type TracedValue } from './traced-graph.ts';

const INPUT = 'beats';
const OUTPUT = 'probabilities';

/** A network as a graph model of TensorFlow.js, which any program with it can load. */
export interface GraphModel {
  readonly topology: object;
  readonly signature: object;
  /** Numbers that the operations need besides the weights, and which they are. */
  readonly constants: Buffer;
  readonly constantEntries: readonly ManifestEntry[];
}

/**
 * `beats` (any number x numbers a beat) in, `probabilities` (as many x classes) out.
 * @throws Error when the network does something that the export does not know
 */
export async function encodeGraphModel(network: Network, weights: Weights): Promise<GraphModel> {
  const { input, calls, output } = await traceNetwork(network, weights);
  const graph = new ModelGraph();
  graph.node(
    'Placeholder',
    [],
    { dtype: { type: 'DT_FLOAT' }, shape: { shape: shapeOf(input) } },
    INPUT,
  );
  graph.name(input, INPUT);
  for (const call of calls) {
    const say = GRAPH_OPERATORS[call.kernel];
    if (say === undefined) throw new Error(`The TensorFlow.js export does not know ${call.kernel}`);
    graph.name(call.output, say(graph, call));
  }
  graph.node('Identity', [graph.nameOf(output)], {}, OUTPUT);
  return {
    topology: { node: graph.nodes, library: {}, versions: { producer: 1 } },
    signature: {
      inputs: { [INPUT]: tensorOf(INPUT, input) },
      outputs: { [OUTPUT]: tensorOf(OUTPUT, output) },
    },
    constants: Buffer.concat(graph.constants),
    constantEntries: graph.entries,
  };
}

function tensorOf(name: string, value: TracedValue): object {
  return { name: `${name}:0`, dtype: 'DT_FLOAT', tensorShape: shapeOf(value) };
}

function shapeOf({ shape }: TracedValue): object {
  return { dim: shape.map((length) => ({ size: length === BATCH ? '-1' : String(length) })) };
}
