import type { Embedding, Saliency, Waveforms } from '../../../app/contract/interpretation.ts';
import type { AppError } from '../../../app/domain/app-error.ts';
import { call } from '../../bridge/bridge.ts';
import { asAppError, problemOf } from '../../bridge/problem.ts';
import type { JobList } from '../jobs/index.ts';

/** How a model sees the beats of a recording; what takes long is a job that is asked again when done. */
export class ModelInterpretation {
  readonly #modelId: string;
  readonly #jobs: JobList;

  embedding = $state.raw<Embedding | null>(null);
  waveforms = $state.raw<Waveforms | null>(null);
  waveformsLoaded = $state(false);
  mapping = $state(false);
  /** Index of the point that is looked at. */
  point = $state<number | null>(null);
  problem = $state.raw<AppError | null>(null);
  #recordingId: string | null = null;

  constructor(modelId: string, jobs: JobList) {
    this.#modelId = modelId;
    this.#jobs = jobs;
  }

  /**
   * Of what the model learned from; where it keeps no waves of that (it may see measures alone), of the
   * recording, if there is one.
   */
  async loadWaveforms(recordingId: string | null): Promise<void> {
    const modelId = this.#modelId;
    this.waveformsLoaded = false;
    const { waveforms, problem } = await ofTraining(modelId);
    this.waveforms = waveforms;
    if (problem !== null) this.problem = problem;
    else if (waveforms === null && recordingId !== null) {
      await this.#attempt(async () => {
        this.waveforms = await this.#computed(() =>
          call('interpretation:waveforms', { modelId, recordingId }),
        );
      });
    }
    this.waveformsLoaded = true;
  }

  async map(recordingId: string): Promise<void> {
    this.#recordingId = recordingId;
    this.embedding = null;
    this.point = null;
    this.mapping = true;
    await this.#attempt(async () => {
      const modelId = this.#modelId;
      const embedding = await this.#computed(() =>
        call('interpretation:embedding', { modelId, recordingId }),
      );
      // Another recording may have been chosen meanwhile.
      if (this.#recordingId === recordingId) this.embedding = embedding;
    });
    if (this.#recordingId === recordingId) this.mapping = false;
  }

  /** Steps through the points, those where label and model differ first. */
  step(direction: 1 | -1): void {
    const { embedding } = this;
    if (embedding === null) return;
    const order = stepOrder(embedding);
    const at = this.point === null ? -1 : order.indexOf(this.point);
    const next = at === -1 && direction === -1 ? order.length - 1 : at + direction;
    this.point = order[(next + order.length) % order.length] ?? null;
  }

  /** The answer of what may take a job first. */
  async #computed<Value>(
    ask: () => Promise<{ value: Value | null; jobId: string | null }>,
  ): Promise<Value | null> {
    const answer = await ask();
    if (answer.value !== null || answer.jobId === null) return answer.value;
    await this.#ended(answer.jobId);
    return (await ask()).value;
  }

  #ended(jobId: string): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.#jobs.onFinished(({ id }) => {
        if (id !== jobId) return;
        stop();
        resolve();
      });
    });
  }

  async #attempt(work: () => Promise<unknown>): Promise<void> {
    this.problem = await problemOf(work);
  }
}

/** The averages of what a model learned from; none where it keeps none. */
async function ofTraining(
  modelId: string,
): Promise<{ waveforms: Waveforms | null; problem: AppError | null }> {
  try {
    const { value } = await call('interpretation:waveforms', { modelId });
    return { waveforms: value, problem: null };
  } catch (error) {
    const problem = asAppError(error);
    return { waveforms: null, problem: problem.code === 'not-found' ? null : problem };
  }
}

/** Whether the reading and the model differ on a point. */
export function isMisfit({ beatClass, predicted }: Embedding, index: number): boolean {
  return beatClass[index] !== predicted[index];
}

/** Indices of the points, those where label and model differ first. */
function stepOrder(embedding: Embedding): number[] {
  return embedding.x
    .map((_, index) => index)
    .sort((a, b) => Number(isMisfit(embedding, b)) - Number(isMisfit(embedding, a)) || a - b);
}

/** One part of a beat with what belongs to it. */
export interface SaliencyPart {
  readonly name: string;
  /** Whether its numbers follow each other in time. */
  readonly isSignal: boolean;
  readonly window: readonly number[];
  readonly baseline: readonly number[];
  readonly attribution: readonly number[];
}

export function partsOf(saliency: Saliency): SaliencyPart[] {
  return saliency.parts.map(({ name, start, length, startOffsetMs }) => {
    const part = (values: Saliency['window']) => values.slice(start, start + length);
    return {
      name,
      isSignal: startOffsetMs !== null,
      window: part(saliency.window),
      baseline: part(saliency.baseline),
      attribution: part(saliency.attribution),
    };
  });
}
