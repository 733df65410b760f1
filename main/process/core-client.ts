import type { Reply } from '../../app/contract/bridge.ts';
import type {
  BinaryParams,
  CoreBinaryRoute,
  ChannelParams,
  ChannelResult,
  CoreChannelName,
} from '../../app/contract/channels.ts';
import type { EventName, EventPayload } from '../../app/contract/events.ts';
import { AppError, deserializeError, type SerializedError } from '../../app/domain/app-error.ts';
import { chooseCoreHost, startCoreProcess, type CoreHost, type CoreProcess } from './core-host.ts';
import type { FromCoreMessage, ToCoreMessage } from './core-protocol.ts';

export type CoreState = EventPayload<'core:state'>['state'];

export interface CoreClientOptions {
  readonly coreFile: string;
  readonly libraryFolder: string;
  readonly resourcesFolder: string;
  readonly emit: <Name extends EventName>(name: Name, payload: EventPayload<Name>) => void;
}

interface PendingReply {
  resolve(value: unknown): void;
  reject(error: AppError): void;
}

/** Restarts wait this long, in order; a core that dies more often within a minute stays down. */
const RESTART_DELAYS_MS = [100, 500, 2000, 5000];
const CRASH_WINDOW_MS = 60_000;
const SHUTDOWN_LIMIT_MS = 8000;

const CRASHED = new AppError('core-unavailable', 'The core stopped before it answered.', {
  remedy: 'It is being restarted; everything shown as saved is safe. Try again.',
});

/** What happened, to which file, what to do, in one paragraph. */
function inWords({ message, file, remedy }: SerializedError): string {
  const parts = [message, file === undefined ? undefined : `File: ${file}.`, remedy];
  return parts.filter((part) => part !== undefined).join(' ');
}

/**
 * Main's side of the core process: starts it, watches it, restarts it after a crash, stops it.
 * Requests made while it starts wait; those it took with it when it died are rejected, because
 * only the core knows whether an edit was durable before the crash.
 */
export class CoreClient {
  readonly host: CoreHost = chooseCoreHost();
  #state: CoreState = 'starting';
  #error: string | null = null;
  #process: CoreProcess | null = null;
  #nextId = 1;
  readonly #pending = new Map<number, PendingReply>();
  #waiting: ToCoreMessage[] = [];
  #crashes: number[] = [];
  #stopping: (() => void) | null = null;
  readonly #options: CoreClientOptions;

  constructor(options: CoreClientOptions) {
    this.#options = options;
  }

  get state(): CoreState {
    return this.#state;
  }

  /** Why the core will not run, in the reader's words; null while it does. */
  get error(): string | null {
    return this.#error;
  }

  get libraryFolder(): string {
    return this.#options.libraryFolder;
  }

  start(): void {
    this.#setState(this.#crashes.length === 0 ? 'starting' : 'restarting', null);
    const { coreFile, libraryFolder, resourcesFolder } = this.#options;
    try {
      this.#process = startCoreProcess(
        this.host,
        coreFile,
        [JSON.stringify({ libraryFolder, resourcesFolder })],
        {
          onMessage: (message) => {
            this.#receive(message as FromCoreMessage);
          },
          onExit: () => {
            this.#exited();
          },
        },
      );
    } catch (error) {
      this.#fail(error instanceof Error ? error.message : String(error));
    }
  }

  async request<Name extends CoreChannelName>(
    channel: Name,
    params: ChannelParams<Name>,
  ): Promise<ChannelResult<Name>> {
    const value = await this.#ask((id) => ({ type: 'request', id, channel, params }));
    return value as ChannelResult<Name>;
  }

  async binary<Route extends CoreBinaryRoute>(
    route: Route,
    params: BinaryParams<Route>,
  ): Promise<Uint8Array> {
    return (await this.#ask((id) => ({ type: 'binary', id, route, params }))) as Uint8Array;
  }

  /** Lets the core finish its transactions and close the store; kills it after a time limit. */
  stop(): Promise<void> {
    const core = this.#process;
    if (core === null) return Promise.resolve();
    return new Promise((resolve) => {
      const limit = setTimeout(() => {
        core.kill();
      }, SHUTDOWN_LIMIT_MS);
      this.#stopping = () => {
        clearTimeout(limit);
        resolve();
      };
      core.post({ type: 'shutdown' } satisfies ToCoreMessage);
    });
  }

  #ask(message: (id: number) => ToCoreMessage): Promise<unknown> {
    if (this.#state === 'failed' || this.#stopping !== null) {
      return Promise.reject(
        new AppError('core-unavailable', this.#error ?? 'Ectopy is closing.', {
          remedy: 'Close Ectopy, mend the cause and start it again.',
        }),
      );
    }
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      if (this.#state === 'running') this.#process?.post(message(id));
      else this.#waiting.push(message(id));
    });
  }

  #receive(message: FromCoreMessage): void {
    switch (message.type) {
      case 'ready': {
        this.#setState('running', null);
        const waiting = this.#waiting;
        this.#waiting = [];
        for (const request of waiting) this.#process?.post(request);
        break;
      }
      case 'reply':
        this.#settle(message.id, message.reply);
        break;
      case 'event':
        this.#options.emit(message.name, message.payload);
        break;
      case 'failed':
        this.#fail(inWords(message.error));
        break;
      case 'log':
        process.stderr.write(`core ${message.level}: ${message.message}\n`);
        break;
    }
  }

  #settle(id: number, reply: Reply<unknown>): void {
    const pending = this.#pending.get(id);
    if (pending === undefined) return;
    this.#pending.delete(id);
    if (reply.ok) pending.resolve(reply.value);
    else pending.reject(deserializeError(reply.error));
  }

  #exited(): void {
    this.#process = null;
    if (this.#stopping !== null) {
      this.#setState('stopped', null);
      this.#stopping();
      return;
    }
    if (this.#state === 'failed') return;
    const waitingIds = new Set(this.#waiting.map((message) => ('id' in message ? message.id : 0)));
    for (const [id, pending] of this.#pending) {
      if (waitingIds.has(id)) continue;
      this.#pending.delete(id);
      pending.reject(CRASHED);
    }
    const now = Date.now();
    this.#crashes = [...this.#crashes.filter((at) => now - at < CRASH_WINDOW_MS), now];
    const delayMs = RESTART_DELAYS_MS[this.#crashes.length - 1];
    if (delayMs === undefined) {
      this.#fail('The core stopped five times within a minute and was not started again.');
      return;
    }
    this.#setState('restarting', null);
    setTimeout(() => {
      if (this.#stopping === null) this.start();
    }, delayMs);
  }

  #fail(reason: string): void {
    this.#setState('failed', reason);
    for (const pending of this.#pending.values()) {
      pending.reject(new AppError('core-unavailable', reason));
    }
    this.#pending.clear();
    this.#waiting = [];
  }

  #setState(state: CoreState, error: string | null): void {
    this.#state = state;
    this.#error = error;
    this.#options.emit('core:state', { state, error });
  }
}
