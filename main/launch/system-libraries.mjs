import { execFileSync } from 'node:child_process';
import { accessSync, constants, readdirSync } from 'node:fs';
import path from 'node:path';
import { LaunchError } from './launch-error.mjs';
import { runCommand } from './run-command.mjs';

/**
 * What Electron needs on a bare Debian or Ubuntu. Newer releases add `t64` to some of the names.
 */
const DEBIAN_PACKAGES = [
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  'libatk-bridge2.0-0',
  'libdrm2',
];
const DEBIAN_PACKAGES_WITHOUT_DISPLAY = ['xvfb', 'xauth', 'fonts-dejavu-core'];

/**
 * Makes sure that Electron can be loaded, and, where there is no display, that a virtual one can
 * be started. As root with apt-get it installs what is missing; otherwise it says how and stops.
 * @param {{ executable: string, virtualDisplay: boolean, log: (line: string) => void }} options
 */
export async function ensureSystemLibraries({ executable, virtualDisplay, log }) {
  if (process.platform !== 'linux') return;
  const missing = findMissing(executable, virtualDisplay);
  if (missing.length === 0) return;

  if (findProgram('apt-get') === null) {
    throw new LaunchError(
      `Electron needs system libraries that are missing: ${missing.join(', ')}.`,
      otherSystemRemedy(missing),
    );
  }
  const names = [...DEBIAN_PACKAGES, ...(virtualDisplay ? DEBIAN_PACKAGES_WITHOUT_DISPLAY : [])];
  if (process.getuid?.() !== 0) {
    const install = aptInstall(chooseDebianNames(names, isKnownToApt)).join(' ');
    throw new LaunchError(
      `Electron needs system libraries that are missing: ${missing.join(', ')}.`,
      `Install them with:\n  sudo apt-get update && sudo ${install}`,
    );
  }
  log(`Installing missing system libraries (${missing.join(', ')}) with apt-get`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await runCommand('apt-get', ['update', '-q'], { env, output: 'capture' });
  const [command = '', ...args] = aptInstall(chooseDebianNames(names, isKnownToApt));
  const { code, output } = await runCommand(command, args, { env, output: 'capture' });
  const still = findMissing(executable, virtualDisplay);
  if (code !== 0 || still.length > 0) {
    throw new LaunchError(
      `apt-get could not install everything; still missing: ${still.join(', ')}.\n${output.trim()}`,
      `Install by hand: ${[command, ...args].join(' ')}`,
    );
  }
}

/** @param {readonly string[]} packages */
function aptInstall(packages) {
  return ['apt-get', 'install', '-y', '-q', '--no-install-recommends', ...packages];
}

/**
 * @param {string} executable
 * @param {boolean} virtualDisplay
 * @returns {string[]} shared objects, programs and fonts
 */
function findMissing(executable, virtualDisplay) {
  const missing = missingLibraries(sharedObjects(executable));
  if (virtualDisplay && findProgram('Xvfb') === null) missing.push('Xvfb');
  if (virtualDisplay && !hasFonts()) missing.push('fonts');
  return missing;
}

/** @param {string} executable */
function sharedObjects(executable) {
  try {
    return execFileSync('ldd', [executable], {
      encoding: 'utf8',
      // Electron ships a few libraries beside itself.
      env: { ...process.env, LD_LIBRARY_PATH: path.dirname(executable) },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    // No ldd (musl, a minimal image): Electron itself will then say what it misses.
    return '';
  }
}

/**
 * The names that `ldd` could not find.
 * @param {string} listing
 * @returns {string[]}
 */
export function missingLibraries(listing) {
  return [...listing.matchAll(/^\s*(\S+) => not found$/gm)].map((match) => match[1] ?? '');
}

/**
 * Where a release has renamed a package for 64-bit time, its new name; the old one may be a
 * virtual package there, which apt-get refuses.
 * @param {readonly string[]} names
 * @param {(name: string) => boolean} isKnown
 */
export function chooseDebianNames(names, isKnown) {
  return names.map((name) => (isKnown(`${name}t64`) ? `${name}t64` : name));
}

/** @param {string} name */
function isKnownToApt(name) {
  try {
    const stdio = /** @type {const} */ (['ignore', 'ignore', 'ignore']);
    execFileSync('apt-cache', ['show', '--no-all-versions', name], { stdio: [...stdio] });
    return true;
  } catch {
    return false;
  }
}

/** @param {readonly string[]} missing */
function otherSystemRemedy(missing) {
  if (findProgram('dnf') === null) return 'Install the packages of your system that provide them.';
  const provided = missing.map((name) => {
    if (name === 'Xvfb') return 'xorg-x11-server-Xvfb';
    return name === 'fonts' ? 'dejavu-sans-fonts' : `'${name}()(64bit)'`;
  });
  return `Install them with:\n  sudo dnf install ${provided.join(' ')}`;
}

/**
 * @param {string} name
 * @returns {string | null}
 */
function findProgram(name) {
  for (const folder of (process.env['PATH'] ?? '').split(path.delimiter)) {
    const file = path.join(folder, name);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}

function hasFonts() {
  try {
    return readdirSync('/usr/share/fonts', { recursive: true }).some((name) =>
      /\.(ttf|otf|ttc|pfb)$/i.test(String(name)),
    );
  } catch {
    return false;
  }
}
