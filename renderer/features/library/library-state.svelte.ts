import type { EarlierCopy, ReadingWork } from '../../../app/contract/library.ts';
import type {
  Job,
  RecordingDetail,
  RecordingSummary,
  ReviewState,
} from '../../../app/contract/schemas.ts';
import { AppError } from '../../../app/domain/app-error.ts';
import { call, on } from '../../bridge/bridge.ts';
import { asAppError } from '../../bridge/problem.ts';
import { LIBRARY_TEXT } from '../../text/library.ts';
import type { JobList } from '../jobs/index.ts';
import { recordingPaths } from './dropped-files.ts';
import {
  groupByPatient,
  inReviewState,
  nextOrder,
  recentRecordings,
  searchRecordings,
  sortRecordings,
  type PatientGroup,
  type SortKey,
} from './recording-order.ts';

/** Whether the reader has gone on to something else since a job was started. */
export interface Whereabouts {
  /** Counts the reader's own moves between views and recordings. */
  readonly moves: number;
  open(recordingId: string): void;
  go(view: 'library'): void;
}

/** An imported recording, and that of the same signal which was there before. */
export interface ImportedCopy {
  readonly recordingId: string;
  readonly name: string;
  readonly earlier: EarlierCopy;
}

/** The list follows a reader's keys no faster than this. */
const FOLLOW_AFTER_MS = 500;

/** All recordings of the library, and what can be done with them. */
export class Library {
  recordings = $state.raw<readonly RecordingSummary[]>([]);
  loaded = $state(false);
  problem = $state.raw<AppError | null>(null);

  selectedId = $state<string | null>(null);
  /** Everything about the selected recording, once it has arrived. */
  detail = $state.raw<RecordingDetail | null>(null);

  query = $state('');
  /** Only recordings whose review has come so far; null: all. */
  reviewState = $state<ReviewState | null>(null);
  byPatient = $state(false);
  /** What was imported though it was there, until the reader has been told. */
  copies = $state.raw<readonly ImportedCopy[]>([]);
  /** The dialog that makes a demo Holter is open. */
  offersDemo = $state(false);
  order = $state.raw<{ key: SortKey; descending: boolean }>({ key: 'imported', descending: true });

