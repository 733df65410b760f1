import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { LaunchError } from './launch-error.mjs';
import { node24, repositoryRoot } from './paths.mjs';
import { runCommand } from './run-command.mjs';
import { withSetUpLock } from './set-up-lock.mjs';

const SOURCES = [
  'app',
  'main',
  'renderer',
  'test/config/electron.vite.config.ts',
  'package-lock.json',
];

/** Runs from source, so a change there needs no build. */
const NOT_BUILT = path.join('main', 'launch');

/**
 * Builds `dist` unless it is that of the present sources.
 * @param {{ log: (line: string) => void }} options
 */
export async function buildWhenNeeded({ log }) {
  if (distIsCurrent(repositoryRoot)) return;
  await withSetUpLock(async () => {
    if (distIsCurrent(repositoryRoot)) return;
    log('Building');
    const stamp = sourceStamp(repositoryRoot);
    const { code, output } = await buildEverything();
    if (code !== 0) throw new LaunchError(`The build failed.\n${output}`, 'Mend what it names.');
    writeFileSync(stampFile(repositoryRoot), stamp);
  });
}

function buildEverything() {
  const tool = path.join(repositoryRoot, 'node_modules/electron-vite/bin/electron-vite.js');
  const config = path.join('test', 'config', 'electron.vite.config.ts');
  return runCommand(node24, [tool, 'build', '--config', config], {
    cwd: repositoryRoot,
    output: 'capture',
  });
}

/** @param {string} root */
export function distIsCurrent(root) {
  const file = stampFile(root);
  return existsSync(file) && readFileSync(file, 'utf8') === sourceStamp(root);
}

/** @param {string} root */
function stampFile(root) {
  return path.join(root, 'dist', 'build-stamp');
}

/**
 * Changes whenever a source file appears, goes, grows, shrinks or is written.
 * @param {string} root
 */
export function sourceStamp(root) {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap((source) => filesUnder(root, source))) {
    const { size, mtimeMs } = statSync(path.join(root, file));
    hash.update(`${file}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/**
 * @param {string} root
 * @param {string} relative
 * @returns {string[]}
 */
function filesUnder(root, relative) {
  if (!statSync(path.join(root, relative)).isDirectory()) return [relative];
  if (path.normalize(relative) === NOT_BUILT) return [];
  return readdirSync(path.join(root, relative))
    .sort()
    .flatMap((name) => filesUnder(root, `${relative}/${name}`));
}
