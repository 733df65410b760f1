import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { distIsCurrent, sourceStamp } from '../../../../main/launch/build.mjs';
import {
  holdsEverything,
  packagesAreCurrent,
} from '../../../../main/launch/installed-packages.mjs';
import { withSetUpLock } from '../../../../main/launch/set-up-lock.mjs';

let root: string;

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'ectopy-set-up-'));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

describe('installed packages', () => {
  const a = { version: '1.0.0', integrity: 'sha512-a' };

  test('are current when they are those of the lock file, root entry aside', () => {
    const wanted = { packages: { '': { version: '0.1.0' }, 'node_modules/a': a } };
    expect(holdsEverything(wanted, { packages: { 'node_modules/a': a } })).toBe(true);
  });

  test.each([
    ['missing', {}],
    ['of another version', { 'node_modules/a': { ...a, version: '1.0.1' } }],
    ['of another content', { 'node_modules/a': { ...a, integrity: 'sha512-b' } }],
  ])('are not when one is %s', (_what, packages) => {
    expect(holdsEverything({ packages: { 'node_modules/a': a } }, { packages })).toBe(false);
  });

  test('may lack an optional one, whose download failed or whose platform is another', () => {
    const wanted = { packages: { 'node_modules/gpu': { ...a, optional: true } } };
    expect(holdsEverything(wanted, { packages: {} })).toBe(true);
  });

  test('are not current in a bare clone', () => {
    writeFileSync(path.join(root, 'package-lock.json'), '{"packages":{}}');
    expect(packagesAreCurrent(root)).toBe(false);
  });
});

describe('the build', () => {
  beforeEach(() => {
    for (const folder of ['app', 'main/launch', 'renderer', 'test/config', 'dist']) {
      mkdirSync(path.join(root, folder), { recursive: true });
    }
    writeFileSync(path.join(root, 'app/a.ts'), 'one');
    writeFileSync(path.join(root, 'main/launch/start.mjs'), 'one');
    writeFileSync(path.join(root, 'test/config/electron.vite.config.ts'), '');
    writeFileSync(path.join(root, 'package-lock.json'), '{}');
    writeFileSync(path.join(root, 'dist/build-stamp'), sourceStamp(root));
  });

  test('is current until a source changes', () => {
    expect(distIsCurrent(root)).toBe(true);
    writeFileSync(path.join(root, 'app/a.ts'), 'other');
    expect(distIsCurrent(root)).toBe(false);
  });

  test('notices a file written anew with the same length', () => {
    utimesSync(path.join(root, 'app/a.ts'), 1, 1);
    expect(distIsCurrent(root)).toBe(false);
  });

  test('notices a new file', () => {
    writeFileSync(path.join(root, 'renderer/new.ts'), '');
    expect(distIsCurrent(root)).toBe(false);
  });

  test('does not mind the launch scripts, which run from source', () => {
    writeFileSync(path.join(root, 'main/launch/start.mjs'), 'other');
    expect(distIsCurrent(root)).toBe(true);
  });
});

describe('the set-up lock', () => {
  test('lets one at a time work', async () => {
    const file = path.join(root, 'lock');
    let working = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      working += 1;
      most = Math.max(most, working);
      await Promise.resolve();
      working -= 1;
    };
    await Promise.all([withSetUpLock(work, file), withSetUpLock(work, file)]);
    expect(most).toBe(1);
  });

  test('is taken over from a process that is gone', async () => {
    const file = path.join(root, 'lock');
    writeFileSync(file, '2147483646');
    await expect(withSetUpLock(() => Promise.resolve('done'), file)).resolves.toBe('done');
  });
});
