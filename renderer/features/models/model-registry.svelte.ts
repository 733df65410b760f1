import type { ChannelResult } from '../../../app/contract/channels.ts';
import type { ModelSummary } from '../../../app/contract/training.ts';
import type { AppError } from '../../../app/domain/app-error.ts';
import { call, on } from '../../bridge/bridge.ts';
import { problemOf } from '../../bridge/problem.ts';
import { MODELS_TEXT } from '../../text/models.ts';
import { listName, RETRAINED_NAME } from './list-name.ts';

type ExportFormat = 'tfjs' | 'onnx';
type PromotionEntry = ChannelResult<'models:promotions'>[number];

/** All models of the library: which one is in use, which one is looked at, and what became of them. */
export class ModelRegistry {
  /** The latest first. */
  models = $state.raw<readonly ModelSummary[]>([]);
  promotions = $state.raw<readonly PromotionEntry[]>([]);
  problem = $state.raw<AppError | null>(null);
  /** What the last export or import came to. */
  done = $state<string | null>(null);
  working = $state(false);

  #shownId = $state<string | null>(null);
  comparedId = $state<string | null>(null);
  readonly active = $derived(this.models.find(({ active }) => active) ?? null);
  /** The model that is looked at: the one in use, unless the reader chose another. */
  readonly shown = $derived(
    this.models.find(({ id }) => id === this.#shownId) ?? this.active ?? this.models[0] ?? null,
  );
  readonly compared = $derived(
    this.comparedId === this.shown?.id
      ? null
      : (this.models.find(({ id }) => id === this.comparedId) ?? null),
  );

  /** Follows the core; returns how to stop. */
  connect(): () => void {
    return on('models:changed', () => {
      void this.load();
    });
  }

  async load(): Promise<void> {
    await this.#attempt(async () => {
      const [models, promotions] = await Promise.all([
        call('models:list', {}),
        call('models:promotions', {}),
      ]);
      this.models = models.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt));
      this.promotions = promotions;
    });
  }

  show(modelId: string): void {
    this.#shownId = modelId;
    this.done = null;
  }

  nameOf(modelId: string): string {
    return this.models.find(({ id }) => id === modelId)?.name ?? modelId;
  }

  /** Where a model comes from, in words. */
  originOf(model: ModelSummary, madeHere: boolean): string {
    if (model.shipped) return MODELS_TEXT.shipped;
    if (!madeHere) return MODELS_TEXT.brought;
    return MODELS_TEXT.trainedHere(this.briefly(model.parentId ?? ''));
  }

  /** A model in few words: when it was retrained and from which set, else its id. */
  briefly(modelId: string): string {
    const name = listName(this.nameOf(modelId));
    return name.startsWith(RETRAINED_NAME) ? (name.split(' · ')[0] ?? modelId) : modelId;
  }

  /** Puts a model to use; one that a run made only with the hash of the comparison that was seen. */
  async promote(
    modelId: string,
    seen: { readonly runId: string; readonly comparisonHash: string } | null = null,
  ): Promise<void> {
    await this.#attempt(async () => {
      const { runId, comparisonHash } = seen ?? { runId: null, comparisonHash: null };
      await call('models:promote', { modelId, runId, comparisonHash });
      await this.load();
    });
  }

  async rollBack(): Promise<void> {
    await this.#attempt(async () => {
      const { modelId } = await call('models:rollback', {});
      this.show(modelId);
      await this.load();
    });
  }

  async exportTo(modelId: string, format: ExportFormat): Promise<void> {
    await this.#attempt(async () => {
      const { path: folder } = await call('app:pick-folder', {});
      if (folder === null) return;
      const { path } = await call('models:export', { modelId, format, folder });
      this.done = MODELS_TEXT.exported(path);
    });
  }

  async importFolder(): Promise<void> {
    await this.#attempt(async () => {
      const { path } = await call('app:pick-folder', {});
      if (path === null) return;
      const { modelId } = await call('models:import', { path });
      await this.load();
      this.show(modelId);
      this.done = MODELS_TEXT.imported(this.nameOf(modelId));
    });
  }

  async #attempt(work: () => Promise<unknown>): Promise<void> {
    this.working = true;
    this.problem = await problemOf(work);
    this.working = false;
  }
}
