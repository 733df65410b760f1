import { workerData } from 'node:worker_threads';
import { AppError } from '../../app/domain/app-error.ts';
import type { ProtocolResult } from '../../app/contract/protocol-result.ts';
import type { ProtocolTask } from './protocol-task.ts';
import { serveTask } from './serve-task.ts';
import type { TaskContext } from './serve-task.ts';

/** Entry of the thread that runs protocols. */

await serveTask(async (context) => ({ result: await run(workerData as ProtocolTask, context) }));

function run({ protocol }: ProtocolTask, { signal }: TaskContext): Promise<ProtocolResult> {
  signal.throwIfAborted();
  throw new AppError('unsupported-format', `The protocol ${protocol} cannot be run yet.`);
}
