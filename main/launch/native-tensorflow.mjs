import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { LaunchError } from './launch-error.mjs';
import { npmCommand } from './npm-command.mjs';
import { node24, repositoryRoot } from './paths.mjs';
import { runCommand } from './run-command.mjs';
import { launch } from './set-up.mjs';

/**
 * `npm run native-tensorflow -- --tensorflow FOLDER`: compiles the addon of @tensorflow/tfjs-node-gpu
 * against a TensorFlow of the user's own, newer than the 2.9.1 (CUDA 11.2) that it downloads, and puts
 * it where the engine looks for it (main/learning/native-tensorflow.ts). Linux.
 */
const TFJS_NODE = '@tensorflow/tfjs-node-gpu@4.22.0';
const NODE_API_HEADERS = 'node-api-headers@1.9.0';
const LIBRARIES = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];
const SOURCES = ['tfjs_backend.cc', 'tfjs_binding.cc'];

await launch(buildNativeTensorFlow);

async function buildNativeTensorFlow() {
  const tensorflow = tensorFlowFolder();
  const folder = targetFolder();
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'package.json'), '{ "private": true }\n');
  const install = ['install', '--ignore-scripts', '--no-audit', '--no-fund'];
  const npm = npmCommand([...install, TFJS_NODE, NODE_API_HEADERS]);
  await run('The packages could not be installed.', npm.command, npm.args, {
    cwd: folder,
    shell: npm.shell,
  });
  const installed = path.join(folder, 'node_modules');
  const addon = path.join(installed, '@tensorflow/tfjs-node-gpu');
  const output = path.join(addon, 'lib/napi-v8/tfjs_binding.node');
  await mkdir(path.dirname(output), { recursive: true });
  await run('The addon could not be compiled.', process.env['CXX'] ?? 'g++', [
    ...['-std=c++17', '-O2', '-fPIC', '-shared', '-o', output],
    ...['-DNAPI_VERSION=8', '-DNODE_GYP_MODULE_NAME=tfjs_binding', '-DBUILDING_NODE_EXTENSION'],
    `-I${path.join(installed, 'node-api-headers/include')}`,
    ...[`-I${path.join(tensorflow, 'include')}`, `-I${addon}`],
    ...SOURCES.map((name) => path.join(addon, 'binding', name)),
    ...LIBRARIES.map((name) => path.join(tensorflow, name)),
    `-Wl,-rpath,${tensorflow}`,
  ]);
  const loader = pathToFileURL(path.join(repositoryRoot, 'main/learning/native-tensorflow.ts'));
  const probe = `import('${loader.href}').then((module) => module.requireNativeTensorFlow())`;
  await run('The addon was compiled, but does not load.', node24, ['-e', probe], {
    env: { ...process.env, ECTOPY_NATIVE_TENSORFLOW: folder },
  });
  process.stdout.write(`Ectopy finds native TensorFlow in ${folder} from now on.\n`);
}

/** The folder with the libraries and the headers. */
function tensorFlowFolder() {
  const { values } = parseArgs({ options: { tensorflow: { type: 'string' } } });
  const folder = path.resolve(values.tensorflow ?? '');
  const missing = [...LIBRARIES, 'include/tensorflow/c/c_api.h'].filter(
    (name) => !existsSync(path.join(folder, name)),
  );
  if (values.tensorflow !== undefined && missing.length === 0) return folder;
  throw new LaunchError(
    values.tensorflow === undefined
      ? 'No folder with TensorFlow was named.'
      : `${folder} lacks ${missing.join(', ')}.`,
    'Name one with --tensorflow: the folder "tensorflow" of Python’s package tensorflow-cpu or ' +
      'tensorflow[and-cuda], say (see main/learning/README.md).',
  );
}

/** As in main/learning/native-tensorflow.ts. */
function targetFolder() {
  const chosen = process.env['ECTOPY_NATIVE_TENSORFLOW'];
  if (chosen) return chosen;
  const cache = process.env['XDG_CACHE_HOME'] || path.join(os.homedir(), '.cache');
  return path.join(cache, 'ectopy', 'native-tensorflow');
}

/**
 * @param {string} failure
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, shell?: boolean, env?: NodeJS.ProcessEnv }} [options]
 */
async function run(failure, command, args, options) {
  const { code } = await runCommand(command, args, options);
  if (code !== 0) throw new LaunchError(failure, `What failed: ${command} ${args.join(' ')}`);
}
