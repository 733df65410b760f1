import type { BeatDetail } from '../../../app/contract/schemas.ts';
import type { AppError } from '../../../app/domain/app-error.ts';
import { asAppError } from '../../bridge/problem.ts';

/** A reader who holds Tab passes many beats; only the one they stop at is asked for. */
const SETTLE_MS = 40;

/** What the core knows of one beat: class probabilities, model, history. */
export class BeatDetailLoader {
  detail = $state.raw<BeatDetail | null>(null);
  problem = $state.raw<AppError | null>(null);

  readonly #load: (beatId: number) => Promise<BeatDetail>;
  /** Not reactive: an effect that asks for a beat must not run again when the beat has come. */
  #wanted: number | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(load: (beatId: number) => Promise<BeatDetail>) {
    this.#load = load;
  }

  /** Shows another beat, or the same one anew after an edit; null shows none. */
  show(beatId: number | null): void {
    clearTimeout(this.#timer);
    if (this.#wanted !== beatId) this.detail = null;
    this.#wanted = beatId;
    if (beatId === null) return;
    this.#timer = setTimeout(() => {
      void this.#fetch(beatId);
    }, SETTLE_MS);
  }

  async #fetch(beatId: number): Promise<void> {
    try {
      const detail = await this.#load(beatId);
      if (this.#wanted !== beatId) return;
      this.detail = detail;
      this.problem = null;
    } catch (error) {
      if (this.#wanted === beatId) this.problem = asAppError(error);
    }
  }
}
