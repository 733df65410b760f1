import type { ChannelResult } from '../../../app/contract/channels.ts';
import type { TrainingData, TrainingRun } from '../../../app/contract/training.ts';
import type { AppError } from '../../../app/domain/app-error.ts';
import { call, on } from '../../bridge/bridge.ts';
import { problemOf } from '../../bridge/problem.ts';
import { withEpoch } from '../evaluation/index.ts';
import type { JobList } from '../jobs/index.ts';
import type { ModelRegistry } from '../models/index.ts';
import { DEFAULT_TRAINING_CONFIG, formOf, parseForm } from './training-form.ts';

type ModelComparison = ChannelResult<'models:compare'>;
type RecordingRole = ChannelResult<'recordings:roles'>[number];
type TrainingSet = ChannelResult<'training:set'>;
type TrainingSetSummary = ChannelResult<'training:sets'>[number];

/** Corrections, what is learned from them, and the decision whether a new model takes over. */
export class Training {
  readonly #jobs: JobList;
  readonly models: ModelRegistry;

  data = $state.raw<TrainingData | null>(null);
  /** Versions of the training set, the latest first. */
  sets = $state.raw<readonly TrainingSetSummary[]>([]);
  set = $state.raw<TrainingSet | null>(null);
  roles = $state.raw<readonly RecordingRole[]>([]);
  runs = $state.raw<readonly TrainingRun[]>([]);
  problem = $state.raw<AppError | null>(null);

  form = $state(formOf(DEFAULT_TRAINING_CONFIG));
  readonly parsed = $derived(parseForm(this.form));
  starting = $state(false);

  /** The run that is looked at: the latest, unless the reader chose another. */
  #chosenRunId = $state<string | null>(null);
  readonly run = $derived(
    this.runs.find(({ id }) => id === this.#chosenRunId) ?? this.runs[0] ?? null,
  );
  #comparison = $state.raw<ModelComparison | null>(null);
  /** The comparison of the run that is looked at; null until it is there. */
  readonly comparison = $derived(
    this.#comparison?.runId === this.run?.id ? this.#comparison : null,
  );
  /** Runs whose model the reader decided not to promote, in this session. */
  #keptOldFor = $state.raw<readonly string[]>([]);

  readonly job = $derived.by(() => this.#jobs.running.find(({ kind }) => kind === 'train') ?? null);
  readonly runningRun = $derived(this.runs.find(({ status }) => status === 'running') ?? null);
  readonly locked = $derived(this.roles.filter(({ locked }) => locked));
  readonly correctedBeats = $derived(
    Object.values(this.data?.byClass ?? {}).reduce((sum, count) => sum + count, 0),
  );

  constructor(jobs: JobList, models: ModelRegistry) {
    this.#jobs = jobs;
    this.models = models;
  }

  /** Follows the core; returns how to stop. */
  connect(): () => void {
    const stops = [
      on('training:epoch', ({ runId, epoch }) => {
        this.runs = this.runs.map((run) =>
          run.id === runId ? { ...run, epochs: [...withEpoch(run.epochs, epoch)] } : run,
        );
      }),
      this.#jobs.onFinished(({ kind }) => {
        if (kind !== 'train') return;
        void this.load();
        void this.models.load();
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }

  async load(): Promise<void> {
    await this.#attempt(async () => {
      const [data, runs, sets, roles] = await Promise.all([
        call('training:data', {}),
        call('training:runs', {}),
        call('training:sets', {}),
        call('recordings:roles', {}),
      ]);
      this.data = data;
      this.runs = runs.toSorted((a, b) => b.startedAt.localeCompare(a.startedAt));
      this.sets = sets;
      this.roles = roles;
      await this.#loadComparison();
    });
  }

  /** The run that made a model here, if one did. */
  runOf(modelId: string): string | null {
    return this.runs.find(({ resultModelId }) => resultModelId === modelId)?.id ?? null;
  }

  choose(runId: string): void {
    this.#chosenRunId = runId;
    void this.#attempt(() => this.#loadComparison());
  }

  async showSet(setId: string): Promise<void> {
    await this.#attempt(async () => {
      this.set = await call('training:set', { setId });
    });
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

  async lock(recordingId: string, locked: boolean): Promise<void> {
    await this.#attempt(async () => {
      await call('recordings:lock', { recordingId, locked });
      await this.load();
    });
  }

  /** Says whose recording it is; an empty name makes it a patient of its own. */
  async assignPatient(recordingId: string, patient: string): Promise<void> {
    await this.#attempt(async () => {
      const name = patient.trim();
      await call('recordings:assign-patient', {
        recordingId,
        patient: name === '' ? null : name,
      });
      await this.load();
    });
  }

  keepOld(runId: string): void {
    this.#keptOldFor = [...this.#keptOldFor, runId];
  }

  hasKeptOld(runId: string): boolean {
    return this.#keptOldFor.includes(runId);
  }

  async #loadComparison(): Promise<void> {
    const { run } = this;
    if (run?.status !== 'done' || run.resultModelId === null) return;
    this.#comparison = await call('models:compare', { runId: run.id });
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
    this.problem = await problemOf(work);
  }
}
