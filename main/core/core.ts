import type { Reply } from '../../app/contract/bridge.ts';
import type {
  BinaryHandlers,
  BinaryRoute,
  ChannelResult,
  CoreChannelName,
  Handlers,
} from '../../app/contract/channels.ts';
import type { CoreEvent, CoreStart, LogLevel } from '../process/core-protocol.ts';
import { answerBinary, answerRequest } from './dispatch.ts';

export interface CoreOptions extends CoreStart {
  readonly emit: (event: CoreEvent) => void;
  readonly log?: (level: LogLevel, message: string) => void;
}

/** The whole of Ectopy behind its windows: used by the core process, the command line and tests. */
export interface Core {
  request<Name extends CoreChannelName>(
    channel: Name,
    params: unknown,
  ): Promise<Reply<ChannelResult<Name>>>;
  binary(route: BinaryRoute, params: unknown): Promise<Reply<Uint8Array>>;
  /** Ends all jobs (imports and training become `interrupted`), checkpoints and closes the library. */
  close(): Promise<void>;
}

/**
 * Opens a library.
 * @throws AppError library-locked, database-newer, database-damaged, disk-full.
 */
export function createCore(_options: CoreOptions): Core {
  const handlers = {
    'recordings:list': () => [],
  } as unknown as Handlers<CoreChannelName>;
  const binaryHandlers = {} as BinaryHandlers;
  return {
    request: (channel, params) => answerRequest(handlers, channel, params),
    binary: (route, params) => answerBinary(binaryHandlers, route, params),
    close: () => Promise.resolve(),
  };
}
