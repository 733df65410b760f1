import type { AnalysisResults, AnalysisTask } from './analysis-tasks.ts';
import { runInWorker } from './run-in-worker.ts';
import type { WorkerListeners } from './run-in-worker.ts';

/**
 * Runs a task of the analysis thread.
 * @throws AppError as `runInWorker` does
 */
export async function runAnalysis<Task extends AnalysisTask>(
  task: Task,
  listeners: WorkerListeners,
): Promise<AnalysisResults[Task['kind']]> {
  return (await runInWorker('analysis.worker', task, listeners)) as AnalysisResults[Task['kind']];
}
