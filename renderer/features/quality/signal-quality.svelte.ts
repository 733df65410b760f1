import type { RecordingQuality } from '../../../app/contract/quality.ts';
import type { AppError } from '../../../app/domain/app-error.ts';
import type { RegionEdit } from '../../../app/domain/reader-regions.ts';
import { spanAt, type Span } from '../../../app/domain/regions.ts';
import { asAppError } from '../../bridge/problem.ts';

/** What of an open recording is analysed, and the region that its reader is marking. */
export class SignalQuality {
  /** Null until it is read for the first time. */
  account = $state.raw<RecordingQuality | null>(null);
  problem = $state.raw<AppError | null>(null);
  /** The lead that new regions are of; null: all leads. */
  scope = $state<number | null>(null);
  /** Where the region begins whose end is to come. */
  begun = $state<number | null>(null);

  readonly #read: () => Promise<RecordingQuality>;
  #readings = 0;

  constructor(read: () => Promise<RecordingQuality>) {
    this.#read = read;
  }

  /** Reads the account anew; of several readings under way the last one counts. */
  async load(): Promise<void> {
    const reading = ++this.#readings;
    try {
      const account = await this.#read();
      if (reading !== this.#readings) return;
      this.account = account;
      this.problem = null;
    } catch (error) {
      if (reading === this.#readings) this.problem = asAppError(error);
    }
  }

  /**
   * What ends the region that was begun, over everything between the two places; null where that
   * is nothing.
   */
  endAt({ startSample, endSample }: Span): RegionEdit | null {
    if (this.begun === null) return null;
    const span = {
      startSample: Math.round(Math.min(this.begun, startSample)),
      endSample: Math.round(Math.max(this.begun, endSample)),
    };
    this.begun = null;
    return span.endSample > span.startSample
      ? { ...span, lead: this.scope, mark: 'exclude' }
      : null;
  }

  /**
   * What takes back or overrules at a place: a reader's region there goes, and what the signal
   * speaks against is analysed. Null where nothing is left out.
   */
  overruleAt(sample: number): RegionEdit | null {
    const { account, scope } = this;
    if (account === null) return null;
    const holds = ({ startSample, endSample }: Span): boolean =>
      startSample <= sample && sample < endSample;
    const own = account.regions.find(
      (region) => holds(region) && (scope === null || region.lead === scope),
    );
    if (own !== undefined) {
      const { lead, startSample, endSample } = own;
      return { lead, startSample, endSample, mark: 'clear' };
    }
    const leads = scope === null ? account.leads : [account.leads[scope] ?? []];
    const bad = leads.flatMap((stretches) => stretches.filter(holds));
    if (bad.length === 0) return null;
    return {
      lead: scope,
      startSample: Math.min(...bad.map(({ startSample }) => startSample)),
      endSample: Math.max(...bad.map(({ endSample }) => endSample)),
      mark: 'analyse',
    };
  }

  /** The next (1) or previous (-1) stretch that is left out, seen from a place. */
  stretchFrom(sample: number, direction: 1 | -1): Span | null {
    const excluded = this.account?.excluded ?? [];
    const here = spanAt(excluded, sample);
    return (
      (direction === 1
        ? excluded.find(({ startSample }) => startSample > sample)
        : excluded.findLast(({ startSample }) => startSample < (here?.startSample ?? sample))) ??
      null
    );
  }
}
