import { INVALID_SAMPLE } from '../domain/recording.ts';
import { normaliseSpans, type Span } from '../domain/regions.ts';
import { slidingQuantiles } from '../signal/sliding-quantiles.ts';

/**
 * Noise in one lead, told by what is left between the beats. A heartbeat, normal or ectopic, is
 * followed by rest: its slopes come in humps. Noise leaves no rest. Per second, the quiet third of
 * the slope (10 to 25 Hz) around it is compared with what QRS complexes usually reach in that lead,
 * which is the signal-to-noise ratio of the Noise Stress Test Database (Moody 1984, Comput Cardiol
 * 11:381) and of the detector's own lead weights. Flutter of the ventricles has no rest either, but
 * hardly any fast components; so there must be some of these too (as Li 2008, Physiol Meas 29:15,
 * weighs power at 5 to 14 Hz against that at 5 to 50 Hz).
 *
 * The limits were set on de Chazal's DS1 half of MIT-BIH and on 118e_6; see
 * test/unit/app/quality/quality-mit-bih.test.ts for what they find and what they spare elsewhere.
 */

/** Slope and bend are computed at the sampling rate divided by a whole number, at most this rate. */
const HIGHEST_RATE_HZ = 200;
/** The bend is given as the second difference that it makes at this rate, whatever the rate was. */
const BEND_RATE_HZ = 180;
/** Means over this are subtracted from each other for the slope. */
const BOX_S = 0.03;
const SLOT_S = 0.1;
const SLOTS_PER_TICK = 10;
/** Slots around a second in which its rest is looked for. */
const SLOTS_LOOKED_AT = 30;
const REST_QUANTILE = 0.35;
const FAST_QUANTILE = 0.4;

/** A lead's usual QRS height is a quantile of the peaks, s on both sides, near and far. */
const NEAR_REACH_S = 120;
const NEAR_QUANTILE = 0.4;
const FAR_REACH_S = 1200;
const FAR_QUANTILE = 0.3;
const FAR_STRIDE_S = 10;
/** However long noise lasts, it is not taken for QRS complexes beyond this much of the far height. */
const MOST_OF_FAR = 1.3;
/** No lead's usual height is taken for lower than this, mV of slope: below it there is no ECG. */
const LEAST_HEIGHT_MV = 0.02;

/** Rest and fast components, as shares of the usual height, from which a second is noise. */
const MOST_REST = 0.3;
const MOST_FAST = 0.06;
/** Seconds that are judged together: the majority counts. */
const JUDGED_TICKS = 5;

export class NoiseFloor {
  readonly #decimation: number;
  readonly #box: number;
  readonly #slot: number;
  readonly #unitsPerMv: number;
  readonly #bendScale: number;
  readonly #tickSamples: number;
  /** Ring of prefix sums: entry n is the sum of all decimated samples before n. */
  readonly #prefix: Float64Array;
  readonly #mask: number;
  readonly #slope = new Float64Array(SLOTS_LOOKED_AT);
  readonly #fast = new Float64Array(SLOTS_LOOKED_AT);
  readonly #sorted = new Float64Array(SLOTS_LOOKED_AT);
  readonly #rest: number[] = [];
  readonly #quick: number[] = [];
  readonly #peak: number[] = [];
  #total = 0;
  #pending = 0;
  #count = 0;
  #held = 0;
  #slots = 0;
  #inSlot = 0;
  #slopeEnergy = 0;
  #fastEnergy = 0;

