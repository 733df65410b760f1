import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { repositoryRoot } from './paths.mjs';

const POLL_MS = 300;

/**
 * Lets one process at a time install or build in this clone; the others wait. A lock whose owner
 * is gone is taken over.
 * @template T
 * @param {() => Promise<T>} work
 * @param {string} [file]
 * @returns {Promise<T>}
 */
export async function withSetUpLock(work, file = lockFile(repositoryRoot)) {
  while (!take(file)) {
    if (ownerIsGone(file)) rmSync(file, { force: true });
    else await sleep(POLL_MS);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/**
 * Outside the clone, because `npm ci` removes node_modules and a build empties dist.
 * @param {string} root
 */
function lockFile(root) {
  const id = createHash('sha256').update(root).digest('hex').slice(0, 16);
  return path.join(os.tmpdir(), `ectopy-set-up-${id}.lock`);
}

/** @param {string} file */
function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
}

/** @param {string} file */
function ownerIsGone(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    // Empty between creation and writing: not gone.
    if (pid === 0) return false;
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'ESRCH';
  }
}
