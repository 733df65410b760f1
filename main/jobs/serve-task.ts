import os from 'node:os';
import { parentPort } from 'node:worker_threads';
import type { Transferable } from 'node:worker_threads';
import { serializeError } from '../../app/domain/app-error.ts';
import { asFileError, systemCodeOf } from '../imports/file-errors.ts';
import { CANCEL_MESSAGE } from './worker-messages.ts';
import type { FromWorkerMessage } from './worker-messages.ts';

export interface TaskContext {
  readonly signal: AbortSignal;
  readonly tell: (message: Exclude<FromWorkerMessage, { type: 'result' | 'error' }>) => void;
}

/** A task's outcome, with the buffers that are handed over instead of copied. */
export interface TaskResult {
  readonly result: unknown;
  readonly transfer?: readonly ArrayBuffer[];
}

/** Of tasks, so that the window and the core go first where cores are few. */
const NICENESS = 5;

/** The worker's side of `runInWorker`: does the one task that this thread was started for. */
export async function serveTask(
  work: (context: TaskContext) => Promise<TaskResult>,
): Promise<void> {
  const port = parentPort;
  if (port === null) throw new Error('This file is the entry of a worker thread.');
  // On Linux alone a thread has a priority of its own; elsewhere this would slow the whole core.
  if (process.platform === 'linux') os.setPriority(NICENESS);
  const abort = new AbortController();
  port.on('message', (message) => {
    if (message === CANCEL_MESSAGE) abort.abort();
  });
  const post = (message: FromWorkerMessage, transfer: readonly Transferable[] = []): void => {
    port.postMessage(message, transfer);
  };
  try {
    const { result, transfer } = await work({
      signal: abort.signal,
      tell: post,
    });
    post({ type: 'result', result }, transfer);
  } catch (error) {
    post({ type: 'error', error: serializeError(inReadersWords(error)) });
  } finally {
    port.close();
  }
}

function inReadersWords(error: unknown): unknown {
  if (systemCodeOf(error) === '') return error;
  const { path } = error as NodeJS.ErrnoException;
  return asFileError(error, path ?? 'A file of the library', 'read or written');
}
