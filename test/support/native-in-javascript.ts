import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { temporaryFolder } from './temporary-folder.ts';

/**
 * Lets a package in place of tfjs-node-gpu be found that computes as the plain engine does, but has none
 * of TensorFlow's own operations: a convolution fails in it.
 */
export function installNativeInJavaScript(): void {
  const folder = temporaryFolder();
  const target = path.join(folder, 'node_modules/@tensorflow/tfjs-node-gpu');
  mkdirSync(target, { recursive: true });
  const require = createRequire(import.meta.url);
  const [core, cpu] = ['tfjs-core', 'tfjs-backend-cpu'].map((name) =>
    JSON.stringify(require.resolve(`@tensorflow/${name}`)),
  );
  writeFileSync(
    path.join(target, 'index.js'),
    `const tf = require(${core});
     const { MathBackendCPU } = require(${cpu});
     tf.registerBackend('tensorflow', () => new MathBackendCPU());
     tf.copyRegisteredKernels('cpu', 'tensorflow');`,
  );
  process.env['ECTOPY_NATIVE_TENSORFLOW'] = folder;
}
