import { execFile } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { probeEngines } from '../../../../main/learning/engine.ts';
import { node24, repositoryRoot } from '../../../../main/launch/paths.mjs';
import { engineStep, type EngineStep } from '../../../support/engine-step.ts';

/** Electron's own software Vulkan, where the registry runtime is set up: WebGPU without a GPU. */
const cache = process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache');
const vulkanFolder = globSync(path.join(cache, 'ectopy/electron-*')).find((folder) =>
  ['libvulkan.so.1', 'vk_swiftshader_icd.json'].every((name) =>
    existsSync(path.join(folder, name)),
  ),
);
const native = (await probeEngines('wasm')).find(({ name }) => name === 'native')?.available;

function largestDifference(actual: readonly number[], expected: readonly number[]): number {
  expect(actual).toHaveLength(expected.length);
  return actual.reduce(
    (most, value, k) => Math.max(most, Math.abs(value - (expected[k] ?? NaN))),
    0,
  );
}

function expectAgreement(actual: EngineStep, expected: EngineStep): void {
  const steepest = expected.gradient.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  expect(largestDifference(actual.logits, expected.logits)).toBeLessThan(1e-4);
  expect(actual.loss).toBeCloseTo(expected.loss, 4);
  expect(steepest).toBeGreaterThan(0.01);
  expect(largestDifference(actual.gradient, expected.gradient)).toBeLessThan(1e-4 * steepest);
}

describe("one training step of the paper's network", () => {
  let reference: EngineStep;
  beforeAll(async () => {
    reference = await engineStep('cpu');
  }, 120_000);

  it('is the same on WASM', async () => {
    expectAgreement(await engineStep('wasm'), reference);
  });

  it('is the same on WASM in two threads, to the last bit when repeated', async () => {
    const shared = await engineStep('wasm', 2);
    expectAgreement(shared, reference);
    expect(await engineStep('wasm', 2)).toEqual(shared);
  });

  it.skipIf(native !== true)('is the same on native TensorFlow', async () => {
    expectAgreement(await engineStep('native'), reference);
  });

  it.skipIf(vulkanFolder === undefined)(
    'is the same on WebGPU (software Vulkan)',
    async () => {
      const folder = vulkanFolder ?? '';
      const script = path.join(repositoryRoot, 'test/support/engine-step.ts');
      const { stdout } = await promisify(execFile)(node24, [script, 'webgpu'], {
        maxBuffer: 1 << 26,
        env: {
          ...process.env,
          LD_LIBRARY_PATH: folder,
          VK_DRIVER_FILES: path.join(folder, 'vk_swiftshader_icd.json'),
        },
      });
      expectAgreement(JSON.parse(stdout) as EngineStep, reference);
    },
    120_000,
  );
});

describe('the kernels in WebAssembly', () => {
  it('are those of their sources', async () => {
    const script = path.join(repositoryRoot, 'main/launch/kernels.mjs');
    const check = promisify(execFile)(node24, [script, '--check']);
    await expect(check).resolves.toMatchObject({ stderr: '' });
  });
});
