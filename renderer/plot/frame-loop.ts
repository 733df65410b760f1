/** User-timing name of the scripting part of one frame; the benchmark reads these entries. */
const STRIP_FRAME_MEASURE = 'strip-frame';
/** User timing keeps every entry for ever; an hour of play would be 200,000 of them. */
const KEPT_MEASURES = 4_000;

/**
 * The one requestAnimationFrame of the review view. Tickers move things on (playing), painters then
 * draw what is; a frame is asked for, never run without need.
 */
export class FrameLoop {
  readonly #painters = new Set<() => void>();
  readonly #tickers = new Set<(nowMs: number) => void>();
  #handle: number | null = null;
  #measures = 0;

  /** Adds a painter, run once per frame in order of addition; the returned function removes it. */
  addPainter(paint: () => void): () => void {
    this.#painters.add(paint);
    this.request();
    return () => this.#painters.delete(paint);
  }

  /** Runs `tick` before the painters of every frame until the returned function is called. */
  addTicker(tick: (nowMs: number) => void): () => void {
    this.#tickers.add(tick);
    this.request();
    return () => this.#tickers.delete(tick);
  }

  request(): void {
    this.#handle ??= requestAnimationFrame((nowMs) => {
      this.#handle = null;
      this.#frame(nowMs);
    });
  }

  stop(): void {
    if (this.#handle !== null) cancelAnimationFrame(this.#handle);
    this.#handle = null;
    this.#painters.clear();
    this.#tickers.clear();
  }

  #frame(nowMs: number): void {
    const start = performance.now();
    for (const tick of this.#tickers) tick(nowMs);
    for (const paint of this.#painters) paint();
    if (this.#measures >= KEPT_MEASURES) {
      performance.clearMeasures(STRIP_FRAME_MEASURE);
      this.#measures = 0;
    }
    performance.measure(STRIP_FRAME_MEASURE, { start, end: performance.now() });
    this.#measures += 1;
    if (this.#tickers.size > 0) this.request();
  }
}