  /** What the search leaves, whatever its review state. */
  readonly found = $derived(searchRecordings(this.recordings, this.query));
  /** The rows of the table in groups: one without a name, or one a patient. */
  readonly groups: readonly PatientGroup[] = $derived.by(() => {
    const shown = sortRecordings(inReviewState(this.found, this.reviewState), this.order);
    return this.byPatient ? groupByPatient(shown) : [{ patient: null, recordings: shown }];
  });
  readonly rows = $derived(this.groups.flatMap(({ recordings }) => recordings));
  /** What was opened last, the latest first. */
  readonly recent = $derived(recentRecordings(this.recordings));
  readonly selected = $derived(this.recordings.find(({ id }) => id === this.selectedId) ?? null);
  /** Imports that have no row of their own yet. */
  readonly arriving = $derived.by(() =>
    this.#jobs.running.filter(
      ({ kind, recordingId }) =>
        (kind === 'import' || kind === 'demo') && this.recording(recordingId) === null,
    ),
  );

  readonly #jobs: JobList;
  readonly #whereabouts: Whereabouts;
  /** Jobs whose recording opens when they end, with the reader's moves when they began. */
  #openWhenDone: readonly { jobId: string; moves: number }[] = [];
  #asked = 0;
  #reading = false;
  /** Recordings whose changes the list follows when the timer ends. */
  #behind: readonly string[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(jobs: JobList, whereabouts: Whereabouts) {
    this.#jobs = jobs;
    this.#whereabouts = whereabouts;
  }

  /** Follows the core; returns how to stop. */
  connect(): () => void {
    const stops = [
      on('recording:changed', ({ recordingId }) => {
        this.#behind = [...this.#behind, recordingId];
        this.catchUp();
      }),
      on('library:changed', ({ recordingId }) => {
        this.#behind = [...this.#behind, recordingId];
        this.#timer ??= setTimeout(() => {
          this.catchUp();
        }, FOLLOW_AFTER_MS);
      }),
      this.#jobs.onFinished((job) => {
        this.#finish(job);
      }),
    ];
    return () => {
      clearTimeout(this.#timer);
      for (const stop of stops) stop();
    };
  }

  /** Reads at once what changed: the list is about to be looked at. */
  catchUp(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#behind.length === 0) return;
    const { selectedId } = this;
    if (selectedId !== null && this.#behind.includes(selectedId)) void this.#loadDetail(selectedId);
    this.#behind = [];
    void this.load();
  }

  /** Reads the list again; calls while one is under way are answered by one more reading. */
  async load(): Promise<void> {
    this.#asked += 1;
    if (this.#reading) return;
    this.#reading = true;
    try {
      let answered: number;
      do {
        answered = this.#asked;
        this.recordings = await call('recordings:list', {});
      } while (answered < this.#asked);
      this.loaded = true;
    } catch (error) {
      this.problem = asAppError(error);
    } finally {
      this.#reading = false;
    }
  }

  recording(recordingId: string | null): RecordingSummary | null {
    return this.recordings.find(({ id }) => id === recordingId) ?? null;
  }

  select(recordingId: string): void {
    if (recordingId === this.selectedId) return;
    this.selectedId = recordingId;
    this.detail = null;
    void this.#loadDetail(recordingId);
  }

  open(recordingId: string): void {
    this.select(recordingId);
    this.#whereabouts.open(recordingId);
  }

  sortBy(key: SortKey): void {
    this.order = nextOrder(this.order, key);
  }

  async pick(): Promise<void> {
    await this.#attempt(async () => {
      const { paths } = await call('app:pick-recordings', {});
      if (paths.length > 0) await this.import(paths);
    });
  }

  /** Imports every recording among the files; a single one opens when it is ready. */
  async import(paths: readonly string[]): Promise<void> {
    const recordings = recordingPaths(paths);
    if (recordings.length === 0) {
      this.problem = new AppError('unsupported-format', LIBRARY_TEXT.noneReadable, {
        ...(paths[0] === undefined ? {} : { file: paths[0] }),
        remedy: LIBRARY_TEXT.noneReadableRemedy,
      });
      return;
    }
    for (const path of recordings) {
      await this.#attempt(async () => {
        const { jobId } = await call('recordings:import', { path });
        if (recordings.length === 1) this.#openAfter(jobId);
      });
    }
  }

  /** Takes a recording up again whose import was interrupted or failed. */
  async importAgain({ sourcePath }: RecordingSummary): Promise<void> {
    await this.#attempt(async () => {
      const { jobId } = await call('recordings:import', { path: sourcePath });
      this.#openAfter(jobId);
    });
  }

  async createDemo(hours: number, seed: number): Promise<void> {
    await this.#attempt(async () => {
      const { jobId } = await call('recordings:create-demo', { hours, seed });
      this.#openAfter(jobId);
    });
  }

  async analyse(recordingId: string): Promise<void> {
    await this.#attempt(() => call('recordings:analyse', { recordingId }));
  }

  async assignPatient(recordingId: string, patient: string): Promise<void> {
    const named = patient.trim() === '' ? null : patient.trim();
    await this.#attempt(() => call('recordings:assign-patient', { recordingId, patient: named }));
  }

  async tag(recordingId: string, tags: readonly string[]): Promise<void> {
    await this.#attempt(() => call('recordings:tag', { recordingId, tags: [...tags] }));
  }

  /** What readers put into a recording; null when that cannot be told. */
  async workIn(recordingId: string): Promise<ReadingWork | null> {
    let work: ReadingWork | null = null;
    await this.#attempt(async () => {
      work = await call('recordings:work', { recordingId });
    });
    return work;
  }

  async remove(recordingId: string): Promise<void> {
    // Before the core says that it changed: a recording that is gone is not described again.
    if (this.selectedId === recordingId) {
      this.selectedId = null;
      this.detail = null;
    }
    await this.#attempt(async () => {
      await call('recordings:remove', { recordingId });
      await this.load();
    });
  }

  /** Opens what the job made when it ends, unless the reader has gone on to something else. */
  #openAfter(jobId: string): void {
    this.#openWhenDone = [...this.#openWhenDone, { jobId, moves: this.#whereabouts.moves }];
    const job = this.#jobs.find(jobId);
    if (job !== undefined && job.state !== 'running') this.#finish(job);
  }

  #finish(job: Job): void {
    void this.load();
    const waiting = this.#openWhenDone.find(({ jobId }) => jobId === job.id);
    this.#openWhenDone = this.#openWhenDone.filter((other) => other !== waiting);
    if (job.state !== 'done' || job.recordingId === null) return;
    void this.#arrive(job, job.recordingId, waiting?.moves ?? null);
  }

  /** Opens it where the reader waits for it, but for a copy of what is there: that is for them to say. */
  async #arrive({ kind }: Job, recordingId: string, moves: number | null): Promise<void> {
    const isCopy = kind === 'import' && (await this.#noteCopy(recordingId));
    if (moves !== this.#whereabouts.moves) return;
    if (isCopy) this.#whereabouts.go('library');
    else this.open(recordingId);
  }

  async #noteCopy(recordingId: string): Promise<boolean> {
    const before = this.copies.length;
    await this.#attempt(async () => {
      const earlier = await call('recordings:earlier-copy', { recordingId });
      if (earlier === null) return;
      const { name } = await call('recordings:describe', { recordingId });
      this.copies = [...this.copies, { recordingId, name, earlier }];
    });
    return this.copies.length > before;
  }

  async #loadDetail(recordingId: string): Promise<void> {
    await this.#attempt(async () => {
      const detail = await call('recordings:describe', { recordingId });
      if (this.selectedId === recordingId) this.detail = detail;
    });
  }

  async #attempt(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.problem = asAppError(error);
    }
  }
}
