import {
  NO_DISPLAY_FILTER,
  isFilterOff,
  type DisplayFilter,
} from '../../../app/signal/display-filter.ts';

/** The filter that the key switches on where none was chosen yet: 0.5-40 Hz. */
const USUAL_FILTER: DisplayFilter = { highPassHz: 0.5, notchHz: null, lowPassHz: 40 };

/** How the strips draw what was recorded: nothing is stored, measured or classified by it. */
export class StripDisplay {
  /** Factor on the common gain, by lead; 1 where there is none. */
  leadGains = $state.raw<readonly number[]>([]);
  #filter = $state.raw(NO_DISPLAY_FILTER);
  /** What the filter key switches on again. */
  #lastFilter = USUAL_FILTER;
  readonly #onFilter: () => void;

  /** `onFilter`: what was read for the old filter shows the wrong picture from now on. */
  constructor(onFilter: () => void) {
    this.#onFilter = onFilter;
  }

  get filter(): DisplayFilter {
    return this.#filter;
  }

  set filter(filter: DisplayFilter) {
    if (!isFilterOff(filter)) this.#lastFilter = filter;
    this.#filter = filter;
    this.#onFilter();
  }

  get isFiltered(): boolean {
    return !isFilterOff(this.#filter);
  }

  toggleFilter(): void {
    this.filter = this.isFiltered ? NO_DISPLAY_FILTER : this.#lastFilter;
  }

  /** The filter as the data route takes it: what is off is left out. */
  get query() {
    const { highPassHz, notchHz, lowPassHz } = this.#filter;
    return {
      highPassHz: highPassHz ?? undefined,
      notchHz: notchHz ?? undefined,
      lowPassHz: lowPassHz ?? undefined,
    };
  }

  leadGain(lead: number): number {
    return this.leadGains[lead] ?? 1;
  }

  setLeadGain(lead: number, factor: number): void {
    const gains = [...this.leadGains];
    while (gains.length < lead) gains.push(1);
    gains[lead] = factor;
    this.leadGains = gains;
  }
}
