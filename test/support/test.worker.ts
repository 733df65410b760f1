import { workerData } from 'node:worker_threads';
import { AppError } from '../../app/domain/app-error.ts';
import { serveTask } from '../../main/jobs/serve-task.ts';

/** A worker thread that does what a test of `runInWorker` asks of it. */
await serveTask(async ({ signal, tell }) => {
  switch (workerData as string) {
    case 'work':
      tell({ type: 'progress', stage: 'working', fraction: 0.5 });
      return { result: { samples: Uint32Array.of(1, 2, 3) } };
    case 'fail':
      throw new AppError('file-truncated', 'It is too short.', { file: '/208.dat' });
    case 'full disk':
      throw Object.assign(new Error('write'), { code: 'ENOSPC', path: '/library/lead-0.i16' });
    case 'exit':
      process.exit(3);
      break;
    case 'throw outside':
      setImmediate(() => {
        throw new Error('out of memory');
      });
      return new Promise(() => undefined);
    case 'wait for cancel':
      tell({ type: 'progress', stage: 'waiting', fraction: 0 });
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          reject(new AppError('cancelled', 'Stopped by itself.'));
        });
      });
    default:
      tell({ type: 'progress', stage: 'busy', fraction: 0 });
      for (;;);
  }
});
