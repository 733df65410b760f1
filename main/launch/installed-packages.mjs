import { readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean, link?: boolean }} LockedPackage
 * @typedef {{ packages?: Record<string, LockedPackage> }} LockFile
 */

/**
 * Whether node_modules holds what package-lock.json asks for. npm's own record of what it
 * installed is the witness, so an `npm install` by hand counts too. Optional packages may be
 * missing: their platform or their download decides.
 * @param {string} root
 */
export function packagesAreCurrent(root) {
  try {
    const wanted = readLock(path.join(root, 'package-lock.json'));
    const installed = readLock(path.join(root, 'node_modules', '.package-lock.json'));
    return holdsEverything(wanted, installed);
  } catch {
    return false;
  }
}

/**
 * @param {LockFile} wanted
 * @param {LockFile} installed
 */
export function holdsEverything(wanted, installed) {
  const present = installed.packages ?? {};
  return Object.entries(wanted.packages ?? {}).every(([name, locked]) => {
    const found = present[name];
    if (name === '') return true;
    if (found === undefined) return locked.optional === true || locked.devOptional === true;
    return found.version === locked.version && found.integrity === locked.integrity;
  });
}

/**
 * @param {string} file
 * @returns {LockFile}
 */
function readLock(file) {
  /** @type {unknown} */
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  return /** @type {LockFile} */ (lock);
}
