import { traceNetwork } from '../export/trace.ts';
import type { TracedValue } from '../export/traced-graph.ts';
import type { ModelCard } from '../model-card.ts';
import type { Network, Weights } from '../networks/network.ts';
import { OnnxGraph } from './onnx-graph.ts';
import { ONNX_OPERATORS } from './onnx-operators.ts';
import { DATA_TYPE, encodeModelProto } from './onnx-schema.ts';

/** What the model's only input and output are called. */
export const ONNX_INPUT = 'beats';
export const ONNX_OUTPUT = 'probabilities';

/** Operator set and layout of the file: what every ONNX Runtime since 1.11 (2022) reads. */
const OPERATOR_SET = 17;
const IR_VERSION = 8;

/** What of a card is said in the model itself, besides all of it as JSON. */
export interface OnnxCard extends Pick<
  ModelCard,
  'id' | 'name' | 'preparation' | 'intendedUse' | 'sha256'
> {
  readonly limits: readonly string[];
}

/**
 * A network with its weights as an ONNX model: `beats` (any number x numbers a beat, prepared as the
 * card says) in, `probabilities` (as many x classes) out. The card goes along as metadata.
 * @throws Error when the network does something that the export does not know
 */
export async function encodeOnnx(
  network: Network,
  weights: Weights,
  card: OnnxCard,
): Promise<Uint8Array> {
  const { input, calls, output } = await traceNetwork(network, weights);
  const graph = new OnnxGraph();
  graph.name(input, ONNX_INPUT);
  for (const call of calls) {
    const say = ONNX_OPERATORS[call.kernel];
    if (say === undefined) throw new Error(`The ONNX export does not know ${call.kernel}`);
    say(graph, call);
  }
  const last = graph.nameOf(output);
  const node = graph.nodes.map((each) => ({
    ...each,
    output: (each as { output: string[] }).output.map((name) =>
      name === last ? ONNX_OUTPUT : name,
    ),
  }));
  return encodeModelProto({
    irVersion: IR_VERSION,
    opsetImport: [{ domain: '', version: OPERATOR_SET }],
    producerName: 'Ectopy',
    docString: [card.name, card.intendedUse, ...card.limits].join('\n'),
    metadataProps: Object.entries({
      id: card.id,
      name: card.name,
      preparation: card.preparation,
      weightsSha256: card.sha256,
      card: JSON.stringify(card),
    }).map(([key, value]) => ({ key, value })),
    graph: {
      name: card.id,
      node,
      initializer: graph.initializers,
      input: [tensorOf(ONNX_INPUT, input)],
      output: [tensorOf(ONNX_OUTPUT, output)],
    },
  });
}

function tensorOf(name: string, { shape }: TracedValue): object {
  const [, length] = shape as [number, number];
  const dim = [{ dimParam: 'count' }, { dimValue: length }];
  return { name, type: { tensorType: { elemType: DATA_TYPE.float, shape: { dim } } } };
}
