import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { resolveElectron, shortReason } from '../../../../main/launch/electron-runtime.mjs';
import { LaunchError } from '../../../../main/launch/launch-error.mjs';

const VERSION = '45.4.1';

let root: string;
let packageFolder: string;

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'ectopy-runtime-'));
  packageFolder = path.join(root, 'electron-package');
  mkdirSync(packageFolder);
  writeFileSync(path.join(packageFolder, 'package.json'), JSON.stringify({ version: VERSION }));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function makeRuntime(folder: string, version = VERSION): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'electron'), '');
  chmodSync(path.join(folder, 'electron'), 0o755);
  writeFileSync(path.join(folder, 'version'), version);
  return folder;
}

/** Sources in which every step but those given fails the test when it is taken. */
function sources(given: Parameters<typeof resolveElectron>[0]): typeof given {
  return {
    environment: {},
    platform: 'linux',
    arch: 'x64',
    packageFolder,
    download: () => Promise.reject(new Error('must not download')),
    registryRuntime: () => Promise.reject(new Error('must not ask the registry')),
    log: () => {},
    ...given,
  };
}

describe('which Electron is taken', () => {
  test('the override comes first, even when the official binary is there', async () => {
    makeRuntime(path.join(packageFolder, 'dist'));
    const override = makeRuntime(path.join(root, 'own'));
    const runtime = await resolveElectron(
      sources({ environment: { ELECTRON_OVERRIDE_DIST_PATH: override } }),
    );
    expect(runtime).toMatchObject({ kind: 'override', folder: override });
    expect(runtime.executable).toBe(path.join(override, 'electron'));
    expect(runtime.line).not.toContain('\n');
  });

  test('an override without an executable is an error, not a reason to look elsewhere', async () => {
    makeRuntime(path.join(packageFolder, 'dist'));
    const environment = { ELECTRON_OVERRIDE_DIST_PATH: path.join(root, 'nothing') };
    await expect(resolveElectron(sources({ environment }))).rejects.toThrow(LaunchError);
  });

  test('the official binary is taken as it lies, without a download', async () => {
    const folder = makeRuntime(path.join(packageFolder, 'dist'));
    const runtime = await resolveElectron(sources({}));
    expect(runtime).toMatchObject({ kind: 'official', folder, line: 'Electron: official 45.4.1' });
  });

  test('an official binary of another version is downloaded anew', async () => {
    const folder = makeRuntime(path.join(packageFolder, 'dist'), '44.0.0');
    const download = (): Promise<null> => {
      makeRuntime(folder);
      return Promise.resolve(null);
    };
    await expect(resolveElectron(sources({ download }))).resolves.toMatchObject({
      kind: 'official',
    });
  });

  test('where it cannot be downloaded, linux-x64 takes the registry runtime and says why', async () => {
    const folder = makeRuntime(path.join(root, 'cache'), '33.2.1');
    const runtime = await resolveElectron(
      sources({
        download: () => Promise.resolve('fetch failed'),
        registryRuntime: () => Promise.resolve(folder),
      }),
    );
    expect(runtime).toMatchObject({ kind: 'registry', folder });
    expect(runtime.line).toBe(
      'Electron: 33.2.1 from the package registry (official 45.4.1 not downloadable: fetch failed)',
    );
  });

  test.each([
    ['darwin', 'arm64'],
    ['win32', 'x64'],
    ['linux', 'arm64'],
  ] as const)(
    '%s-%s has no registry runtime: the error names the ways out',
    async (platform, arch) => {
      const download = (): Promise<string> => Promise.resolve('fetch failed');
      const failure = await resolveElectron(sources({ platform, arch, download })).catch(
        (error: unknown) => error,
      );
      expect(failure).toBeInstanceOf(LaunchError);
      expect((failure as LaunchError).remedy).toContain('ELECTRON_MIRROR');
    },
  );
});

test('the reason of a failed download is one line', () => {
  const trace = 'TypeError: fetch failed\n    at node:internal/deps/undici\n    at async main';
  expect(shortReason(trace)).toBe('fetch failed');
  expect(shortReason('HTTPError: Response code 404 (Not Found) for x\n at y')).toBe(
    'Response code 404 (Not Found) for x',
  );
  expect(shortReason('')).toBe('unknown');
});
