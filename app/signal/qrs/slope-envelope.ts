/**
 * The slope envelope of a signal at one time scale: the root mean square, over a short window, of
 * the first and second difference of neighbouring box means. The pair is a band-pass whose two
 * outputs are about a quarter wave apart, so that a QRS complex gives one hump whatever its polarity
 * (after Pan and Tompkins 1985, IEEE Trans Biomed Eng 32:230, and Hamilton 2002, Comput Cardiol
 * 29:101). All sums are of whole numbers and hence exact: nothing drifts over a day.
 */
export class SlopeEnvelope {
  /** An envelope value needs the signal's prefix sums up to this many samples after it. */
  readonly lookAhead: number;
  readonly #box: number;
  readonly #reach: number;
  readonly #scale: number;
  readonly #energy: Float64Array;
  readonly #energyMask: number;
  #sum = 0;

  /** `smoothSamples` is the whole window; `countsPerStep` scales box means to ADC counts. */
  constructor(boxSamples: number, smoothSamples: number, countsPerStep: number) {
    this.#box = boxSamples;
    this.#reach = smoothSamples >> 1;
    this.lookAhead = this.#reach + 2 * boxSamples - (boxSamples >> 1);
    this.#scale = countsPerStep / boxSamples / Math.sqrt(2 * this.#reach + 1);
    const size = ringSize(2 * this.#reach + 2);
    this.#energy = new Float64Array(size);
    this.#energyMask = size - 1;
  }

  /**
   * The envelope at sample `position`, counts. Call once for each position in turn, from
   * `-lookAhead` on. `prefix[n & mask]` is the sum of all samples before n.
   */
  next(prefix: Float64Array, mask: number, position: number): number {
    const box = this.#box;
    const centre = position + this.#reach;
    const middle = centre - (box >> 1);
    const slope =
      (prefix[(centre + box) & mask] ?? 0) -
      2 * (prefix[centre & mask] ?? 0) +
      (prefix[(centre - box) & mask] ?? 0);
    const bend =
      3 * ((prefix[(middle + box) & mask] ?? 0) - (prefix[middle & mask] ?? 0)) +
      (prefix[(middle - box) & mask] ?? 0) -
      (prefix[(middle + 2 * box) & mask] ?? 0);
    const energy = slope * slope + 0.25 * bend * bend;
    const energies = this.#energy;
    const leaving = (position - this.#reach - 1) & this.#energyMask;
    this.#sum += energy - (energies[leaving] ?? 0);
    energies[centre & this.#energyMask] = energy;
    return Math.sqrt(Math.max(0, this.#sum)) * this.#scale;
  }
}

/** Smallest power of two that holds `length` values. */
export function ringSize(length: number): number {
  return 2 ** Math.ceil(Math.log2(length));
}
