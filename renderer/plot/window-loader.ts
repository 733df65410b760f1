import type { SampleWindow } from '../../app/contract/samples.ts';

/** Columns of one tile: wider than most screens, so that one or two tiles cover a window. */
const TILE_COLUMNS = 4096;
/** Tiles kept: the window, a screen to both sides, and what a reader scrolls back to. */
const KEPT_TILES = 32;

export interface WindowLoaderOptions {
  readonly sampleCount: number;
  fetchWindow(
    startSample: number,
    endSample: number,
    columns: number,
    signal: AbortSignal,
  ): Promise<SampleWindow>;
  /** A tile arrived: draw again. */
  onLoaded(): void;
  /** A tile could not be read (not called for cancelled requests). */
  onFailed(error: unknown): void;
}

/** A tile: `TILE_COLUMNS` columns of `samplesPerColumn` samples, from a multiple of its own length. */
interface Tile {
  readonly samplesPerColumn: number;
  readonly index: number;
}

/**
 * Reads sample windows as aligned tiles, those in view before those a screen ahead on both sides,
 * keeps the last used ones and cancels requests for tiles that are no longer wanted. Tiles are a power of two samples long, as
 * are the levels of the pyramid, so that the points of neighbouring tiles never overlap.
 */
export class WindowLoader {
  readonly #options: WindowLoaderOptions;
  /** In order of last use: a Map keeps insertion order. */
  readonly #loaded = new Map<string, SampleWindow>();
  readonly #requests = new Map<string, AbortController>();
  readonly #failed = new Set<string>();

  constructor(options: WindowLoaderOptions) {
    this.#options = options;
  }

  /**
   * The loaded tiles that cover [startSample, endSample) at a resolution of at least one column per
   * `samplesPerColumn`, in order; missing ones are asked for. While none of them is there yet,
   * tiles of another resolution stand in, so that a change of speed does not blank the paper.
   */
  tiles(startSample: number, endSample: number, samplesPerColumn: number): SampleWindow[] {
    const resolution = resolutionFor(samplesPerColumn);
    const screen = endSample - startSample;
    const wanted = this.#tilesIn(resolution, startSample, endSample);
    const around = this.#tilesIn(resolution, startSample - screen, endSample + screen);
    this.#cancelAllBut(around);
    this.#request(wanted);
    // What is ahead waits, so that it never holds up what is to be seen.
    if (!this.#isWaitingFor(wanted)) this.#request(around);
    const found = wanted.map((tile) => this.#use(tile)).filter((tile) => tile !== undefined);
    return found.length === wanted.length ? found : this.#standIns(found, startSample, endSample);
  }

  /** Forgets failures, so that the next draw asks again. */
  retry(): void {
    this.#failed.clear();
    this.#options.onLoaded();
  }

  /** Drops all tiles: what they show is to be read in another way from now on. */
  forget(): void {
    for (const request of this.#requests.values()) request.abort();
    this.#requests.clear();
    this.#loaded.clear();
    this.#failed.clear();
    this.#options.onLoaded();
  }

  /** Whether tiles of that stretch are still on their way: what is not there yet cannot be shown. */
  isWaiting(startSample: number, endSample: number, samplesPerColumn: number): boolean {
    return this.#isWaitingFor(
      this.#tilesIn(resolutionFor(samplesPerColumn), startSample, endSample),
    );
  }

  dispose(): void {
    for (const request of this.#requests.values()) request.abort();
    this.#requests.clear();
    this.#loaded.clear();
  }

  #tilesIn(samplesPerColumn: number, startSample: number, endSample: number): Tile[] {
    const length = TILE_COLUMNS * samplesPerColumn;
    const first = Math.max(0, Math.floor(startSample / length));
    const last = Math.ceil(Math.min(this.#options.sampleCount, endSample) / length);
    return Array.from({ length: Math.max(0, last - first) }, (_, offset) => ({
      samplesPerColumn,
      index: first + offset,
    }));
  }

  #use(tile: Tile): SampleWindow | undefined {
    const key = tileKey(tile);
    const window = this.#loaded.get(key);
    if (window === undefined) return undefined;
    this.#loaded.delete(key);
    this.#loaded.set(key, window);
    return window;
  }

  #standIns(found: SampleWindow[], startSample: number, endSample: number): SampleWindow[] {
    const others = [...this.#loaded.values()]
      .filter((window) => !found.includes(window))
      .filter((window) => window.startSample < endSample && windowEnd(window) > startSample)
      .sort((a, b) => a.samplesPerPoint - b.samplesPerPoint);
    const chosen = [...found];
    for (const window of others) {
      const overlaps = chosen.some(
        (other) => window.startSample < windowEnd(other) && windowEnd(window) > other.startSample,
      );
      if (!overlaps) chosen.push(window);
    }
    return chosen.sort((a, b) => a.startSample - b.startSample);
  }

  #isWaitingFor(tiles: readonly Tile[]): boolean {
    return tiles.some((tile) => this.#requests.has(tileKey(tile)));
  }

  #cancelAllBut(wanted: readonly Tile[]): void {
    const keys = new Set(wanted.map(tileKey));
    for (const [key, request] of this.#requests) {
      if (keys.has(key)) continue;
      request.abort();
      this.#requests.delete(key);
    }
  }

  #request(wanted: readonly Tile[]): void {
    for (const tile of wanted) {
      const key = tileKey(tile);
      if (this.#loaded.has(key) || this.#requests.has(key) || this.#failed.has(key)) continue;
      void this.#load(tile, key);
    }
  }

  async #load(tile: Tile, key: string): Promise<void> {
    const controller = new AbortController();
    this.#requests.set(key, controller);
    const length = TILE_COLUMNS * tile.samplesPerColumn;
    const startSample = tile.index * length;
    const endSample = Math.min(startSample + length, this.#options.sampleCount);
    const columns = Math.max(1, Math.ceil((endSample - startSample) / tile.samplesPerColumn));
    try {
      const { signal } = controller;
      const window = await this.#options.fetchWindow(startSample, endSample, columns, signal);
      if (signal.aborted) return;
      this.#loaded.set(key, window);
      this.#evict();
      this.#options.onLoaded();
    } catch (error) {
      if (controller.signal.aborted) return;
      this.#failed.add(key);
      this.#options.onFailed(error);
    } finally {
      if (this.#requests.get(key) === controller) this.#requests.delete(key);
    }
  }

  #evict(): void {
    for (const key of this.#loaded.keys()) {
      if (this.#loaded.size <= KEPT_TILES) return;
      this.#loaded.delete(key);
    }
  }
}

function tileKey(tile: Tile): string {
  return `${tile.samplesPerColumn}:${tile.index}`;
}

function windowEnd(window: SampleWindow): number {
  return window.startSample + window.pointsPerLead * window.samplesPerPoint;
}

/** The power of two at or below the wanted number of samples per column, at least 1. */
function resolutionFor(samplesPerColumn: number): number {
  return 2 ** Math.max(0, Math.floor(Math.log2(samplesPerColumn)));
}
