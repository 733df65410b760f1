import { workerData } from 'node:worker_threads';
import { runProtocol } from '../learning/protocols/run-protocol.ts';
import type { ProtocolTask } from './protocol-task.ts';
import { serveTask } from './serve-task.ts';

/** Entry of the thread that runs protocols. */

await serveTask(async ({ signal, tell }) => {
  let stage = 'reading';
  let fraction = 0;
  const tellProgress = (): void => {
    tell({ type: 'progress', stage, fraction });
  };
  const result = await runProtocol(workerData as ProtocolTask, {
    signal,
    onStage: (name) => {
      stage = name;
      tellProgress();
    },
    onProgress: (done) => {
      fraction = done;
      tellProgress();
    },
    onEpoch: (contender, part, seed, epoch) => {
      tell({ type: 'protocol-epoch', epoch: { contender, part, seed, epoch } });
    },
  });
  return { result };
});
