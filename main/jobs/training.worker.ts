import { workerData } from 'node:worker_threads';
import { openRecordingFolder } from '../imports/recording-folder.ts';
import { fineTune, READY } from '../learning/fine-tune.ts';
import { serveTask } from './serve-task.ts';
import type { TrainingRecording, TrainingResult, TrainingTask } from './training-task.ts';

/** Entry of the thread that trains. */

await serveTask(async ({ signal, tell }) => {
  const { recordings, locked, ...options } = workerData as TrainingTask;
  const open = ({ folder, ...recording }: TrainingRecording) => ({
    ...recording,
    reader: openRecordingFolder(folder),
  });
  const opened = { recordings: recordings.map(open), locked: locked.map(open) };
  try {
    const { holdout, before, after, tables, warnings } = await fineTune({
      ...options,
      ...opened,
      signal,
      onEpoch: (epoch) => {
        tell({ type: 'epoch', epoch });
      },
      onProgress: (fraction) => {
        tell({ type: 'progress', stage: fraction < READY ? 'preparing' : 'training', fraction });
      },
    });
    const result: TrainingResult = { holdout, before, after, tables, warnings };
    return { result };
  } finally {
    for (const { reader } of [...opened.recordings, ...opened.locked]) reader.close();
  }
});
