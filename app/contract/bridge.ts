import type { ChannelName, ChannelParams, ChannelResult } from './channels.ts';
import { CHANNEL_NAMES } from './channels.ts';
import type { EventName, EventPayload } from './events.ts';
import type { SerializedError } from '../domain/app-error.ts';

/** What every request returns: errors are values, so nothing is lost crossing a process. */
export type Reply<T> = { ok: true; value: T } | { ok: false; error: SerializedError };

/** `window.ectopy`: one function per channel, derived from the contract, nothing written twice. */
export interface Bridge {
  readonly request: {
    readonly [Name in ChannelName]: (
      params: ChannelParams<Name>,
    ) => Promise<Reply<ChannelResult<Name>>>;
  };
  /** Subscribes to an event; the returned function ends the subscription. */
  on<Name extends EventName>(
    name: Name,
    listener: (payload: EventPayload<Name>) => void,
  ): () => void;
  /** Absolute path of a file that the user dropped on the window; "" when it has none. */
  pathOfFile(file: unknown): string;
}

export interface Transport {
  invoke(channel: ChannelName, params: unknown): Promise<unknown>;
  subscribe(event: EventName, listener: (payload: unknown) => void): () => void;
  pathOfFile(file: unknown): string;
}

/** Builds the bridge over a transport: ipcRenderer in the preload, a fake one in component tests. */
export function createBridge(transport: Transport): Bridge {
  const request = Object.fromEntries(
    CHANNEL_NAMES.map((name) => [name, (params: unknown) => transport.invoke(name, params)]),
  ) as unknown as Bridge['request'];
  return {
    request,
    on: (name, listener) => transport.subscribe(name, listener as (payload: unknown) => void),
    pathOfFile: (file) => transport.pathOfFile(file),
  };
}
