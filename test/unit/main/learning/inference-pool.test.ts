import { createRequire } from 'node:module';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../../../app/random.ts';
import { openInferencePool } from '../../../../main/learning/inference-pool.ts';
import { readNetwork } from '../../../../main/learning/model-file.ts';
import { installNativeInJavaScript } from '../../../support/native-in-javascript.ts';

const modelFolder = new URL('../../../../resources/models/paper-ds1-1', import.meta.url).pathname;
const BEATS = 300;

/** The package is optional. */
const onnxRuntime = ((): boolean => {
  try {
    createRequire(import.meta.url)('onnxruntime-node');
    return true;
  } catch {
    return false;
  }
})();

function windows(): Float32Array {
  const random = createRandom(5);
  const length = BEATS * readNetwork(modelFolder).network.inputLength;
  return Float32Array.from({ length }, () => random.normal());
}

function largestDifference(actual: Float32Array, expected: Float32Array): number {
  expect(actual).toHaveLength(expected.length);
  return actual.reduce(
    (most, value, k) => Math.max(most, Math.abs(value - (expected[k] ?? NaN))),
    0,
  );
}

describe('an inference pool', { timeout: 60_000 }, () => {
  let expected: Float32Array;
  beforeAll(async () => {
    const pool = await openInferencePool({ modelFolder, engine: 'wasm', threads: 1 });
    expected = await pool.classify(windows());
    await pool.close();
  });

  it('goes on with WebAssembly when its engine fails, and says so', async () => {
    installNativeInJavaScript();
    const pool = await openInferencePool({ modelFolder, engine: 'native' });
    expect(pool.engine).toBe('native TensorFlow');
    expect(largestDifference(await pool.classify(windows()), expected)).toBeLessThan(1e-5);
    expect(pool.engine).toMatch(/^WebAssembly, after native TensorFlow failed/);
    await pool.close();
  });

  it.skipIf(!onnxRuntime)('says the same through ONNX Runtime', async () => {
    const pool = await openInferencePool({ modelFolder, engine: 'auto', threads: 2 });
    expect(pool.engine).toBe('ONNX Runtime, 2 threads');
    const answers = await Promise.all([pool.classify(windows()), pool.classify(windows())]);
    await pool.close();
    for (const answer of answers) expect(largestDifference(answer, expected)).toBeLessThan(1e-5);
  });
});
