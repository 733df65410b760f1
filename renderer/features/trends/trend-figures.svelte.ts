import type { RecordingTrends } from '../../../app/contract/trends.ts';
import type { AppError } from '../../../app/domain/app-error.ts';
import { call } from '../../bridge/bridge.ts';
import { asAppError } from '../../bridge/problem.ts';

/** The figures of a recording as the core computed them last. */
export class TrendFigures {
  trends = $state.raw<RecordingTrends | null>(null);
  problem = $state.raw<AppError | null>(null);

  readonly #recordingId: string;
  #asked = 0;

  constructor(recordingId: string) {
    this.#recordingId = recordingId;
  }

  /** Asks again; an answer that a later one has overtaken is dropped. */
  async load(): Promise<void> {
    const asked = ++this.#asked;
    try {
      const trends = await call('trends:summary', { recordingId: this.#recordingId });
      if (asked !== this.#asked) return;
      this.trends = trends;
      this.problem = null;
    } catch (error) {
      if (asked === this.#asked) this.problem = asAppError(error);
    }
  }
}
