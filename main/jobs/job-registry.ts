import { randomUUID } from 'node:crypto';
import type { Job } from '../../app/contract/schemas.ts';
import { AppError } from '../../app/domain/app-error.ts';
import { errorText } from './error-text.ts';

export interface JobDescription {
  readonly kind: Job['kind'];
  readonly title: string;
  readonly recordingId: string | null;
  /** The run of a protocol that it computes. */
  readonly runId?: string;
  /** Jobs of a lane run one after the other. */
  readonly lane: 'analysis' | 'training' | 'report';
  /** Nobody waits for it: runs after all others of its lane. */
  readonly background?: boolean;
  /** The stage whose pace tells the time left, where what comes before it goes at another. */
  readonly pacedBy?: string;
}

export interface JobControl {
  readonly signal: AbortSignal;
  /** `fraction` is 0..1 of the whole job. */
  report(stage: string, fraction: number): void;
}

interface Entry {
  job: Job;
  readonly description: JobDescription;
  readonly run: (control: JobControl) => Promise<void>;
  readonly abort: AbortController;
  readonly ended: Promise<void>;
  readonly end: () => void;
  started: boolean;
  /** Since when, and from which part on, the pace is measured. */
  pace: { readonly sinceMs: number; readonly fraction: number } | null;
  reportedAtMs: number;
}

/** Ended jobs that are still listed. */
const KEPT_JOBS = 50;
/** Progress is told this often at most; a change of stage is told at once. */
const REPORT_INTERVAL_MS = 100;
/** Before that much time and progress an estimate of the rest would be a guess. */
const ESTIMATE_AFTER_MS = 1000;
const ESTIMATE_AFTER_FRACTION = 0.02;

const WAITING_STAGE = 'waiting';

/** Everything that takes long: started, queued, told about, cancelled. Lives as long as the core. */
export class JobRegistry {
  readonly #entries: Entry[] = [];
  readonly #changed: (job: Job) => void;
  #closing = false;

  constructor(changed: (job: Job) => void) {
    this.#changed = changed;
  }

  /** True once `close` was called: jobs that end from then on were not ended by the user. */
  get closing(): boolean {
    return this.#closing;
  }

  start(description: JobDescription, run: Entry['run']): string {
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    const { kind, title, recordingId, runId } = description;
    const entry: Entry = {
      job: {
        id: randomUUID(),
        kind,
        title,
        recordingId,
        ...(runId === undefined ? {} : { runId }),
        stage: WAITING_STAGE,
        progress: 0,
        secondsLeft: null,
        state: 'running',
        error: null,
      },
      description,
      run,
      abort: new AbortController(),
      ended,
      end,
      started: false,
      pace: null,
      reportedAtMs: 0,
    };
    this.#entries.push(entry);
    this.#forgetOldest();
    this.#changed(entry.job);
    this.#startNext(description.lane);
    return entry.job.id;
  }

  /** The latest first. */
  list(): Job[] {
    return this.#entries.map(({ job }) => job).toReversed();
  }

  /** @throws AppError not-found; a job that has ended stays as it is. */
  cancel(jobId: string): void {
    const entry = this.#entries.find(({ job }) => job.id === jobId);
    if (entry === undefined) throw new AppError('not-found', 'This job is not known any more.');
    this.#cancel(entry);
  }

  /** A job of this recording, of one of these kinds, that waits or runs. */
  runningFor(recordingId: string, kinds: readonly Job['kind'][]): Job | null {
    const entry = this.#entries.find(
      ({ job }) =>
        job.state === 'running' && job.recordingId === recordingId && kinds.includes(job.kind),
    );
    return entry?.job ?? null;
  }

  /** Cancels the jobs of a recording and waits for their end. */
  async cancelAllFor(recordingId: string): Promise<void> {
    const entries = this.#entries.filter(
      ({ job }) => job.state === 'running' && job.recordingId === recordingId,
    );
    for (const entry of entries) this.#cancel(entry);
    await Promise.all(entries.map(({ ended }) => ended));
  }

  /** Takes a recording's jobs off the list: their titles name it. They must have ended. */
  forget(recordingId: string): void {
    const others = this.#entries.filter(({ job }) => job.recordingId !== recordingId);
    this.#entries.splice(0, this.#entries.length, ...others);
  }

  /** Cancels everything and waits for its end; nothing starts any more. */
  async close(): Promise<void> {
    this.#closing = true;
    const running = this.#entries.filter(({ job }) => job.state === 'running');
    for (const entry of running) this.#cancel(entry);
    await Promise.all(running.map(({ ended }) => ended));
  }

  #cancel(entry: Entry): void {
    if (entry.job.state !== 'running') return;
    entry.abort.abort();
    // A job that waits for its turn is given it, to put its recording in order.
    if (!entry.started) void this.#runEntry(entry);
  }

  #startNext(lane: JobDescription['lane']): void {
    const ofLane = this.#entries.filter(
      ({ description, job }) => description.lane === lane && job.state === 'running',
    );
    if (ofLane.some(({ started }) => started)) return;
    const next = ofLane.find(({ description }) => description.background !== true) ?? ofLane.at(0);
    if (next !== undefined) void this.#runEntry(next);
  }

  async #runEntry(entry: Entry): Promise<void> {
    entry.started = true;
    if (entry.description.pacedBy === undefined) {
      entry.pace = { sinceMs: performance.now(), fraction: 0 };
    }
    const { signal } = entry.abort;
    try {
      await entry.run({
        signal,
        report: (stage, fraction) => {
          this.#report(entry, stage, fraction);
        },
      });
      this.#finish(entry, signal.aborted ? 'cancelled' : 'done', null);
    } catch (error) {
      if (signal.aborted) this.#finish(entry, 'cancelled', null);
      else this.#finish(entry, 'failed', errorText(error));
    }
  }

  #report(entry: Entry, stage: string, fraction: number): void {
    if (entry.job.state !== 'running') return;
    const now = performance.now();
    const sameStage = entry.job.stage === stage;
    if (sameStage && now - entry.reportedAtMs < REPORT_INTERVAL_MS) return;
    entry.reportedAtMs = now;
    if (stage === entry.description.pacedBy) entry.pace ??= { sinceMs: now, fraction };
    entry.job = {
      ...entry.job,
      stage,
      progress: Math.min(1, Math.max(0, fraction)),
      secondsLeft: secondsLeft(entry.pace, now, fraction),
    };
    this.#changed(entry.job);
  }

  #finish(entry: Entry, state: 'done' | 'failed' | 'cancelled', error: string | null): void {
    const progress = state === 'done' ? 1 : entry.job.progress;
    entry.job = { ...entry.job, state, error, progress, secondsLeft: null };
    this.#changed(entry.job);
    entry.end();
    if (!this.#closing) this.#startNext(entry.description.lane);
  }

  #forgetOldest(): void {
    const surplus = this.#entries.length - KEPT_JOBS;
    for (let removed = 0; removed < surplus; removed++) {
      const index = this.#entries.findIndex(({ job }) => job.state !== 'running');
      if (index < 0) return;
      this.#entries.splice(index, 1);
    }
  }
}

/** Null before the pace is known. */
function secondsLeft(pace: Entry['pace'], nowMs: number, fraction: number): number | null {
  if (pace === null) return null;
  const elapsedMs = nowMs - pace.sinceMs;
  const done = fraction - pace.fraction;
  if (elapsedMs <= ESTIMATE_AFTER_MS || done <= ESTIMATE_AFTER_FRACTION) return null;
  return ((elapsedMs / 1000) * (1 - fraction)) / done;
}
