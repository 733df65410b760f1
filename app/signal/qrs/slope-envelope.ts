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
  readonly #energies: Float64Array;
  #energySlot = 0;
  #sum = 0;
  #outputSlot = 0;

  /** `windowSamples` is the whole window; `countsPerStep` scales box means to ADC counts. */
  constructor(boxSamples: number, windowSamples: number, countsPerStep: number) {
    this.#box = boxSamples;
    this.#reach = windowSamples >> 1;
    this.lookAhead = this.#reach + 2 * boxSamples - (boxSamples >> 1);
    this.#scale = countsPerStep / boxSamples / Math.sqrt(2 * this.#reach + 1);
    this.#energies = new Float64Array(2 * this.#reach + 1);
  }

  /**
   * Appends the envelope (counts) of samples [from, to) to a ring; those before sample 0 only run the
   * filter in. Call for adjoining ranges, from `-lookAhead` or earlier on. `prefix[n & mask]` is the
   * sum of all samples before n.
   */
  append(prefix: Float64Array, mask: number, from: number, to: number, ring: Float32Array): void {
    const box = this.#box;
    const half = box >> 1;
    const energies = this.#energies;
    let sum = this.#sum;
    let slot = this.#energySlot;
    let output = this.#outputSlot;
    for (let position = from; position < to; position++) {
      const centre = position + this.#reach;
      const middle = centre - half;
      const slope =
        (prefix[(centre + box) & mask] ?? 0) -
        2 * (prefix[centre & mask] ?? 0) +
        (prefix[(centre - box) & mask] ?? 0);
      const bend =
        3 * ((prefix[(middle + box) & mask] ?? 0) - (prefix[middle & mask] ?? 0)) +
        (prefix[(middle - box) & mask] ?? 0) -
        (prefix[(middle + 2 * box) & mask] ?? 0);
      const energy = slope * slope + 0.25 * bend * bend;
      sum += energy - (energies[slot] ?? 0);
      energies[slot] = energy;
      slot = slot + 1 === energies.length ? 0 : slot + 1;
      if (position < 0) continue;
      ring[output] = Math.sqrt(Math.max(0, sum)) * this.#scale;
      output = output + 1 === ring.length ? 0 : output + 1;
    }
    this.#sum = sum;
    this.#energySlot = slot;
    this.#outputSlot = output;
  }
}
