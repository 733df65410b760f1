import { Worker } from 'node:worker_threads';
import type { ProtocolEpoch } from '../../app/contract/protocol-result.ts';
import type { TrainingEpoch } from '../../app/contract/training.ts';
import { AppError, deserializeError } from '../../app/domain/app-error.ts';
import { entryFile } from '../process/entry-file.ts';
import type { EntryName } from '../process/entry-file.ts';
import { CANCEL_MESSAGE } from './worker-messages.ts';
import type { FromWorkerMessage } from './worker-messages.ts';

export interface WorkerListeners {
  readonly signal: AbortSignal;
  readonly onProgress: (stage: string, fraction: number) => void;
  readonly onEpoch?: (epoch: TrainingEpoch) => void;
  readonly onProtocolEpoch?: (epoch: ProtocolEpoch) => void;
}

/** A cancelled worker gets this long to stop by itself before it is ended from outside. */
const CANCEL_GRACE_MS = 3000;

/**
 * Runs one task in a worker thread of its own. The thread ends with its task, so that nothing of
 * it (memory, native code, a crash) outlives the task.
 * @throws AppError cancelled; what the task threw; internal when the thread died.
 */
export function runInWorker(
  entry: EntryName,
  task: unknown,
  { signal, onProgress, onEpoch, onProtocolEpoch }: WorkerListeners,
): Promise<unknown> {
  if (signal.aborted) return Promise.reject(cancelled());
  const worker = new Worker(entryFile(entry), { workerData: task });
  let grace: NodeJS.Timeout | undefined;
  let cancel = (): void => undefined;

  return new Promise<unknown>((resolve, reject) => {
    cancel = () => {
      worker.postMessage(CANCEL_MESSAGE);
      grace = setTimeout(() => {
        reject(cancelled());
        void worker.terminate();
      }, CANCEL_GRACE_MS);
    };
    signal.addEventListener('abort', cancel, { once: true });
    worker.on('message', (message: FromWorkerMessage) => {
      switch (message.type) {
        case 'progress':
          onProgress(message.stage, message.fraction);
          break;
        case 'epoch':
          onEpoch?.(message.epoch);
          break;
        case 'protocol-epoch':
          onProtocolEpoch?.(message.epoch);
          break;
        case 'result':
          resolve(message.result);
          break;
        case 'error':
          reject(deserializeError(message.error));
          break;
      }
    });
    worker.on('error', (error) => {
      reject(died(error instanceof Error ? error.message : String(error)));
    });
    worker.on('exit', (code) => {
      reject(died(`exit code ${code}`));
    });
  }).finally(() => {
    clearTimeout(grace);
    signal.removeEventListener('abort', cancel);
  });
}

function cancelled(): AppError {
  return new AppError('cancelled', 'The job was cancelled.');
}

function died(reason: string): AppError {
  return new AppError('internal', `The job stopped unexpectedly (${reason}).`, {
    remedy: 'Nothing that was saved before is lost. Start it again.',
  });
}
