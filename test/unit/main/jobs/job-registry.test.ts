import { expect, it, onTestFinished, vi } from 'vitest';
import type { Job } from '../../../../app/contract/schemas.ts';
import { AppError } from '../../../../app/domain/app-error.ts';
import { JobRegistry } from '../../../../main/jobs/job-registry.ts';
import type { JobControl, JobDescription } from '../../../../main/jobs/job-registry.ts';

/** A job that ends when the test says so, or when it is cancelled. */
class ControlledJob {
  control: JobControl | null = null;
  finish: () => void = () => undefined;
  fail: (error: Error) => void = () => undefined;

  readonly run = (control: JobControl): Promise<void> => {
    this.control = control;
    return new Promise((resolve, reject) => {
      this.finish = resolve;
      this.fail = reject;
      control.signal.addEventListener('abort', () => {
        reject(new AppError('cancelled', 'Cancelled.'));
      });
      if (control.signal.aborted) reject(new AppError('cancelled', 'Cancelled.'));
    });
  };
}

const ANALYSIS: JobDescription = {
  kind: 'import',
  title: 'Import 208',
  recordingId: 'rec-1',
  lane: 'analysis',
};

function newRegistry(): { registry: JobRegistry; changes: Job[]; state: (id: string) => unknown } {
  const changes: Job[] = [];
  const registry = new JobRegistry((job) => changes.push(job));
  const state = (id: string): unknown => registry.list().find((job) => job.id === id)?.state;
  return { registry, changes, state };
}

/** Lets everything run that only waits for settled promises. */
function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

it('runs the jobs of a lane one after the other, and lanes beside each other', async () => {
  const { registry } = newRegistry();
  const [first, second, training] = [new ControlledJob(), new ControlledJob(), new ControlledJob()];
  registry.start(ANALYSIS, first.run);
  registry.start(ANALYSIS, second.run);
  registry.start({ ...ANALYSIS, kind: 'train', lane: 'training' }, training.run);
  expect(first.control).not.toBeNull();
  expect(training.control).not.toBeNull();
  expect(second.control).toBeNull();
  first.finish();
  await settled();
  expect(second.control).not.toBeNull();
});

it('lets what a user waits for overtake what nobody waits for', async () => {
  const { registry } = newRegistry();
  const [running, background, asked] = [
    new ControlledJob(),
    new ControlledJob(),
    new ControlledJob(),
  ];
  registry.start(ANALYSIS, running.run);
  registry.start({ ...ANALYSIS, background: true }, background.run);
  registry.start(ANALYSIS, asked.run);
  running.finish();
  await settled();
  expect(asked.control).not.toBeNull();
  expect(background.control).toBeNull();
});

it('tells stages at once and progress now and then, with the time left once it can tell', () => {
  const { registry, changes } = newRegistry();
  const job = new ControlledJob();
  registry.start(ANALYSIS, job.run);
  for (let step = 1; step <= 100; step++) job.control?.report('reading', step / 1000);
  job.control?.report('classifying', 0.5);
  expect(changes.map(({ stage }) => stage)).toEqual(['waiting', 'reading', 'classifying']);
  expect(changes.at(-1)).toMatchObject({ progress: 0.5, secondsLeft: null });
});

it('tells the time left of a job from the pace of its long stage, not from getting ready', () => {
  vi.useFakeTimers();
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const { registry, changes } = newRegistry();
  const job = new ControlledJob();
  registry.start({ ...ANALYSIS, kind: 'train', lane: 'training', pacedBy: 'training' }, job.run);
  const report = (afterMs: number, stage: string, fraction: number): number | null | undefined => {
    vi.advanceTimersByTime(afterMs);
    job.control?.report(stage, fraction);
    return changes.at(-1)?.secondsLeft;
  };
  expect(report(6000, 'preparing', 0.05)).toBeNull();
  expect(report(100, 'training', 0.05)).toBeNull();
  // A first epoch of ten seconds does a twentieth: 18 more to go.
  expect(report(10_000, 'training', 0.1)).toBeCloseTo(180);
});

it('ends a failed job with what happened and what to do', async () => {
  const { registry } = newRegistry();
  const job = new ControlledJob();
  registry.start(ANALYSIS, job.run);
  job.fail(new AppError('disk-full', 'The disk is full.', { remedy: 'Free some space.' }));
  await settled();
  expect(registry.list()[0]).toMatchObject({
    state: 'failed',
    error: 'The disk is full. Free some space.',
  });
});

it('cancels running and waiting jobs, and goes on with the next', async () => {
  const { registry, state } = newRegistry();
  const jobs = [new ControlledJob(), new ControlledJob(), new ControlledJob()];
  const ids = jobs.map((job) => registry.start(ANALYSIS, job.run));
  registry.cancel(ids[1] ?? '');
  await settled();
  expect(state(ids[1] ?? '')).toBe('cancelled');
  registry.cancel(ids[0] ?? '');
  await settled();
  expect(state(ids[0] ?? '')).toBe('cancelled');
  expect(jobs[2]?.control?.signal.aborted).toBe(false);
  expect(() => {
    registry.cancel('unknown');
  }).toThrow(expect.objectContaining({ code: 'not-found' }));
});

it('ends everything at its own end, and starts nothing more', async () => {
  const { registry, state } = newRegistry();
  const jobs = [new ControlledJob(), new ControlledJob()];
  const ids = jobs.map((job) => registry.start(ANALYSIS, job.run));
  await registry.close();
  expect(ids.map(state)).toEqual(['cancelled', 'cancelled']);
  expect(registry.closing).toBe(true);
});

it('forgets the oldest ended jobs, never one that runs', async () => {
  const { registry, state } = newRegistry();
  const running = new ControlledJob();
  const id = registry.start({ ...ANALYSIS, lane: 'training' }, running.run);
  for (let count = 0; count < 80; count++) {
    registry.start(ANALYSIS, () => Promise.resolve());
    await settled();
  }
  expect(registry.list().length).toBeLessThanOrEqual(50);
  expect(state(id)).toBe('running');
});
