import type { Job } from '../../../app/contract/schemas.ts';

/** The list with `job` put in the place of its former state, or at the end when it is new. */
export function withJob(jobs: readonly Job[], job: Job): readonly Job[] {
  const index = jobs.findIndex(({ id }) => id === job.id);
  return index === -1 ? [...jobs, job] : jobs.with(index, job);
}

const STATE_ORDER: Record<Job['state'], number> = { running: 0, failed: 1, done: 2, cancelled: 3 };

/** Running jobs first, then what needs a look, then what is over; latest first within each. */
export function trayOrder(jobs: readonly Job[]): readonly Job[] {
  return jobs
    .map((job, index) => ({ job, index }))
    .sort((a, b) => STATE_ORDER[a.job.state] - STATE_ORDER[b.job.state] || b.index - a.index)
    .map(({ job }) => job);
}

/** Mean progress of the running jobs, 0..1, for the one ring in the header; null when idle. */
export function overallProgress(jobs: readonly Job[]): number | null {
  const running = jobs.filter(({ state }) => state === 'running');
  if (running.length === 0) return null;
  return running.reduce((sum, { progress }) => sum + progress, 0) / running.length;
}
