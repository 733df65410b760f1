import { workerData } from 'node:worker_threads';
import { trendBeats } from '../../app/trends/trend-beats.ts';
import { summariseTrends } from '../../app/trends/trend-summary.ts';
import { serveTask } from './serve-task.ts';
import type { TrendsTask } from './trends-task.ts';

/** Entry of the thread that computes the trends of a recording: a tenth of a second for a day. */

await serveTask(() => {
  const { beats, startTime, events } = workerData as TrendsTask;
  return Promise.resolve({ result: summariseTrends(trendBeats(beats), startTime, events) });
});
