import { INVALID_SAMPLE } from '../domain/recording.ts';
import type { Span } from '../domain/regions.ts';

/** Missing samples for this long are an electrode that is off; the detector bridges shorter gaps. */
const LEAST_GAP_S = 0.2;
/**
 * An amplifier on a patient is never stiller than this: in a pause the body's and its own noise
 * remain, so that asystole is not taken for a lead that is off.
 */
const STILL_MV = 0.005;
const LEAST_FLAT_S = 1;
/** Equal samples for this long at the highest or lowest value of all: no wave has such a top. */
const LEAST_AT_LIMIT_S = 0.04;
const LEAST_AT_LIMIT_SAMPLES = 4;

/** Samples of one lead that hold no signal: missing, unmoving, or at the recorder's limit. */
export class StillSignal {
  readonly #leastGap: number;
  readonly #leastFlat: number;
  readonly #leastAtLimit: number;
  readonly #stillCounts: number;
  readonly missing: Span[] = [];
  readonly flat: Span[] = [];
  #sample: number;
  /** Where the present run of missing samples began; -1 outside one. */
  #gapStart = -1;
  /** The run of samples that lie within `#stillCounts` of each other. */
  #stillStart: number;
  #stillLow = 0;
  #stillHigh = 0;
  /** The run of equal samples. */
  #equalStart: number;
  #equalValue = INVALID_SAMPLE;
  /** Extremes so far, with the runs at them; a new extreme makes the earlier ones worthless. */
  readonly #low = { value: Infinity, runs: [] as Span[] };
  readonly #high = { value: -Infinity, runs: [] as Span[] };

  constructor(sampleRateHz: number, countsPerMv: number, firstSample: number) {
    this.#leastGap = Math.ceil(LEAST_GAP_S * sampleRateHz);
    this.#leastFlat = Math.ceil(LEAST_FLAT_S * sampleRateHz);
    this.#leastAtLimit = Math.max(
      LEAST_AT_LIMIT_SAMPLES,
      Math.ceil(LEAST_AT_LIMIT_S * sampleRateHz),
    );
    this.#stillCounts = Math.floor(STILL_MV * countsPerMv);
    this.#sample = firstSample;
    this.#stillStart = firstSample;
    this.#equalStart = firstSample;
  }

  push(samples: Int16Array): void {
    let at = this.#sample;
    let equalValue = this.#equalValue;
    let low = this.#stillLow;
    let high = this.#stillHigh;
    for (let index = 0; index < samples.length; index++, at++) {
      const value = samples[index] ?? INVALID_SAMPLE;
      if (value === equalValue) continue;
      this.#endEqual(equalValue, at);
      equalValue = value;
      this.#equalStart = at;
      if (value === INVALID_SAMPLE || this.#gapStart >= 0) {
        this.#endStill(at);
        low = value;
        high = value;
        this.#endGap(at);
        if (value === INVALID_SAMPLE) this.#gapStart = at;
        continue;
      }
      if (value < low) low = value;
      if (value > high) high = value;
      if (high - low <= this.#stillCounts) continue;
      this.#endStill(at);
      low = value;
      high = value;
    }
    this.#sample = at;
    this.#equalValue = equalValue;
    this.#stillLow = low;
    this.#stillHigh = high;
  }

  /** Ends the recording; `missing` and `flat` are then whole. Returns what is at the limits. */
  finish(): Span[] {
    this.#endEqual(this.#equalValue, this.#sample);
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

  #endEqual(value: number, at: number): void {
    if (value === INVALID_SAMPLE) return;
    this.#atLimit(this.#high, value, value > this.#high.value, at);
    this.#atLimit(this.#low, value, value < this.#low.value, at);
  }

  #atLimit(limit: { value: number; runs: Span[] }, value: number, beyond: boolean, at: number) {
    if (beyond) {
      limit.value = value;
      limit.runs = [];
    }
    if (value === limit.value && at - this.#equalStart >= this.#leastAtLimit) {
      limit.runs.push({ startSample: this.#equalStart, endSample: at });
    }
  }
}
