import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { resolveBundleFile, serveBundle } from '../../../../main/protocol/serve-bundle.ts';

// The policy names the scheme, which is registered with Electron; nothing of it runs here.
vi.mock('electron', () => ({ protocol: {} }));

let root: string;
let bundle: string;

beforeAll(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'ectopy-bundle-'));
  bundle = path.join(root, 'bundle');
  mkdirSync(path.join(bundle, 'assets'), { recursive: true });
  writeFileSync(path.join(bundle, 'index.html'), '<!doctype html>');
  writeFileSync(path.join(bundle, 'assets/index.js'), 'export {};');
  writeFileSync(path.join(root, 'secret.json'), '{}');
});

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

function get(address: string): Promise<Response> {
  return serveBundle(bundle, new URL(address, 'ectopy://app/'));
}

describe('the file that an address names', () => {
  test('is inside the bundle', () => {
    expect(resolveBundleFile(bundle, '/')).toBe(path.join(bundle, 'index.html'));
    expect(resolveBundleFile(bundle, '/assets/index.js')).toBe(
      path.join(bundle, 'assets/index.js'),
    );
  });

  test.each([
    '/../secret.json',
    '/%2e%2e/secret.json',
    '/assets/%2e%2e%2f%2e%2e%2fsecret.json',
    '/index.html%00.js',
    '/%E0%A4%A',
    '/assets',
    '/native.node',
  ])('is none for %s', (address) => {
    expect(resolveBundleFile(bundle, address)).toBeNull();
  });

  test('never leaves the bundle, whatever is asked for', () => {
    const part = fc.constantFrom('..', '%2e%2e', '.', '/', '%2f', '%5c', 'assets', 'a.js', '%00');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const file = resolveBundleFile(bundle, `/${parts.join('')}`);
        expect(file === null || file.startsWith(bundle + path.sep)).toBe(true);
      }),
    );
  });
});

describe('the answer', () => {
  test('carries its type, the policy and no other file', async () => {
    const reply = await get('/assets/index.js');
    expect(reply.status).toBe(200);
    expect(reply.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(reply.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('is 404 for what is not there or not to be had', async () => {
    expect((await get('/missing.js')).status).toBe(404);
    expect((await get('/%2e%2e%2fsecret.json')).status).toBe(404);
  });
});
