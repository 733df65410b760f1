/** Decisions that the pace is taken from: the latest ones, so that it follows the reader. */
const LATEST = 20;
/** A longer rest between two decisions was a break, not slow reading. */
const BREAK_MS = 60_000;
/** Fewer intervals than this say nothing yet. */
const FEWEST_INTERVALS = 4;
const MS_PER_MINUTE = 60_000;

/** How fast a reader decides, from the times of the decisions. */
export class ReadingPace {
  #intervalsMs: readonly number[] = [];
  #lastMs: number | null = null;

  /** A decision was made; `atMs` on any clock that runs evenly. */
  decided(atMs: number): void {
    if (this.#lastMs !== null && atMs - this.#lastMs <= BREAK_MS) {
      this.#intervalsMs = [...this.#intervalsMs, atMs - this.#lastMs].slice(-LATEST);
    }
    this.#lastMs = atMs;
  }

  /** Decisions a minute; null before there is enough to tell. */
  get perMinute(): number | null {
    const { length } = this.#intervalsMs;
    const totalMs = this.#intervalsMs.reduce((sum, interval) => sum + interval, 0);
    if (length < FEWEST_INTERVALS || totalMs === 0) return null;
    return (length * MS_PER_MINUTE) / totalMs;
  }
}
