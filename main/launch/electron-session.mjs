import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { resolveElectron } from './electron-runtime.mjs';
import { LaunchError } from './launch-error.mjs';
import { ensureSystemLibraries } from './system-libraries.mjs';
import { hasDisplay, startVirtualDisplay } from './virtual-display.mjs';

/**
 * Everything that must be there before an Electron window can open.
 * @param {{ log: (line: string) => void }} options
 * @returns {Promise<{ executable: string, folder: string, virtualDisplay: { stop: () => void } | null }>}
 */
export async function prepareElectron({ log }) {
  const { executable, folder, line } = await resolveElectron({ log });
  log(line);
  const virtual = !hasDisplay();
  await ensureSystemLibraries({ executable, virtualDisplay: virtual, log });
  return { executable, folder, virtualDisplay: virtual ? await startVirtualDisplay() : null };
}

/**
 * The switches that a launch outside the tests needs: none, but for root, whom Chromium refuses to
 * sandbox.
 * @param {{ executable: string, log: (line: string) => void }} options
 * @returns {string[]}
 */
export function sandboxSwitches({ executable, log }) {
  if (process.platform !== 'linux') return [];
  if (process.getuid?.() === 0) {
    log('Running as root: Chromium runs without its sandbox (--no-sandbox)');
    return ['--no-sandbox'];
  }
  const helper = path.join(path.dirname(executable), 'chrome-sandbox');
  if (!userNamespacesAreRestricted() || isSetUserIdRoot(helper)) return [];
  throw new LaunchError(
    'This system lets ordinary programs create no user namespaces, so Chromium cannot build its sandbox.',
    `Give its helper the rights to:\n  sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`,
  );
}

function userNamespacesAreRestricted() {
  return (
    kernelSetting('kernel/apparmor_restrict_unprivileged_userns') === '1' ||
    kernelSetting('kernel/unprivileged_userns_clone') === '0'
  );
}

/** @param {string} name */
function kernelSetting(name) {
  const file = `/proc/sys/${name}`;
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : null;
}

/** @param {string} file */
function isSetUserIdRoot(file) {
  if (!existsSync(file)) return false;
  const { uid, mode } = statSync(file);
  return uid === 0 && (mode & 0o4000) !== 0;
}
