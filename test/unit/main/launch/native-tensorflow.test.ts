import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';
import { node24, repositoryRoot } from '../../../../main/launch/paths.mjs';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const script = path.join(repositoryRoot, 'main/launch/native-tensorflow.mjs');

test('compiling against a TensorFlow says what the folder lacks, and writes nothing', () => {
  const folder = temporaryFolder();
  const { status, stderr } = spawnSync(node24, [script, '--tensorflow', folder], {
    encoding: 'utf8',
    env: { ...process.env, ECTOPY_NATIVE_TENSORFLOW: path.join(folder, 'not-there') },
  });
  expect(status).toBe(1);
  expect(stderr).toContain(`${folder} lacks libtensorflow_cc.so.2`);
  expect(stderr).toContain('tensorflow[and-cuda]');
});
