import * as tf from '@tensorflow/tfjs-core';
import { registerKernels } from '../kernels/convolution.ts';
import { weightTensors, type Network, type Weights } from '../networks/network.ts';
import {
  BATCH,
  type CallAttributes,
  type Trace,
  type TracedCall,
  type TracedValue,
} from './traced-graph.ts';
import { TRACED_KERNELS, type KernelInputs } from './traced-kernels.ts';

/** As kernels see them: what TensorFlow.js knows a tensor's numbers by. */
type DataId = object;

const BACKEND = 'ectopy-trace';

/**
 * A backend that computes nothing: it notes which kernels a network calls. So every network that
 * TensorFlow.js can compute is exported from the one description that there is of it.
 */
class TracingBackend extends tf.KernelBackend {
  values = new WeakMap<DataId, TracedValue>();
  calls: TracedCall[] = [];
  #constants = 0;
  #written = new WeakMap<DataId, Float32Array>();

  start(): void {
    this.values = new WeakMap();
    this.calls = [];
    this.#constants = 0;
  }

  /** The value of a tensor; one that no call has computed is a constant. */
  valueFor({ dataId, shape }: tf.TensorInfo): TracedValue {
    const known = this.values.get(dataId);
    if (known !== undefined) return known;
    const values = this.#written.get(dataId);
    if (values === undefined || shape.some((length) => length % BATCH === 0 && length > 0)) {
      throw new Error('A tensor of the network depends on the number of beats in a way unknown');
    }
    this.#constants += 1;
    const value = { shape, constant: { name: `constant_${this.#constants}`, shape, values } };
    this.values.set(dataId, value);
    return value;
  }

  /** A tensor for a value. */
  tensorInfo(value: TracedValue): tf.TensorInfo {
    const dataId = {};
    this.values.set(dataId, value);
    return { dataId, shape: [...value.shape], dtype: 'float32' };
  }

  override write(values: tf.backend_util.BackendValues): DataId {
    const dataId = {};
    this.#written.set(dataId, Float32Array.from(values as Float32Array));
    return dataId;
  }

  override disposeData = (): boolean => true;
  override numDataIds = (): number => 0;
  override refCount = (): number => 1;
  override incRef = (): void => undefined;
  decRef = (): void => undefined;
  override floatPrecision = (): 32 => 32;
}

const backend = new TracingBackend();
let registered = false;

function register(): void {
  if (registered) return;
  registered = true;
  tf.registerBackend(BACKEND, () => backend, 0);
  registerKernels(BACKEND);
  for (const [kernelName, trace] of Object.entries(TRACED_KERNELS)) {
    tf.registerKernel({
      kernelName,
      backendName: BACKEND,
      kernelFunc: ({ inputs, attrs }) => {
        const values: KernelInputs = Object.fromEntries(
          Object.entries(inputs).flatMap(([name, info]) =>
            info === undefined ? [] : [[name, backend.valueFor(info)]],
          ),
        );
        const outputs = trace(values, attrs ?? {}, note);
        return Array.isArray(outputs)
          ? outputs.map((output) => backend.tensorInfo(output))
          : backend.tensorInfo(outputs);
      },
    });
  }
}

function note(
  kernel: string,
  inputs: readonly TracedValue[],
  shape: readonly number[],
  attributes: CallAttributes = {},
): TracedValue {
  const output = { shape, constant: null };
  backend.calls.push({ kernel, inputs, attributes, output });
  return output;
}

/**
 * Notes what a network does with prepared beats to get at their class probabilities.
 * @throws Error when it does something that no export knows
 */
export async function traceNetwork(network: Network, weights: Weights): Promise<Trace> {
  register();
  // Nothing has computed yet in a process that was started for the export alone.
  const before = tf.engine().backendName as string | undefined;
  await tf.setBackend(BACKEND);
  try {
    backend.start();
    const input: TracedValue = { shape: [BATCH, network.inputLength], constant: null };
    let output = input;
    tf.tidy(() => {
      const tensors = weightTensors(network, weights);
      tensors.forEach(({ dataId, shape }, index) => {
        const name = network.weightShapes[index]?.name ?? '';
        const values = weights[index] as Float32Array;
        backend.values.set(dataId, { shape, constant: { name, shape, values } });
      });
      const { dataId } = backend.tensorInfo(input);
      const beats = tf
        .engine()
        .makeTensorFromTensorInfo({ dataId, shape: [...input.shape], dtype: 'float32' });
      output = backend.valueFor(tf.softmax(network.logits(tensors, beats as tf.Tensor2D)));
    });
    return { input, calls: backend.calls, output };
  } finally {
    if (before !== undefined && before !== '') await tf.setBackend(before);
  }
}
