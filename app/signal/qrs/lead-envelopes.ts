import { INVALID_SAMPLE } from '../../domain/recording.ts';
import { ringSize, SlopeEnvelope } from './slope-envelope.ts';

/** Box lengths and windows, s. The first scale finds QRS complexes; the second, sharper one tells
 * them from T waves, whose slopes are slower. */
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
  #inputs = 0;
  #prefixCount = 0;
  #total = 0;
  #pending = 0;
  #held = 0;
  #shift = 0;
  #inGap = true;

  constructor(sampleRateHz: number, decimation: number, historySamples: number) {
    const rateHz = sampleRateHz / decimation;
    const samples = (seconds: number): number => Math.max(1, Math.round(seconds * rateHz));
    const qrsBox = samples(QRS_BOX_S);
    this.#decimation = decimation;
    this.#qrsScale = new SlopeEnvelope(qrsBox, samples(QRS_WINDOW_S), 1 / decimation);
    this.#sharpScale = new SlopeEnvelope(
      samples(SHARP_BOX_S),
      samples(SHARP_WINDOW_S),
      1 / decimation,
    );
    this.#delay = Math.max(this.#qrsScale.lookAhead, this.#sharpScale.lookAhead);
    const size = ringSize(this.#delay + 3 * qrsBox + 2);
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

  /** Takes samples [from, to) of a chunk. */
  push(samples: Int16Array, from: number, to: number): void {
    for (let index = from; index < to; index++) this.#add(samples[index] ?? INVALID_SAMPLE);
  }

  /** Takes `count` samples that repeat the last one: what follows the end of a recording. */
  hold(count: number): void {
    for (let index = 0; index < count; index++) this.#add(INVALID_SAMPLE);
  }

  #add(sample: number): void {
    if (sample === INVALID_SAMPLE) {
      this.#inGap = true;
    } else {
      if (this.#inGap) this.#shift += this.#held - sample;
      this.#inGap = false;
      this.#held = sample;
    }
    this.counts[this.#inputs % this.counts.length] = this.#held;
    this.#inputs++;
    this.#total += this.#held + this.#shift;
    this.#pending++;
    if (this.#pending === this.#decimation) {
      this.#pending = 0;
      this.#emit();
    }
  }

  #emit(): void {
    this.#prefixCount++;
    const mask = this.#mask;
    this.#prefix[this.#prefixCount & mask] = this.#total;
    const position = this.#prefixCount - this.#delay;
    const qrs = this.#qrsScale.next(this.#prefix, mask, position);
    const sharp = this.#sharpScale.next(this.#prefix, mask, position);
    if (position < 0) return;
    const slot = position % this.qrs.length;
    this.qrs[slot] = qrs;
    this.sharp[slot] = sharp;
  }
}
