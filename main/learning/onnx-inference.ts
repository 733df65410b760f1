import { createRequire } from 'node:module';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { createRandom } from '../../app/random.ts';
import { classProbabilities } from './inference.ts';
import type { StoredNetwork } from './model-file.ts';
import { weightTensors, type Network } from './networks/network.ts';
import { encodeOnnx, ONNX_INPUT, ONNX_OUTPUT } from './onnx/encode-onnx.ts';

/** Class probabilities through ONNX Runtime, which computes them three times as fast as WASM. */
export interface OnnxInference {
  /** For people. */
  readonly description: string;
  classify(windows: Float32Array): Promise<Float32Array>;
  close(): Promise<void>;
}

const BATCH = 256;
/** Beats on which it has to agree with the engine that is open, and how far probabilities may differ. */
const CHECKED_BEATS = 4;
const TOLERANCE = 1e-3;

/**
 * Runs a network in ONNX Runtime, each call on one core. Null where that optional package
 * is not installed, where the network cannot be exported, and where it does not say what the engine
 * that is open says: then that engine classifies.
 */
export async function openOnnxInference(
  { network, weights }: StoredNetwork,
  card: OnnxCard,
): Promise<OnnxInference | null> {
  try {
    const runtime = createRequire(import.meta.url)('onnxruntime-node') as Runtime;
    const model = await encodeOnnx(network, weights, card);
    const session = await runtime.InferenceSession.create(model, { intraOpNumThreads: 1 });
    const inference: OnnxInference = {
      description: 'ONNX Runtime',
      classify: (windows) => probabilities(runtime, session, network, windows),
      close: () => session.release(),
    };
    const tensors = weightTensors(network, weights);
    try {
      if (await agrees(inference, network, tensors)) return inference;
    } finally {
      for (const tensor of tensors) tensor.dispose();
    }
    await inference.close();
    return null;
  } catch {
    return null;
  }
}

type OnnxCard = Parameters<typeof encodeOnnx>[2];

interface Runtime {
  readonly InferenceSession: typeof InferenceSession;
  readonly Tensor: typeof Tensor;
}

async function probabilities(
  { Tensor }: Runtime,
  session: InferenceSession,
  { inputLength, classes }: Network,
  windows: Float32Array,
): Promise<Float32Array> {
  const beats = windows.length / inputLength;
  const output = new Float32Array(beats * classes);
  for (let first = 0; first < beats; first += BATCH) {
    const end = Math.min(beats, first + BATCH);
    const batch = windows.subarray(first * inputLength, end * inputLength);
    const input = new Tensor('float32', batch, [end - first, inputLength]);
    const results = await session.run({ [ONNX_INPUT]: input });
    output.set(results[ONNX_OUTPUT]?.data as Float32Array, first * classes);
  }
  return output;
}

async function agrees(
  inference: OnnxInference,
  network: Network,
  weights: ReturnType<typeof weightTensors>,
): Promise<boolean> {
  const random = createRandom(1);
  const beats = Float32Array.from({ length: CHECKED_BEATS * network.inputLength }, () => random.normal()); // prettier-ignore
  const expected = await classProbabilities(network, weights, beats);
  const actual = await inference.classify(beats);
  return actual.every((value, k) => Math.abs(value - (expected[k] ?? NaN)) < TOLERANCE);
}
