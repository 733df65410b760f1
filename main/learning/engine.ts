import * as tf from '@tensorflow/tfjs-core';
import type { EngineProbe } from '../../app/contract/settings.ts';
import { AppError } from '../../app/domain/app-error.ts';
import { registerKernels } from './kernels/convolution.ts';
import { guardAllocations, shareCopies } from './kernels/wasm-memory.ts';
import { requireNativeTensorFlow } from './native-tensorflow.ts';
import { registerWasmGradients } from './wasm-gradients.ts';

export type EngineName = 'native' | 'webgpu' | 'wasm' | 'cpu';
export type EnginePreference = EngineName | 'auto';

/** The engine that TensorFlow.js computes with in this thread from now on. */
export interface Engine {
  readonly name: EngineName;
  /** For people: "WebAssembly (SIMD)". */
  readonly description: string;
  /** Whether a graphics processor computes. */
  readonly onGpu: boolean;
}

interface Loaded {
  readonly available: boolean;
  readonly reason: string;
  readonly description: string;
}

/** Fastest first; `cpu` is plain JavaScript and only good for tests and as a last resort. */
const PREFERENCE_ORDER: readonly EngineName[] = ['native', 'webgpu', 'wasm', 'cpu'];

const loaders: Record<EngineName, (forced: boolean) => Promise<Loaded>> = {
  native: loadNative,
  webgpu: loadWebGpu,
  wasm: loadWasm,
  cpu: loadCpu,
};
// Else every kernel of a second copy of TensorFlow.js (native brings one) is announced on the terminal.
tf.enableProdMode();

/** What this thread computes with. */
let current: Engine | undefined;
/** Why the graphics device went away, as soon as it did; results read from it afterwards are zeros. */
let lostDevice: string | undefined;
const attempts = new Map<EngineName, Promise<Loaded>>();

/** Engines that gave up in the middle of a job: not used again in this thread. */
const failed = new Map<EngineName, Loaded>();

/** One attempt per engine, thread and process; a forced WebGPU may ask again for a software adapter. */
function load(name: EngineName, forced: boolean): Promise<Loaded> {
  const broken = failed.get(name);
  if (broken !== undefined) return Promise.resolve(broken);
  const known = attempts.get(name);
  if (known !== undefined && !forced) return known;
  const attempt = (known ?? Promise.resolve(undefined)).then((earlier) =>
    earlier?.available === true ? earlier : loaders[name](forced),
  );
  attempts.set(name, attempt);
  return attempt;
}

/** What this machine can compute with, which engine `preference` leads to, and why. */
export async function probeEngines(preference: EnginePreference = 'auto'): Promise<EngineProbe[]> {
  const loaded: { name: EngineName; result: Loaded }[] = [];
  for (const name of PREFERENCE_ORDER) {
    loaded.push({ name, result: await load(name, preference === name) });
  }
  // Some can only be probed by computing with them.
  if (current !== undefined) await tf.setBackend(BACKEND_NAMES[current.name]);
  const wanted = preference === 'auto' ? undefined : preference;
  const best = loaded.find(({ name, result }) =>
    wanted === undefined ? result.available : name === wanted && result.available,
  );
  return loaded.map(({ name, result }) => ({
    name,
    available: result.available,
    chosen: name === best?.name,
    reason: result.reason,
  }));
}

/**
 * Makes TensorFlow.js compute with the preferred engine, or with the best there is for `auto`.
 * @throws AppError `engine-unavailable` when a forced engine cannot run here.
 */
export async function openEngine(preference: EnginePreference): Promise<Engine> {
  const candidates = preference === 'auto' ? PREFERENCE_ORDER : [preference];
  let reason = '';
  for (const name of candidates) {
    const result = await load(name, preference === name);
    if (result.available) {
      await tf.setBackend(BACKEND_NAMES[name]);
      await tf.ready();
      registerKernels(BACKEND_NAMES[name]);
      current = { name, description: result.description, onGpu: computesOnGpu(name) };
      return current;
    }
    reason = result.reason;
  }
  throw new AppError(
    'engine-unavailable',
    `The engine "${preference}" cannot run here. ${reason}`,
    {
      remedy: 'Choose "auto" in the settings, or install what the engine needs.',
    },
  );
}

/** Of the backend in use. */
function computesOnGpu(name: EngineName): boolean {
  if (name !== 'native') return name === 'webgpu';
  return (
    (tf.backend() as unknown as { readonly isUsingGpuDevice?: boolean }).isUsingGpuDevice === true
  );
}

/** The engine that took over, and what happened. */
export interface EngineChange {
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

/**
 * Opens the next best engine after the present one failed in the middle of a job, and uses the failed
 * one no more. Tensors of the failed one are lost. @throws `failure` when it was not an engine's.
 */
export async function replaceEngine(failure: unknown): Promise<EngineChange> {
  const from = current;
  const mayFail = from?.name === 'native' || from?.name === 'webgpu';
  if (!mayFail || failure instanceof AppError) throw failure;
  const reason = lostDevice ?? messageOf(failure);
  failed.set(from.name, unavailable(`It failed during a job: ${reason}.`));
  const next = PREFERENCE_ORDER.slice(PREFERENCE_ORDER.indexOf(from.name) + 1);
  for (const name of next) {
    if (!(await load(name, false)).available) continue;
    const { description } = await openEngine(name);
    return { from: from.description, to: description, reason };
  }
  throw failure;
}

/**
 * What `work` computes: again from its beginning, on the next best engine, when one fails in the middle.
 * Tensors that it needs must be made in it, or in `onChange`.
 */
export async function onWorkingEngine<Result>(
  work: () => Promise<Result>,
  onChange: (change: EngineChange) => void,
): Promise<Result> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      onChange(await replaceEngine(error));
    }
  }
}

