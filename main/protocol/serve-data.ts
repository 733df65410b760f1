import * as v from 'valibot';
import {
  BINARY_ROUTES,
  type BinaryParams,
  type BinaryRoute,
  type CoreBinaryRoute,
} from '../../app/contract/channels.ts';
import { AppError, serializeError } from '../../app/domain/app-error.ts';
import { APP_ORIGIN } from './scheme.ts';

/** Where bytes come from; parameters have passed their schema. */
export interface DataSources {
  readonly samples: (params: BinaryParams<'samples'>) => Promise<Uint8Array>;
  readonly core: <Route extends CoreBinaryRoute>(
    route: Route,
    params: BinaryParams<Route>,
  ) => Promise<Uint8Array>;
}

const HEADERS = { 'access-control-allow-origin': APP_ORIGIN, 'cache-control': 'no-store' };

function isBinaryRoute(name: string): name is BinaryRoute {
  return Object.hasOwn(BINARY_ROUTES, name);
}

/** Parameters that are text, whatever they look like. */
const TEXTS: readonly string[] = ['recordingId', 'annotator', 'beatIds'];

/** Query values are strings; those that are not text are numbers, and the schema decides the rest. */
function queryParams(url: URL): Record<string, unknown> {
  const params: Record<string, unknown> = {};
  for (const [key, value] of url.searchParams) {
    const isNumber = !TEXTS.includes(key) && value.trim() !== '';
    params[key] = isNumber ? Number(value) : value;
  }
  return params;
}

function parsed<Route extends BinaryRoute>(route: Route, url: URL): BinaryParams<Route> {
  const result = v.safeParse(BINARY_ROUTES[route], queryParams(url));
  if (result.success) return result.output;
  throw new AppError('bad-request', `The request for ${route} is malformed.`);
}

/** Answers `ectopy://data/<route>?…` with bytes, or with a serialised error and status 4xx/5xx. */
export async function serveData(sources: DataSources, url: URL): Promise<Response> {
  try {
    const route = url.pathname.slice(1);
    if (!isBinaryRoute(route)) {
      throw new AppError('bad-request', `There is no data route ${route}.`);
    }
    const bytes =
      route === 'samples'
        ? await sources.samples(parsed(route, url))
        : await sources.core(route, parsed(route, url));
    return new Response(new Uint8Array(bytes), {
      headers: { ...HEADERS, 'content-type': 'application/octet-stream' },
    });
  } catch (error) {
    const serialized = serializeError(error);
    return new Response(JSON.stringify(serialized), {
      status: serialized.code === 'bad-request' ? 400 : serialized.code === 'not-found' ? 404 : 500,
      headers: { ...HEADERS, 'content-type': 'application/json' },
    });
  }
}
