import { INVALID_SAMPLE } from '../domain/recording.ts';
import type { Span } from '../domain/regions.ts';

/** Missing samples for this long are an electrode that is off; the detector bridges shorter gaps. */
const LEAST_GAP_S = 0.2;
/**
 * Flat lines are sought as by Clifford 2012 (Physiol Meas 33:1419), with a limit of our own: an
 * amplifier on a patient is never stiller than this: in a pause the body's and its own noise
 * remain, so that asystole is not taken for a lead that is off.
 */
const STILL_MV = 0.005;
const LEAST_FLAT_S = 1;
/** Equal samples for this long at the highest or lowest value of all: no wave has such a top. */
const LEAST_AT_LIMIT_S = 0.04;
const LEAST_AT_LIMIT_SAMPLES = 4;
/** Samples that are looked at together, for speed: what is missing, still or at a limit stands out. */
const BLOCK = 16;

/** Samples of one lead that hold no signal: missing, unmoving, or at the recorder's limit. */
export class StillSignal {
  readonly #leastGap: number;
  readonly #leastFlat: number;
  readonly #leastAtLimit: number;
  readonly #stillCounts: number;
  readonly missing: Span[] = [];
  readonly flat: Span[] = [];
  #sample = 0;
  #wasPlain = false;
  /** Where the present run of missing samples began; -1 outside one. */
  #gapStart = -1;
  /** The run of samples that lie within `#stillCounts` of each other. */
  #stillStart = 0;
  #stillLow = 0;
  #stillHigh = 0;
  /** The run of equal samples. */
  #equalStart = 0;
  #equalValue = INVALID_SAMPLE;
  /** Extremes so far, with the runs at them. */
  #low: Limit = { value: Infinity, runs: [] };
  #high: Limit = { value: -Infinity, runs: [] };

  constructor(sampleRateHz: number, countsPerMv: number) {
    this.#leastGap = Math.ceil(LEAST_GAP_S * sampleRateHz);
    this.#leastFlat = Math.ceil(LEAST_FLAT_S * sampleRateHz);
    this.#leastAtLimit = Math.max(
      LEAST_AT_LIMIT_SAMPLES,
      Math.ceil(LEAST_AT_LIMIT_S * sampleRateHz),
    );
    this.#stillCounts = Math.floor(STILL_MV * countsPerMv);
  }

  push(samples: Int16Array): void {
    for (let from = 0; from < samples.length; from += BLOCK) {
      const to = Math.min(from + BLOCK, samples.length);
      let low = 32767;
      let high = INVALID_SAMPLE;
      for (let index = from; index < to; index++) {
        const value = samples[index] as number;
        if (value < low) low = value;
        if (value > high) high = value;
      }
      const isPlain =
        low > this.#low.value && high < this.#high.value && high - low > this.#stillCounts;
      // What ends in this block is looked at sample by sample; a run that begins in it is short.
      if (isPlain && this.#wasPlain) this.#pass(samples[to - 1] as number, to - from);
      else this.#follow(samples, from, to);
      this.#wasPlain = isPlain;
    }
  }

  /** Steps over a block that moves and is neither missing nor at a limit. */
  #pass(last: number, length: number): void {
    this.#sample += length;
    this.#equalValue = last;
    this.#equalStart = this.#sample - 1;
    this.#stillStart = this.#sample - 1;
    this.#stillLow = last;
    this.#stillHigh = last;
  }

  #follow(samples: Int16Array, from: number, to: number): void {
    let at = this.#sample;
    for (let index = from; index < to; index++, at++) {
      const value = samples[index] as number;
      if (value === this.#equalValue) continue;
      this.#endEqual(at);
      this.#equalValue = value;
      this.#equalStart = at;
      if (value === INVALID_SAMPLE || this.#gapStart >= 0) {
        this.#endStill(at);
        this.#endGap(at);
        this.#stillLow = value;
        this.#stillHigh = value;
        if (value === INVALID_SAMPLE) {
          this.#gapStart = at;
          continue;
        }
      }
      // A new extreme makes what was at the earlier one worthless.
      if (value > this.#high.value) this.#high = { value, runs: [] };
      if (value < this.#low.value) this.#low = { value, runs: [] };
      if (value < this.#stillLow) this.#stillLow = value;
      if (value > this.#stillHigh) this.#stillHigh = value;
      if (this.#stillHigh - this.#stillLow <= this.#stillCounts) continue;
      this.#endStill(at);
      this.#stillLow = value;
      this.#stillHigh = value;
    }
    this.#sample = at;
  }

  /** Ends the recording; `missing` and `flat` are then whole. Returns what is at the limits. */
  finish(): Span[] {
    this.#endEqual(this.#sample);
    if (this.#gapStart >= 0) this.#endGap(this.#sample);
    else this.#endStill(this.#sample);
    if (this.#low.value === this.#high.value) return [];
    return [...this.#low.runs, ...this.#high.runs].toSorted(
      (a, b) => a.startSample - b.startSample,
    );
  }

  #endGap(at: number): void {
    if (this.#gapStart >= 0 && at - this.#gapStart >= this.#leastGap) {
      this.missing.push({ startSample: this.#gapStart, endSample: at });
    }
    this.#gapStart = -1;
  }

  #endStill(at: number): void {
    if (this.#gapStart < 0 && at - this.#stillStart >= this.#leastFlat) {
      this.flat.push({ startSample: this.#stillStart, endSample: at });
    }
    this.#stillStart = at;
  }

  #endEqual(endSample: number): void {
    const startSample = this.#equalStart;
    if (endSample - startSample < this.#leastAtLimit) return;
    for (const { value, runs } of [this.#low, this.#high]) {
      if (value === this.#equalValue) runs.push({ startSample, endSample });
    }
  }
}

interface Limit {
  readonly value: number;
  readonly runs: Span[];
}
