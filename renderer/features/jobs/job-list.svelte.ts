import { SvelteSet } from 'svelte/reactivity';
import type { Job } from '../../../app/contract/schemas.ts';
import type { AppError } from '../../../app/domain/app-error.ts';
import { call, on } from '../../bridge/bridge.ts';
import { asAppError } from '../../bridge/problem.ts';
import { overallProgress, trayOrder, withJob } from './job-order.ts';

/** The long work of the core as the window knows it: what runs, what failed, what is over. */
export class JobList {
  #jobs = $state.raw<readonly Job[]>([]);
  readonly #dismissed = new SvelteSet<string>();
  readonly #cancelling = new SvelteSet<string>();
  #finished: readonly ((job: Job) => void)[] = [];

  problem = $state.raw<AppError | null>(null);

  readonly shown = $derived(trayOrder(this.#jobs.filter(({ id }) => !this.#dismissed.has(id))));
  readonly running = $derived(this.#jobs.filter(({ state }) => state === 'running'));
  readonly failed = $derived(this.shown.filter(({ state }) => state === 'failed'));
  readonly progress = $derived(overallProgress(this.#jobs));

  /** Follows the core; returns how to stop. */
  connect(): () => void {
    const stops = [
      on('job:changed', (job) => {
        this.receive(job);
      }),
      // The jobs of a removed recording go with it.
      on('recording:changed', ({ recordingId }) => {
        if (this.#jobs.some((job) => job.recordingId === recordingId)) void this.load();
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }

  /**
   * Asks for all jobs: at the start and after a restart of the core. Those that ran in the core that
   * is gone have ended, which nobody else tells.
   */
  async load(): Promise<void> {
    try {
      const jobs = await call('jobs:list', {});
      const lost = this.running.filter(({ id }) => jobs.every((job) => job.id !== id));
      this.#jobs = jobs;
      this.problem = null;
      for (const job of lost) this.#tellFinished({ ...job, state: 'failed' });
    } catch (error) {
      this.problem = asAppError(error);
    }
  }

  receive(job: Job): void {
    this.#jobs = withJob(this.#jobs, job);
    if (job.state !== 'running') this.#tellFinished(job);
  }

  #tellFinished(job: Job): void {
    this.#cancelling.delete(job.id);
    for (const listener of this.#finished) listener(job);
  }

  /** Calls `listener` with every job that ends from now on; returns how to stop. */
  onFinished(listener: (job: Job) => void): () => void {
    this.#finished = [...this.#finished, listener];
    return () => {
      this.#finished = this.#finished.filter((other) => other !== listener);
    };
  }

  find(jobId: string): Job | undefined {
    return this.#jobs.find(({ id }) => id === jobId);
  }

  /** The running job that works on a recording, if any. */
  ofRecording(recordingId: string): Job | undefined {
    return this.running.find((job) => job.recordingId === recordingId);
  }

  isCancelling(jobId: string): boolean {
    return this.#cancelling.has(jobId);
  }

  async cancel(jobId: string): Promise<void> {
    this.#cancelling.add(jobId);
    try {
      await call('jobs:cancel', { jobId });
    } catch (error) {
      this.#cancelling.delete(jobId);
      this.problem = asAppError(error);
    }
  }

  dismiss(jobId: string): void {
    this.#dismissed.add(jobId);
  }

  dismissFinished(): void {
    for (const { id, state } of this.#jobs) if (state !== 'running') this.#dismissed.add(id);
  }
}
