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

/**
 * What part of the recording is on screen and how large: the one source for all strips, lanes and
 * the overview. Positions are samples from the start of the recording; `startSample` may be
 * fractional while scrolling smoothly.
 */
export class StripView {
  readonly sampleRateHz: number;
  readonly sampleCount: number;

  #startSample = $state(0);
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

  constructor(recording: { sampleRateHz: number; sampleCount: number }) {
    this.sampleRateHz = recording.sampleRateHz;
    this.sampleCount = recording.sampleCount;
  }

  /** The left edge of the traces; a wider window shows more, and a narrower one returns to this place. */
  get startSample(): number {
    return Math.min(this.#startSample, this.lastStartSample);
  }

  /** The last position of the left edge that still fills the window. */
  get lastStartSample(): number {
    return Math.max(0, this.sampleCount - this.visibleSamples);
  }

  scrollTo(startSample: number): void {
    this.#startSample = Math.min(Math.max(0, startSample), this.lastStartSample);
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
    return sample >= this.startSample && sample < this.endSample;
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
    return this.gutterPx + (sample - this.startSample) / this.samplesPerPixel;
  }

  /** The sample under a strip position, whole and inside the recording. */
  sampleAtX(x: number): number {
    const sample = this.startSample + (x - this.gutterPx) * this.samplesPerPixel;
    return Math.round(Math.min(Math.max(0, sample), Math.max(0, this.sampleCount - 1)));
  }
}
