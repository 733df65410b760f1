import type {
  BeatExplanation,
  RecordingMap,
  RecordingWaveforms,
} from '../learning/interpretation/interpret-recording.ts';
import type { InterpretationTask } from './interpretation-tasks.ts';
import { runInWorker } from './run-in-worker.ts';
import type { WorkerListeners } from './run-in-worker.ts';

interface InterpretationResults {
  readonly explain: BeatExplanation;
  readonly map: RecordingMap;
  readonly waveforms: RecordingWaveforms;
}

/**
 * Runs a task of the interpretation thread.
 * @throws AppError as `runInWorker` does
 */
export async function runInterpretation<Task extends InterpretationTask>(
  task: Task,
  listeners: WorkerListeners,
): Promise<InterpretationResults[Task['kind']]> {
  const result = await runInWorker('interpretation.worker', task, listeners);
  return result as InterpretationResults[Task['kind']];
}
