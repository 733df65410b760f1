import type { BeatDetail } from '../../../app/contract/schemas.ts';
import type { AppError } from '../../../app/domain/app-error.ts';
import { call } from '../../bridge/bridge.ts';
import { asAppError } from '../../bridge/problem.ts';

/** A reader who holds Tab passes many beats; only the one they stop at is asked for. */
const SETTLE_MS = 40;

/** What the core knows of one beat: class probabilities, model, history. */
export class BeatDetailLoader {
  detail = $state.raw<BeatDetail | null>(null);
  problem = $state.raw<AppError | null>(null);

  readonly #recordingId: string;
  #wanted: number | null = null;
  #timer = 0;

  constructor(recordingId: string) {
    this.#recordingId = recordingId;
  }

  /** Shows another beat, or the same one anew after an edit; null shows none. */
  show(beatId: number | null): void {
    window.clearTimeout(this.#timer);
    this.#wanted = beatId;
    if (this.detail?.beatId !== beatId) this.detail = null;
    if (beatId === null) return;
    this.#timer = window.setTimeout(() => {
      void this.#load(beatId);
    }, SETTLE_MS);
  }

  async #load(beatId: number): Promise<void> {
    try {
      const detail = await call('beats:detail', { recordingId: this.#recordingId, beatId });
      if (this.#wanted !== beatId) return;
      this.detail = detail;
      this.problem = null;
    } catch (error) {
      if (this.#wanted === beatId) this.problem = asAppError(error);
    }
  }
}
