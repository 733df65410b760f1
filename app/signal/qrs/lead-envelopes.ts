import { INVALID_SAMPLE } from '../../domain/recording.ts';
import { SlopeEnvelope } from './slope-envelope.ts';

/**
 * Box lengths and windows, s. The first scale finds QRS complexes; the second, sharper one tells
 * them from T waves, whose slopes are slower.
 */
const QRS_BOX_S = 0.03;
const QRS_WINDOW_S = 0.08;
const SHARP_BOX_S = 0.014;
const SHARP_WINDOW_S = 0.06;

/**
 * Both slope envelopes of one lead, at the sampling rate divided by a whole number. Missing samples
 * hold the last value, and the signal continues from there without a step, so that a gap is flat.
 */
export class LeadEnvelopes {
  /** Rings of `historySamples` envelope values; value n is at n % historySamples. */
  readonly qrs: Float32Array;
  readonly sharp: Float32Array;
  /** Ring of the lead's own samples, held through gaps; sample n at n % its length. */
  readonly counts: Int16Array;
  readonly #decimation: number;
  /** Envelope samples between the newest input and the newest output. */
  readonly #delay: number;
  readonly #qrsScale: SlopeEnvelope;
  readonly #sharpScale: SlopeEnvelope;
  readonly #prefix: Float64Array;
  readonly #mask: number;
  #prefixCount = 0;
  #total = 0;
  #pending = 0;
  #inputs = 0;
  #countSlot = 0;
  #held = 0;
  #shift = 0;
  #inGap = true;

  constructor(sampleRateHz: number, decimation: number, historySamples: number) {
    const rateHz = sampleRateHz / decimation;
    const samples = (seconds: number): number => Math.max(1, Math.round(seconds * rateHz));
    const step = 1 / decimation;
    this.#decimation = decimation;
    this.#qrsScale = new SlopeEnvelope(samples(QRS_BOX_S), samples(QRS_WINDOW_S), step);
    this.#sharpScale = new SlopeEnvelope(samples(SHARP_BOX_S), samples(SHARP_WINDOW_S), step);
    this.#delay = Math.max(this.#qrsScale.lookAhead, this.#sharpScale.lookAhead);
    const size = 2 ** Math.ceil(Math.log2(historySamples));
    this.#prefix = new Float64Array(size);
    this.#mask = size - 1;
    this.qrs = new Float32Array(historySamples);
    this.sharp = new Float32Array(historySamples);
    this.counts = new Int16Array(historySamples * decimation);
  }

  /** Samples that are still needed until `count` envelope values exist. */
  samplesUntil(count: number): number {
    return Math.max(0, (count + this.#delay - 1) * this.#decimation - this.#inputs);
  }

  /** Takes samples [from, to) of a chunk: at most half of what the rings hold. */
  push(samples: Int16Array, from: number, to: number): void {
    const { counts } = this;
    const prefix = this.#prefix;
    const mask = this.#mask;
    const decimation = this.#decimation;
    const prefixCountBefore = this.#prefixCount;
    let prefixCount = prefixCountBefore;
    let held = this.#held;
    let shift = this.#shift;
    let total = this.#total;
    let pending = this.#pending;
    let slot = this.#countSlot;
    let inGap = this.#inGap;
    for (let index = from; index < to; index++) {
      const sample = samples[index] ?? INVALID_SAMPLE;
      if (sample === INVALID_SAMPLE) {
        inGap = true;
      } else {
        if (inGap) {
          shift += held - sample;
          inGap = false;
        }
        held = sample;
      }
      counts[slot] = held;
      slot = slot + 1 === counts.length ? 0 : slot + 1;
      total += held + shift;
      pending++;
      if (pending === decimation) {
        pending = 0;
        prefixCount++;
        prefix[prefixCount & mask] = total;
      }
    }
    this.#inputs += to - from;
    this.#prefixCount = prefixCount;
    this.#held = held;
    this.#shift = shift;
    this.#total = total;
    this.#pending = pending;
    this.#countSlot = slot;
    this.#inGap = inGap;
    this.#appendEnvelopes(prefixCountBefore);
  }

  /** Takes `count` repetitions of the last sample: what follows the end of a recording. */
  hold(count: number): void {
    this.push(new Int16Array(count).fill(INVALID_SAMPLE), 0, count);
  }

  #appendEnvelopes(prefixCountBefore: number): void {
    const from = prefixCountBefore + 1 - this.#delay;
    const to = this.#prefixCount + 1 - this.#delay;
    this.#qrsScale.append(this.#prefix, this.#mask, from, to, this.qrs);
    this.#sharpScale.append(this.#prefix, this.#mask, from, to, this.sharp);
  }
}
