import { Worker } from 'node:worker_threads';
import type { BinaryParams } from '../../app/contract/channels.ts';
import { AppError, deserializeError } from '../../app/domain/app-error.ts';
import { entryFile } from '../process/entry-file.ts';
import type { FromSignalMessage, ToSignalMessage } from './signal-messages.ts';

interface PendingWindow {
  resolve(bytes: Uint8Array): void;
  reject(error: AppError): void;
}

/**
 * Reads the signal that is on screen in a thread of Electron's main process. A jump thus waits for
 * nothing that the core may be busy with (events of a day take it a tenth of a second), and large
 * windows cross one process border instead of two. A thread that died is started again when it is
 * next needed.
 */
export class SignalThread {
  readonly #libraryFolder: string;
  readonly #pending = new Map<number, PendingWindow>();
  #worker: Worker | null = null;
  #asked = 0;

  constructor(libraryFolder: string) {
    this.#libraryFolder = libraryFolder;
  }

  /** Starts the thread ahead of the first request. */
  start(): void {
    this.#worker ??= this.#started();
  }

  /** The bytes of a sample window (app/contract/samples.ts). Rejects with an AppError. */
  window(params: BinaryParams<'samples'>): Promise<Uint8Array> {
    this.#asked += 1;
    const id = this.#asked;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.start();
      this.#worker?.postMessage({ type: 'window', id, params } satisfies ToSignalMessage);
    });
  }

  /** Closes a recording's files, which are to be deleted. */
  close(recordingId: string): void {
    this.#worker?.postMessage({ type: 'close', recordingId } satisfies ToSignalMessage);
  }

  async stop(): Promise<void> {
    await this.#worker?.terminate();
  }

  #started(): Worker {
    const worker = new Worker(entryFile('signal.worker'), { workerData: this.#libraryFolder });
    worker.on('message', (message: FromSignalMessage) => {
      const pending = this.#pending.get(message.id);
      this.#pending.delete(message.id);
      if ('bytes' in message) pending?.resolve(message.bytes);
      else pending?.reject(deserializeError(message.error));
    });
    // 'exit' follows, and has to be told of nothing else.
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      this.#worker = null;
      for (const pending of this.#pending.values()) pending.reject(stopped());
      this.#pending.clear();
    });
    return worker;
  }
}

function stopped(): AppError {
  return new AppError('core-unavailable', 'The signal could not be read: its reader stopped.', {
    remedy: 'It is started again by the next request. Try again.',
  });
}