/** An engine's failure in the words that a training or a test keeps. */
export function describeChange({ from, to, reason }: EngineChange): string {
  return `${from} failed (${reason}): going on with ${to}.`;
}

/** What a job computed with that was begun on `first`: one that failed was followed by another. */
export function computedWith(first: Engine): string {
  const last = current ?? first;
  if (last.name === first.name) return first.description;
  return `${first.description}, which failed, then ${last.description}`;
}

/** What this thread computes with; none before `openEngine`. */
export function openedEngine(): Engine | undefined {
  return current;
}

/** @throws Error when the graphics device that is computed with is gone. */
export function requireDevice(): void {
  if (current?.name === 'webgpu' && lostDevice !== undefined) throw new Error(lostDevice);
}

/** Whether an engine said, each in its way, that it got no memory. */
export function isMemoryShort(failure: unknown): boolean {
  return /out of memory|memory is short|\bOOM\b|resource.exhausted|allocation failed|enlarge memory/i.test(
    failure instanceof Error ? failure.message : String(failure),
  );
}

/** Names under which the backends register themselves. */
const BACKEND_NAMES: Record<EngineName, string> = {
  native: 'tensorflow',
  webgpu: 'webgpu',
  wasm: 'wasm',
  cpu: 'cpu',
};

function unavailable(reason: string): Loaded {
  return { available: false, reason, description: '' };
}

function available(description: string, reason: string): Loaded {
  return { available: true, reason, description };
}

/** The first line of what went wrong. */
export function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n', 1)[0] ?? text;
}

/** An optional package: absent wherever its download of TensorFlow was not possible. */
function loadNative(): Promise<Loaded> {
  try {
    requireNativeTensorFlow();
    return Promise.resolve(
      available('native TensorFlow', 'Native TensorFlow loads; the fastest engine there is.'),
    );
  } catch (error) {
    const absent = (error as { code?: string }).code === 'MODULE_NOT_FOUND';
    return Promise.resolve(
      unavailable(
        absent
          ? 'Native TensorFlow (@tensorflow/tfjs-node-gpu) is not installed.'
          : `Native TensorFlow does not load: ${messageOf(error)}.`,
      ),
    );
  }
}

/** Dawn in Node. A software adapter computes correctly but slower than WASM: only when forced. */
async function loadWebGpu(forced: boolean): Promise<Loaded> {
  try {
    const { create, globals } = await import('webgpu');
    Object.assign(globalThis, globals);
    const gpu = create([]);
    const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
    if (adapter === null) return unavailable('WebGPU finds no graphics adapter on this machine.');
    const { vendor, architecture, description, device } = adapter.info;
    const label = description || device || `${vendor} ${architecture}`.trim() || 'unnamed adapter';
    const software = /swiftshader|llvmpipe|lavapipe|software|\bcpu\b/i.test(
      `${vendor} ${architecture} ${description} ${device}`,
    );
    if (software && !forced) {
      return unavailable(`WebGPU has only a software adapter (${label}), slower than WASM.`);
    }
    // The backend looks for `navigator.gpu`; Node's own navigator has none.
    Object.defineProperty(globalThis, 'navigator', {
      value: { gpu, userAgent: 'node' },
      configurable: true,
    });
    await import('@tensorflow/tfjs-backend-webgpu');
    const works = await tf.setBackend('webgpu');
    if (!works) return unavailable('WebGPU has an adapter, but TensorFlow.js cannot start on it.');
    const { device: running } = tf.backend() as unknown as { readonly device: GPUDevice };
    void running.lost.then(
      ({ message }) => (lostDevice = `the graphics device was lost: ${message}`),
    );
    return available(
      `WebGPU (${label})`,
      software ? `Software adapter (${label}), forced.` : `WebGPU adapter: ${label}.`,
    );
  } catch (error) {
    return unavailable(`WebGPU cannot start: ${messageOf(error)}.`);
  }
}

async function loadWasm(): Promise<Loaded> {
  try {
    await import('@tensorflow/tfjs-backend-wasm');
    await tf.setBackend('wasm');
    registerWasmGradients();
    guardAllocations();
    shareCopies();
    return available('WebAssembly', 'WebAssembly with SIMD runs on every machine.');
  } catch (error) {
    return unavailable(`WebAssembly cannot start: ${messageOf(error)}.`);
  }
}

async function loadCpu(): Promise<Loaded> {
  await import('@tensorflow/tfjs-backend-cpu');
  return available('plain JavaScript', 'Plain JavaScript: exact, and about thirty times slower.');
}
