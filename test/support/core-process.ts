import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Reply } from '../../app/contract/bridge.ts';
import type { ChannelParams, ChannelResult, CoreChannelName } from '../../app/contract/channels.ts';
import type {
  CoreEvent,
  CoreStart,
  FromCoreMessage,
  ToCoreMessage,
} from '../../main/process/core-protocol.ts';
import { entryFile } from '../../main/process/entry-file.ts';

/** The core as a process of its own, so that a test can kill it. */
export class CoreProcess {
  readonly messages: FromCoreMessage[] = [];
  readonly exited: Promise<number | null>;
  readonly #child: ChildProcess;
  readonly #listeners = new Set<() => void>();
  #nextId = 1;

  constructor(start: CoreStart) {
    this.#child = fork(entryFile('core'), [JSON.stringify(start)], {
      serialization: 'advanced',
      execArgv: [],
    });
    this.#child.on('message', (message) => {
      this.messages.push(message as FromCoreMessage);
      for (const listener of this.#listeners) listener();
    });
    this.exited = once(this.#child, 'exit').then(([code]) => code as number | null);
  }

  send(message: ToCoreMessage): void {
    this.#child.send(message);
  }

  /** Resolves with the first message that fits, one that came already included. */
  when<Message extends FromCoreMessage>(
    fits: (message: FromCoreMessage) => message is Message,
  ): Promise<Message> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const message = this.messages.find(fits);
        if (message === undefined) return;
        this.#listeners.delete(look);
        resolve(message);
      };
      this.#listeners.add(look);
      look();
      void this.exited.then((code) => {
        reject(new Error(`The core ended (${code}) before it said what was waited for`));
      });
    });
  }

  /** Resolves with the first event that fits; a job that fails before is why it would not come. */
  async event(fits: (event: CoreEvent) => boolean): Promise<void> {
    const event = await this.when(
      (message): message is Extract<FromCoreMessage, { type: 'event' }> =>
        message.type === 'event' && (fits(message) || failure(message) !== null),
    );
    const reason = failure(event);
    if (reason !== null) throw new Error(reason);
  }

  async ready(): Promise<void> {
    await this.when(
      (message): message is Extract<FromCoreMessage, { type: 'ready' }> => message.type === 'ready',
    );
  }

  async request<Name extends CoreChannelName>(
    channel: Name,
    params: ChannelParams<Name>,
  ): Promise<Reply<ChannelResult<Name>>> {
    const id = this.#nextId++;
    this.send({ type: 'request', id, channel, params });
    const { reply } = await this.when(
      (message): message is Extract<FromCoreMessage, { type: 'reply' }> =>
        message.type === 'reply' && message.id === id,
    );
    return reply as Reply<ChannelResult<Name>>;
  }

  /** As when Electron main has died. */
  disconnect(): void {
    this.#child.disconnect();
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.exited;
  }
}

function failure({ name, payload }: CoreEvent): string | null {
  return name === 'job:changed' && payload.state === 'failed' ? payload.error : null;
}
