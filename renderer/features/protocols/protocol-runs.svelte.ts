import type {
  ProtocolCurve,
  ProtocolEpoch,
  ProtocolResult,
  ProtocolRun,
} from '../../../app/contract/protocol-result.ts';
import type { AppError } from '../../../app/domain/app-error.ts';
import { call, on } from '../../bridge/bridge.ts';
import { problemOf } from '../../bridge/problem.ts';
import { withEpoch } from '../evaluation/index.ts';
import type { JobList } from '../jobs/index.ts';
import { DEFAULT_PROTOCOL_FORM, parseProtocolForm } from './protocol-form.ts';
import { ResultPlace } from './result-choice.svelte.ts';

/** Runs of protocols: what is started, how far it is, what came out, and which two are compared. */
export class ProtocolRuns {
  readonly #jobs: JobList;

  loaded = $state(false);
  runs = $state.raw<readonly ProtocolRun[]>([]);
  problem = $state.raw<AppError | null>(null);
  /** Of the chosen run; null until it is done, or while it is read. */
  result = $state.raw<ProtocolResult | null>(null);
  curves = $state.raw<readonly ProtocolCurve[]>([]);
  /** Where the reader is in it. */
  place = $state.raw(new ResultPlace());
  /** The result that stands beside the chosen run's. */
  compared = $state.raw<{ readonly run: ProtocolRun; readonly result: ProtocolResult } | null>(
    null,
  );

  form = $state({ ...DEFAULT_PROTOCOL_FORM });
  readonly request = $derived(parseProtocolForm(this.form));
  starting = $state(false);

  #chosenId = $state<string | null>(null);
  /** The run that is looked at: the latest, unless the reader chose another. */
  readonly run = $derived(
    this.runs.find(({ id }) => id === this.#chosenId) ?? this.runs[0] ?? null,
  );
  /** Runs of other protocols share no test with it. */
  readonly comparable = $derived(
    this.runs.filter(
      ({ id, protocol, status }) =>
        status === 'done' && id !== this.run?.id && protocol === this.run?.protocol,
    ),
  );
  readonly busy = $derived.by(() => this.#jobs.running.some(({ kind }) => kind === 'protocol'));

  constructor(jobs: JobList) {
    this.#jobs = jobs;
  }

  /** Follows the core; returns how to stop. */
  connect(): () => void {
    const stops = [
      on('protocol-run:epoch', ({ runId, ...epoch }) => {
        if (runId === this.run?.id) this.curves = withTrainingEpoch(this.curves, epoch);
      }),
      this.#jobs.onFinished(({ kind }) => {
        if (kind === 'protocol') void this.load();
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }

  async load(): Promise<void> {
    await this.#attempt(async () => {
      const runs = await call('protocol-runs:list', {});
      this.runs = runs.toSorted((a, b) => b.startedAt.localeCompare(a.startedAt));
      this.loaded = true;
      this.form.dataFolder ||= this.runs[0]?.dataFolder ?? '';
      await this.#loadChosen();
    });
  }

  /** The job that computes a run, or waits to. */
  jobOf({ id }: ProtocolRun) {
    return this.#jobs.running.find(({ runId }) => runId === id) ?? null;
  }

  async choose(runId: string): Promise<void> {
    if (runId === this.run?.id) return;
    this.#chosenId = runId;
    this.result = null;
    this.curves = [];
    this.place = new ResultPlace();
    this.compared = null;
    await this.#attempt(() => this.#loadChosen());
  }

  async compareWith(runId: string | null): Promise<void> {
    const run = this.runs.find(({ id }) => id === runId);
    this.compared = null;
    if (run === undefined) return;
    await this.#attempt(async () => {
      const result = await call('protocol-runs:result', { runId: run.id });
      if (result !== null) this.compared = { run, result };
    });
  }

  async pickFolder(): Promise<void> {
    await this.#attempt(async () => {
      const { path } = await call('app:pick-folder', {});
      if (path !== null) this.form.dataFolder = path;
    });
  }

  async start(): Promise<void> {
    const { request } = this;
    if (request !== null) await this.#begin(() => call('protocol-runs:start', request));
  }

  async resume(runId: string): Promise<void> {
    await this.#begin(() => call('protocol-runs:resume', { runId }));
  }

  async remove(runId: string): Promise<void> {
    await this.#attempt(async () => {
      await call('protocol-runs:remove', { runId });
      if (this.compared?.run.id === runId) this.compared = null;
      if (this.run?.id === runId) this.place = new ResultPlace();
      await this.load();
    });
  }

  async #loadChosen(): Promise<void> {
    const { run } = this;
    if (run === null) {
      this.result = null;
      this.curves = [];
      return;
    }
    const [result, curves] = await Promise.all([
      call('protocol-runs:result', { runId: run.id }),
      call('protocol-runs:curves', { runId: run.id }),
    ]);
    // Another one may have been chosen meanwhile.
    if (run.id !== this.run?.id) return;
    this.result = result;
    this.curves = curves;
  }

  async #begin(send: () => Promise<{ runId: string }>): Promise<void> {
    this.starting = true;
    await this.#attempt(async () => {
      const { runId } = await send();
      await this.load();
      await this.choose(runId);
    });
    this.starting = false;
  }

  async #attempt(work: () => Promise<unknown>): Promise<void> {
    this.problem = await problemOf(work);
  }
}

/** The curves with one more epoch of one training. */
function withTrainingEpoch(
  curves: readonly ProtocolCurve[],
  { contender, part, seed, epoch }: ProtocolEpoch,
): readonly ProtocolCurve[] {
  const index = curves.findIndex(
    (curve) => curve.contender === contender && curve.part === part && curve.seed === seed,
  );
  const epochs = [...withEpoch(curves[index]?.epochs ?? [], epoch)];
  const curve = { contender, part, seed, epochs };
  return index === -1 ? [...curves, curve] : curves.with(index, curve);
}
