import { untrack } from 'svelte';
import type { SampleWindow } from '../../app/contract/samples.ts';
import type { PaperScale } from './ecg-paper.ts';
import type { FrameLoop } from './frame-loop.ts';
import { PaperSheets } from './paper-sheet.ts';
import { measureUntilFrameEnds } from './paint-timing.ts';
import { onDisplayChange, readPaperTheme, type PaperTheme } from './paper-theme.ts';
import type { ShownStretch, StripView } from './strip-view.svelte.ts';
import type { WindowLoader } from './window-loader.ts';

/** User-timing name of the time for which a window lacked samples, up to their paint; for the benchmark. */
const STRIP_WAIT_MEASURE = 'strip-wait';

/** What all strips and lanes of one frame draw: the same window, scale, samples and colours. */
export interface StripFrame {
  readonly startSample: number;
  readonly endSample: number;
  /** The window, or the new and the old part of a sweep: together always one stretch of time. */
  readonly shown: readonly ShownStretch[];
  readonly sampleCount: number;
  readonly sampleRateHz: number;
  readonly scale: PaperScale;
  readonly gutterPx: number;
  readonly widthPx: number;
  readonly samplesPerPixel: number;
  readonly tiles: readonly SampleWindow[];
  readonly theme: PaperTheme;
  readonly sheets: PaperSheets;
  /** Changes with anything that paper and traces depend on; marks and lanes change without it. */
  readonly traceVersion: number;
}

/** CSS pixels from the left edge of the strip. */
export function xInFrame(frame: StripFrame, sample: number): number {
  const { startSample, shown, samplesPerPixel } = frame;
  const [, old] = shown;
  const from = old !== undefined && sample < startSample ? old : { startSample, offsetPx: 0 };
  return frame.gutterPx + from.offsetPx + (sample - from.startSample) / samplesPerPixel;
}

/** The time that a frame shows, from its earliest sample to its latest. */
export function timeOfFrame({ shown }: StripFrame): { startSample: number; endSample: number } {
  return {
    startSample: shown.at(-1)?.startSample ?? 0,
    endSample: shown[0]?.endSample ?? 0,
  };
}

/** Whether the frame shows the sample, or (in a sweep) has already wiped it or not reached it. */
export function isInFrame(frame: StripFrame, sample: number): boolean {
  const { startSample, endSample } = timeOfFrame(frame);
  return sample >= startSample && sample <= endSample;
}

/**
 * Keeps strips and lanes in step: gathers the window of a frame once and hands it to every layer,
 * in the order in which they were added.
 */
export class StripSurface {
  readonly view: StripView;
  readonly #loader: WindowLoader;
  readonly #frames: FrameLoop;
  readonly #layers = new Set<(frame: StripFrame) => void>();
  readonly #sheets = new PaperSheets();
  readonly #stops: (() => void)[];
  #theme: PaperTheme;
  #last: readonly unknown[] = [];
  #traceVersion = 0;
  /** Since when the window lacks samples; null once a frame has drawn them all. */
  #waitingSinceMs: number | null = null;

  constructor(view: StripView, loader: WindowLoader, frames: FrameLoop) {
    this.view = view;
    this.#loader = loader;
    this.#frames = frames;
    this.#theme = readPaperTheme(document.documentElement);
    this.#stops = [
      onDisplayChange(() => {
        this.#theme = readPaperTheme(document.documentElement);
        frames.request();
      }),
      frames.addPainter(() => {
        this.#paint();
      }),
    ];
  }

  get theme(): PaperTheme {
    return this.#theme;
  }

  /** Adds something that draws in every frame; the returned function removes it. */
  addLayer(draw: (frame: StripFrame) => void): () => void {
    this.#layers.add(draw);
    this.requestFrame();
    return () => this.#layers.delete(draw);
  }

  /** Asks for a frame, and for the samples that it will lack: a jump need not wait for the frame. */
  requestFrame(): void {
    untrack(() => this.#tiles());
    this.#frames.request();
  }

  dispose(): void {
    for (const stop of this.#stops) stop();
    this.#layers.clear();
  }

  #paint(): void {
    const { view } = this;
    if (view.traceWidthPx <= 0) return;
    const { startSample, endSample, shown, scale, gutterPx, widthPx } = view;
    const density = window.devicePixelRatio;
    const tiles = this.#tiles();
    const inputs = [shown, scale, widthPx, density, this.#theme, ...tiles];
    const same =
      inputs.length === this.#last.length &&
      inputs.every((input, index) => input === this.#last[index]);
    if (!same) this.#traceVersion += 1;
    this.#last = inputs;
    const frame: StripFrame = {
      startSample,
      endSample,
      shown,
      sampleCount: view.sampleCount,
      sampleRateHz: view.sampleRateHz,
      scale,
      gutterPx,
      widthPx,
      samplesPerPixel: view.samplesPerPixel,
      tiles,
      theme: this.#theme,
      sheets: this.#sheets,
      traceVersion: this.#traceVersion,
    };
    for (const draw of this.#layers) draw(frame);
    if (this.#waitingSinceMs === null || this.#isWaiting()) return;
    measureUntilFrameEnds(STRIP_WAIT_MEASURE, this.#waitingSinceMs);
    this.#waitingSinceMs = null;
  }

  #tiles(): SampleWindow[] {
    const { view } = this;
    if (view.traceWidthPx <= 0) return [];
    const tiles = this.#loader.tiles(view.shownStartSample, view.endSample, this.#perColumn());
    if (this.#isWaiting()) this.#waitingSinceMs ??= performance.now();
    return tiles;
  }

  #isWaiting(): boolean {
    return this.#loader.isWaiting(this.view.startSample, this.view.endSample, this.#perColumn());
  }

  #perColumn(): number {
    return this.view.samplesPerPixel / window.devicePixelRatio;
  }
}
