import type { Reply } from '../../app/contract/bridge.ts';
import type { CoreBinaryRoute, CoreChannelName } from '../../app/contract/channels.ts';
import type { EventName, EventPayload } from '../../app/contract/events.ts';
import type { SerializedError } from '../../app/domain/app-error.ts';

/**
 * What Electron main and the core process say to each other. The messages are structured clones,
 * the same whether the core is a utility process (`parentPort`) or a Node child
 * (`fork` with `serialization: 'advanced'`).
 *
 * Order: main starts the core with `CoreStart` as JSON in its first argument, or sends `start`.
 * The core answers `ready`, or `failed` and then exits with code 1. Requests are numbered by main,
 * run concurrently and are answered in any order. After `shutdown` the core answers nothing more,
 * ends its jobs, closes the database and exits with code 0.
 */
export interface CoreStart {
  /** Folder of the library: database, recordings, trained models. Made when missing. */
  readonly libraryFolder: string;
  /** The shipped `resources` folder. */
  readonly resourcesFolder: string;
}

export type ToCoreMessage =
  | { readonly type: 'start'; readonly start: CoreStart }
  | {
      readonly type: 'request';
      readonly id: number;
      readonly channel: CoreChannelName;
      readonly params: unknown;
    }
  | {
      readonly type: 'binary';
      readonly id: number;
      readonly route: CoreBinaryRoute;
      readonly params: unknown;
    }
  | { readonly type: 'shutdown' };

/** An event with its payload, as a union over all events. */
export type CoreEvent = {
  [Name in EventName]: { readonly name: Name; readonly payload: EventPayload<Name> };
}[EventName];

export type LogLevel = 'info' | 'warning' | 'error';

export type FromCoreMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'failed'; readonly error: SerializedError }
  /** `value` is a Uint8Array for a binary request. */
  | { readonly type: 'reply'; readonly id: number; readonly reply: Reply<unknown> }
  | ({ readonly type: 'event' } & CoreEvent)
  /** Never holds patient data: no record names, header comments or file names. */
  | { readonly type: 'log'; readonly level: LogLevel; readonly message: string };
