import {
  gutterWidthPx,
  pixelsPerSecond,
  STANDARD_GAIN,
  STANDARD_SPEED,
  type PaperScale,
} from './ecg-paper.ts';

/** Where a beat should come to lie when the view has to move to show it: the middle. */
const REVEAL_AT = 0.5;
/** A beat closer to the edge than this share of the window counts as out of view. */
const REVEAL_MARGIN = 0.06;
/** Empty paper before the line of a sweep, so that old and new are told apart. */
const SWEEP_GAP_MM = 5;

/** A stretch of samples and where on the strip it begins. */
export interface ShownStretch {
  readonly startSample: number;
  readonly endSample: number;
  /** CSS pixels from the left edge of the traces. */
  readonly offsetPx: number;
}

/**
 * What part of the recording is on screen and how large: the one source for all strips, lanes and
 * the overview. Positions are samples from the start of the recording; `startSample` may be
 * fractional while scrolling smoothly.
 */
export class StripView {
  readonly sampleRateHz: number;
  readonly sampleCount: number;

  #startSample = $state(0);
  /** Where playing is in a window that stands still; null when nothing moves over the paper. */
  #line = $state<number | null>(null);
  /** Right of the line the window before is still to be seen. */
  #isSwept = $state(false);
  mmPerSecond = $state(STANDARD_SPEED);
  mmPerMv = $state(STANDARD_GAIN);
  pixelsPerMm = $state(1);
  /** CSS pixels of the whole strip, the calibration gutter included. */
  widthPx = $state(0);

  readonly scale: PaperScale = $derived({
    pixelsPerMm: this.pixelsPerMm,
    mmPerSecond: this.mmPerSecond,
    mmPerMv: this.mmPerMv,
  });
  readonly gutterPx = $derived(gutterWidthPx(this.scale));
  readonly traceWidthPx = $derived(Math.max(0, this.widthPx - this.gutterPx));
  readonly samplesPerPixel = $derived.by(() => this.sampleRateHz / pixelsPerSecond(this.scale));
  readonly visibleSamples = $derived(this.traceWidthPx * this.samplesPerPixel);
  readonly endSample = $derived(this.startSample + this.visibleSamples);
  /** What is to be seen: the window, or in a sweep the last window's length up to the line. */
  readonly shown: readonly ShownStretch[] = $derived.by(() => this.#shown());

  constructor(recording: { sampleRateHz: number; sampleCount: number }) {
    this.sampleRateHz = recording.sampleRateHz;
    this.sampleCount = recording.sampleCount;
  }

  /** The left edge of the traces; a wider window shows more, and a narrower one returns to this place. */
  get startSample(): number {
    // The last window of a sweep runs out before it is full.
    return this.#isSwept ? this.#startSample : Math.min(this.#startSample, this.lastStartSample);
  }

  /** The earliest sample that is to be seen. */
  get shownStartSample(): number {
    return this.shown.at(-1)?.startSample ?? this.startSample;
  }

  /** The end of what is to be seen. */
  get shownEndSample(): number {
    return this.shown[0]?.endSample ?? this.endSample;
  }

  get line(): number | null {
    return this.#line;
  }

  /** Where the reader is: at the line of playing, else at the left edge. */
  get placeSample(): number {
    return this.#line ?? this.startSample;
  }

  get isSwept(): boolean {
    return this.#isSwept;
  }

  /** The last position of the left edge that still fills the window. */
  get lastStartSample(): number {
    return Math.max(0, this.sampleCount - this.visibleSamples);
  }

  /** Moves the window; a line that passed over it, or a sweep, ends. */
  scrollTo(startSample: number): void {
    this.#line = null;
    this.#isSwept = false;
    this.#startSample = Math.min(Math.max(0, startSample), this.lastStartSample);
  }

  /** Puts the line of playing at a sample of the window, which stands still. */
  moveLine(sample: number): void {
    this.#line = sample;
  }

  /** Begins to draw the samples from here on over the window that is shown, from the left. */
  sweepFrom(startSample: number): void {
    this.#isSwept = true;
    this.#startSample = startSample;
    this.#line = startSample;
  }

  scrollByWindows(windows: number): void {
    this.scrollTo(this.startSample + windows * this.visibleSamples);
  }

  scrollByPixels(pixels: number): void {
    this.scrollTo(this.startSample + pixels * this.samplesPerPixel);
  }

  centreOn(sample: number): void {
    this.scrollTo(sample - REVEAL_AT * this.visibleSamples);
  }

  isVisible(sample: number): boolean {
    return this.shown.some(
      ({ startSample, endSample }) => sample >= startSample && sample < endSample,
    );
  }

  /** Moves only when the sample is outside the window or at its very edge, then to the middle. */
  reveal(sample: number): void {
    const margin = REVEAL_MARGIN * this.visibleSamples;
    const atStart = sample < this.startSample + (this.startSample > 0 ? margin : 0);
    const atEnd = sample > this.endSample - (this.startSample < this.lastStartSample ? margin : 0);
    if (atStart || atEnd) this.centreOn(sample);
  }

  /** Changes the paper speed and keeps `anchorSample` (default: the middle) where it is on screen. */
  setSpeed(mmPerSecond: number, anchorSample = this.startSample + this.visibleSamples / 2): void {
    const share = (anchorSample - this.startSample) / Math.max(1, this.visibleSamples);
    this.mmPerSecond = mmPerSecond;
    this.scrollTo(anchorSample - share * this.visibleSamples);
  }

  /** CSS pixels from the left edge of the strip. */
  xOfSample(sample: number): number {
    const isOld = this.#isSwept && sample < this.startSample;
    const sinceStart = sample - this.startSample + (isOld ? this.visibleSamples : 0);
    return this.gutterPx + sinceStart / this.samplesPerPixel;
  }

  /** The sample under a strip position, whole and inside the recording. */
  sampleAtX(x: number): number {
    const inWindow = this.startSample + (x - this.gutterPx) * this.samplesPerPixel;
    const isOld = this.#isSwept && inWindow >= (this.#line ?? 0);
    const sample = isOld ? inWindow - this.visibleSamples : inWindow;
    return Math.round(Math.min(Math.max(0, sample), Math.max(0, this.sampleCount - 1)));
  }

  #shown(): ShownStretch[] {
    const { startSample, endSample, visibleSamples, samplesPerPixel } = this;
    // The line is asked for only in a sweep: over a still page it moves without anything drawn anew.
    if (!this.#isSwept) return [{ startSample, endSample, offsetPx: 0 }];
    const line = this.#line ?? startSample;
    const gapSamples = (SWEEP_GAP_MM / this.mmPerSecond) * this.sampleRateHz;
    const oldStart = Math.min(startSample, line - visibleSamples + gapSamples);
    return [
      { startSample, endSample: line, offsetPx: 0 },
      {
        startSample: oldStart,
        endSample: startSample,
        offsetPx: (oldStart + visibleSamples - startSample) / samplesPerPixel,
      },
    ];
  }
}
