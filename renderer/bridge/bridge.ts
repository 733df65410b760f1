import { AppError, deserializeError } from '../../app/domain/app-error.ts';
import type { Bridge, Reply } from '../../app/contract/bridge.ts';
import type {
  BinaryParams,
  BinaryRoute,
  ChannelName,
  ChannelParams,
  ChannelResult,
} from '../../app/contract/channels.ts';
import type { EventName, EventPayload } from '../../app/contract/events.ts';
import { parseSerializedError } from '../../app/contract/parse-error.ts';
import { SHELL_TEXT } from '../text/shell.ts';

/**
 * The renderer's only way to the rest of Ectopy. `window.ectopy` is put there by the preload, or by
 * a fake in component tests.
 */
declare global {
  interface Window {
    readonly ectopy: Bridge;
  }
}

/** Sends a request; resolves with its result or throws the AppError that came back. */
export async function call<Name extends ChannelName>(
  channel: Name,
  params: ChannelParams<Name>,
): Promise<ChannelResult<Name>> {
  const send = window.ectopy.request[channel] as (
    params: ChannelParams<Name>,
  ) => Promise<Reply<ChannelResult<Name>>>;
  const reply = await send(params);
  if (!reply.ok) throw deserializeError(reply.error);
  return reply.value;
}

/** Subscribes to an event; the returned function ends the subscription. */
export function on<Name extends EventName>(
  event: Name,
  listener: (payload: EventPayload<Name>) => void,
): () => void {
  return window.ectopy.on(event, listener);
}

/** Absolute path of a dropped file; "" when it has none (dragged out of a browser, say). */
export function pathOfFile(file: File): string {
  return window.ectopy.pathOfFile(file);
}

/**
 * Fetches bulk data as bytes. Throws the AppError of the core's reply, or a DOMException named
 * AbortError when `signal` fired.
 */
export async function fetchBinary<Route extends BinaryRoute>(
  route: Route,
  params: BinaryParams<Route>,
  signal?: AbortSignal,
): Promise<ArrayBuffer> {
  const query = new URLSearchParams(
    Object.entries(params)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, String(value)]),
  );
  const response = await fetch(
    `ectopy://data/${route}?${query.toString()}`,
    signal === undefined ? {} : { signal },
  );
  if (response.ok) return response.arrayBuffer();
  throw await errorOfResponse(response);
}

async function errorOfResponse(response: Response): Promise<AppError> {
  const body: unknown = await response.json().catch(() => null);
  const error = parseSerializedError(body);
  return error !== null
    ? deserializeError(error)
    : new AppError('core-unavailable', SHELL_TEXT.coreSilent(response.status), {
        remedy: SHELL_TEXT.coreSilentRemedy,
      });
}
