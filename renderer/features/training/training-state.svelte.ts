import type { ModelSummary, TrainingData, TrainingRun } from '../../../app/contract/schemas.ts';
import type { AppError } from '../../../app/domain/app-error.ts';
import { call, on } from '../../bridge/bridge.ts';
import { asAppError } from '../../bridge/problem.ts';
import type { JobList } from '../jobs/index.ts';
import { withEpoch } from './training-curves.ts';
import { DEFAULT_TRAINING_CONFIG, formOf, parseForm } from './training-form.ts';

/** Corrections, runs and models; the decision whether a new model takes over. */
export class Training {
  readonly #jobs: JobList;

  data = $state.raw<TrainingData | null>(null);
  runs = $state.raw<readonly TrainingRun[]>([]);
  models = $state.raw<readonly ModelSummary[]>([]);
  problem = $state.raw<AppError | null>(null);

  form = $state(formOf(DEFAULT_TRAINING_CONFIG));
  readonly parsed = $derived(parseForm(this.form));
  starting = $state(false);

  /** The run that is looked at: the latest, unless the reader chose another. */
  #chosenRunId = $state<string | null>(null);
  readonly run = $derived(
    this.runs.find(({ id }) => id === this.#chosenRunId) ?? this.runs[0] ?? null,
  );
  /** Runs whose model the reader decided not to promote, in this session. */
  #keptOldFor = $state.raw<readonly string[]>([]);

  readonly job = $derived.by(() => this.#jobs.running.find(({ kind }) => kind === 'train') ?? null);
  readonly runningRun = $derived(this.runs.find(({ status }) => status === 'running') ?? null);
  readonly activeModel = $derived(this.models.find(({ active }) => active) ?? null);
  readonly correctedBeats = $derived(
    Object.values(this.data?.byClass ?? {}).reduce((sum, count) => sum + count, 0),
  );

  constructor(jobs: JobList) {
    this.#jobs = jobs;
  }

  /** Follows the core; returns how to stop. */
  connect(): () => void {
    const stops = [
      on('training:epoch', ({ runId, epoch }) => {
        this.runs = this.runs.map((run) =>
          run.id === runId ? { ...run, epochs: [...withEpoch(run.epochs, epoch)] } : run,
        );
      }),
      on('models:changed', () => {
        void this.load();
      }),
      this.#jobs.onFinished(({ kind }) => {
        if (kind === 'train') void this.load();
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }

  async load(): Promise<void> {
    await this.#attempt(async () => {
      const [data, runs, models] = await Promise.all([
        call('training:data', {}),
        call('training:runs', {}),
        call('models:list', {}),
      ]);
      this.data = data;
      this.runs = runs.toSorted((a, b) => b.startedAt.localeCompare(a.startedAt));
      this.models = models.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt));
    });
  }

  nameOf(modelId: string): string {
    return this.models.find(({ id }) => id === modelId)?.name ?? modelId;
  }

  choose(runId: string): void {
    this.#chosenRunId = runId;
  }

  resetForm(): void {
    this.form = formOf(DEFAULT_TRAINING_CONFIG);
  }

  async start(): Promise<void> {
    const { config } = this.parsed;
    if (config !== null) await this.#begin(() => call('training:start', { config }));
  }

  async resume(runId: string): Promise<void> {
    await this.#begin(() => call('training:resume', { runId }));
  }

  async promote(modelId: string): Promise<void> {
    await this.#attempt(async () => {
      await call('models:promote', { modelId });
      await this.load();
    });
  }

  async rollBack(): Promise<void> {
    await this.#attempt(async () => {
      await call('models:rollback', {});
      await this.load();
    });
  }

  keepOld(runId: string): void {
    this.#keptOldFor = [...this.#keptOldFor, runId];
  }

  hasKeptOld(runId: string): boolean {
    return this.#keptOldFor.includes(runId);
  }

  async #begin(send: () => Promise<{ runId: string }>): Promise<void> {
    this.starting = true;
    await this.#attempt(async () => {
      const { runId } = await send();
      this.choose(runId);
      await this.load();
    });
    this.starting = false;
  }

  async #attempt(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
      this.problem = null;
    } catch (error) {
      this.problem = asAppError(error);
    }
  }
}
