import { createBridge, type Bridge, type Reply } from '../../app/contract/bridge.ts';
import type { ChannelName, Handlers } from '../../app/contract/channels.ts';
import type { EventName, EventPayload } from '../../app/contract/events.ts';
import { AppError, serializeError } from '../../app/domain/app-error.ts';

export interface FakeBridge {
  readonly bridge: Bridge;
  /** Every request so far, in order. */
  readonly requests: { channel: ChannelName; params: unknown }[];
  /** Tells the renderer something, as main or the core would. */
  emit<Name extends EventName>(name: Name, payload: EventPayload<Name>): void;
}

/**
 * A bridge whose requests are answered by `handlers`, for tests of the renderer without Electron.
 * A channel without a handler answers with an error, so that a forgotten one is seen.
 */
export function createFakeBridge(handlers: Partial<Handlers<ChannelName>>): FakeBridge {
  const listeners = new Map<EventName, Set<(payload: unknown) => void>>();
  const requests: FakeBridge['requests'] = [];

  async function invoke(channel: ChannelName, params: unknown): Promise<Reply<unknown>> {
    requests.push({ channel, params });
    try {
      const handler = handlers[channel] as ((params: unknown) => unknown) | undefined;
      if (handler === undefined) throw new AppError('not-found', `No fake answers ${channel}.`);
      return { ok: true, value: await handler(params) };
    } catch (error) {
      return { ok: false, error: serializeError(error) };
    }
  }

  const bridge = createBridge({
    invoke,
    subscribe: (event, listener) => {
      const ofEvent = listeners.get(event) ?? new Set();
      listeners.set(event, ofEvent.add(listener));
      return () => ofEvent.delete(listener);
    },
    pathOfFile: (file) => `/recordings/${(file as { name: string }).name}`,
  });
  return {
    bridge,
    requests,
    emit: (name, payload) => {
      for (const listener of listeners.get(name) ?? []) listener(payload);
    },
  };
}
