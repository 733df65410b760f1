import type { RhythmEvent } from '../../app/rhythm/rhythm-event.ts';
import type { TrendBeats } from '../../app/trends/trend-beats.ts';
import type { TrendSummary } from '../../app/trends/trend-summary.ts';
import { runInWorker } from './run-in-worker.ts';

/** The task of `trends.worker.ts`; its result is a `TrendSummary`. */
export interface TrendsTask {
  readonly beats: Omit<TrendBeats, 'gaps'>;
  readonly startTime: string | null;
  readonly events: readonly RhythmEvent[];
}

/** @throws AppError as `runInWorker` does */
export async function runTrends(task: TrendsTask): Promise<TrendSummary> {
  const signal = new AbortController().signal;
  const result = await runInWorker('trends.worker', task, { signal, onProgress: () => undefined });
  return result as TrendSummary;
}
