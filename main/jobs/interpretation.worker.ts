import { workerData } from 'node:worker_threads';
import { openRecordingFolder } from '../imports/recording-folder.ts';
import { explainBeat, mapRecording, recordingWaveforms } from '../learning/interpretation/interpret-recording.ts'; // prettier-ignore
import type { InterpretationTask } from './interpretation-tasks.ts';
import { serveTask } from './serve-task.ts';

/** Entry of the thread that finds out what a network looks at. */

await serveTask(async ({ signal, tell }) => {
  const task = workerData as InterpretationTask;
  const reader = openRecordingFolder(task.folder);
  const common = {
    reader,
    signal,
    onProgress: (stage: string, fraction: number) => {
      tell({ type: 'progress', stage, fraction });
    },
  };
  try {
    switch (task.kind) {
      case 'explain':
        return { result: await explainBeat({ ...task, ...common }) };
      case 'map':
        return { result: await mapRecording({ ...task, ...common }) };
      case 'waveforms':
        return { result: await recordingWaveforms({ ...task, ...common }) };
    }
  } finally {
    reader.close();
  }
});