  constructor(sampleRateHz: number, countsPerMv: number) {
    this.#decimation = Math.ceil(sampleRateHz / HIGHEST_RATE_HZ);
    const rateHz = sampleRateHz / this.#decimation;
    this.#box = Math.max(2, Math.round(BOX_S * rateHz));
    this.#slot = Math.max(1, Math.round(SLOT_S * rateHz));
    this.#unitsPerMv = countsPerMv * this.#decimation;
    this.#bendScale = (rateHz / BEND_RATE_HZ) ** 2;
    this.#tickSamples = this.#slot * this.#decimation * SLOTS_PER_TICK;
    const size = 2 ** Math.ceil(Math.log2(4 * this.#box));
    this.#prefix = new Float64Array(size);
    this.#mask = size - 1;
  }

  /** Missing samples hold the last value. */
  push(samples: Int16Array): void {
    const prefix = this.#prefix;
    const mask = this.#mask;
    const decimation = this.#decimation;
    const box = this.#box;
    const slot = this.#slot;
    let total = this.#total;
    let held = this.#held;
    let pending = this.#pending;
    let count = this.#count;
    let inSlot = this.#inSlot;
    let slopeEnergy = this.#slopeEnergy;
    let fastEnergy = this.#fastEnergy;
    for (const sample of samples) {
      if (sample !== INVALID_SAMPLE) held = sample;
      total += held;
      if (++pending < decimation) continue;
      pending = 0;
      prefix[++count & mask] = total;
      const centre = count - box;
      if (centre < box) continue;
      const middle = prefix[centre & mask] as number;
      const next = prefix[(centre + 1) & mask] as number;
      const slope = total - 2 * middle + (prefix[(centre - box) & mask] as number);
      const bend =
        (prefix[(centre + 2) & mask] as number) -
        3 * next +
        3 * middle -
        (prefix[(centre - 1) & mask] as number);
      slopeEnergy += slope * slope;
      fastEnergy += bend * bend;
      if (++inSlot < slot) continue;
      this.#endSlot(slopeEnergy, fastEnergy);
      slopeEnergy = 0;
      fastEnergy = 0;
      inSlot = 0;
    }
    this.#total = total;
    this.#held = held;
    this.#pending = pending;
    this.#count = count;
    this.#inSlot = inSlot;
    this.#slopeEnergy = slopeEnergy;
    this.#fastEnergy = fastEnergy;
  }

  /**
   * Noisy stretches of a lead of so many samples. What `still` holds is not looked at: nothing is
   * recorded there.
   */
  finish(sampleCount: number, isStill: (sample: number) => boolean): Span[] {
    const ticks = this.#peak.length;
    const peak = Float64Array.from(this.#peak, (value, tick) =>
      isStill(tick * this.#tickSamples) ? Number.NaN : value,
    );
    const usual = usualHeights(peak);
    const isNoisy = Uint8Array.from(peak, (value, tick) => {
      const height = usual[tick] ?? 0;
      const rest = (this.#rest[tick] ?? 0) / height;
      const fast = (this.#quick[tick] ?? 0) / height;
      return Number(!Number.isNaN(value) && rest > MOST_REST && fast > MOST_FAST);
    });
    const spans: Span[] = [];
    const half = JUDGED_TICKS >> 1;
    for (let tick = 0; tick < ticks; tick++) {
      let votes = 0;
      for (let near = tick - half; near <= tick + half; near++) {
        votes += isNoisy[Math.min(ticks - 1, Math.max(0, near))] ?? 0;
      }
      if (votes <= half) continue;
      const startSample = tick * this.#tickSamples;
      const endSample = tick === ticks - 1 ? sampleCount : startSample + this.#tickSamples;
      spans.push({ startSample, endSample });
    }
    return normaliseSpans(spans);
  }

  #endSlot(slopeEnergy: number, fastEnergy: number): void {
    const at = this.#slots % SLOTS_LOOKED_AT;
    const perMv = this.#unitsPerMv;
    this.#slope[at] = Math.sqrt(slopeEnergy / this.#slot) / this.#box / perMv;
    // A second difference of white noise has six times its power.
    this.#fast[at] = (Math.sqrt(fastEnergy / this.#slot / 6) * this.#bendScale) / perMv;
    this.#slots++;
    // A second's surroundings are complete one second after its end.
    if (this.#slots % SLOTS_PER_TICK !== 0 || this.#slots < 2 * SLOTS_PER_TICK) return;
    this.#endTick();
  }

  #endTick(): void {
    const known = Math.min(this.#slots, SLOTS_LOOKED_AT);
    this.#rest.push(this.#quantile(this.#slope, known, REST_QUANTILE));
    this.#peak.push(this.#sorted[known - 1] ?? 0);
    this.#quick.push(this.#quantile(this.#fast, known, FAST_QUANTILE));
  }

  /** Leaves the first `count` values sorted in `#sorted`. */
  #quantile(values: Float64Array, count: number, quantile: number): number {
    const sorted = this.#sorted.subarray(0, count);
    sorted.set(values.subarray(0, count));
    sorted.sort();
    return sorted[Math.floor(quantile * count)] ?? 0;
  }
}

function usualHeights(peak: Float64Array): Float64Array {
  const near = slidingQuantiles(peak, NEAR_REACH_S, [NEAR_QUANTILE])[0] ?? peak;
  const sparse = peak.filter((_, tick) => tick % FAR_STRIDE_S === 0);
  const far = slidingQuantiles(sparse, FAR_REACH_S / FAR_STRIDE_S, [FAR_QUANTILE])[0] ?? sparse;
  return near.map((height, tick) => {
    const limit = MOST_OF_FAR * (far[Math.floor(tick / FAR_STRIDE_S)] ?? height);
    return Math.max(LEAST_HEIGHT_MV, Math.min(height, limit));
  });
}
