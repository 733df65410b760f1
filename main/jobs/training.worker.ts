import { workerData } from 'node:worker_threads';
import { openRecordingFolder } from '../imports/recording-folder.ts';
import { fineTune } from '../learning/fine-tune.ts';
import { serveTask } from './serve-task.ts';
import type { TrainingResult, TrainingTask } from './training-task.ts';

/** Entry of the thread that trains. */

await serveTask(async ({ signal, tell }) => {
  const { recordings, ...options } = workerData as TrainingTask;
  const opened = recordings.map(({ folder, ...recording }) => ({
    ...recording,
    reader: openRecordingFolder(folder),
  }));
  try {
    const { holdout, before, after } = await fineTune({
      ...options,
      recordings: opened,
      signal,
      onEpoch: (epoch) => {
        tell({ type: 'epoch', epoch });
      },
      onProgress: (fraction) => {
        tell({ type: 'progress', stage: 'training', fraction });
      },
    });
    const result: TrainingResult = { holdout, before, after };
    return { result };
  } finally {
    for (const { reader } of opened) reader.close();
  }
});
