import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { CONTENT_SECURITY_POLICY } from '../security/content-security-policy.ts';

const MIME_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

/**
 * The file that a URL path names inside the bundle, or null when it would leave the folder or has
 * a type that the window never needs. Decodes first, so that `%2e%2e` cannot climb out.
 */
export function resolveBundleFile(bundleFolder: string, urlPath: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(urlPath);
  } catch {
    return null;
  }
  if (decoded.includes('\0')) return null;
  const file = path.resolve(bundleFolder, `.${decoded === '/' ? '/index.html' : decoded}`);
  const relative = path.relative(bundleFolder, file);
  if (relative.startsWith('..') || path.isAbsolute(relative)) return null;
  return path.extname(file) in MIME_TYPES ? file : null;
}

/** Answers one request for the renderer bundle; 404 for whatever is not a bundled file. */
export async function serveBundle(bundleFolder: string, url: URL): Promise<Response> {
  const file = resolveBundleFile(bundleFolder, url.pathname);
  if (file === null) return new Response('Not found', { status: 404 });
  try {
    const body = new Uint8Array(await readFile(file));
    return new Response(body, {
      headers: {
        'content-type': MIME_TYPES[path.extname(file)] ?? 'application/octet-stream',
        'content-security-policy': CONTENT_SECURITY_POLICY,
        'x-content-type-options': 'nosniff',
        'cross-origin-opener-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
      },
    });
  } catch {
    return new Response('Not found', { status: 404 });
  }
}
