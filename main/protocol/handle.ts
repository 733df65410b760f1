import { protocol } from 'electron';
import { APP_ORIGIN, DATA_ORIGIN, originOf, SCHEME } from './scheme.ts';
import { serveBundle } from './serve-bundle.ts';
import { serveData, type DataSources } from './serve-data.ts';

/** Installs the scheme's handler; call once after `app` is ready. */
export function handleScheme(bundleFolder: string, sources: DataSources): void {
  protocol.handle(SCHEME, (request) => {
    const url = new URL(request.url);
    const origin = originOf(request.url);
    if (request.method !== 'GET') return new Response('Method not allowed', { status: 405 });
    if (origin === APP_ORIGIN) return serveBundle(bundleFolder, url);
    if (origin === DATA_ORIGIN) return serveData(sources, url);
    return new Response('Not found', { status: 404 });
  });
}
