/**
 * The stimulus of a pacemaker in a recording: a lone deflection that is narrower than any of the
 * heart's own. Readers put the mark of a paced beat there, not on the QRS complex that follows.
 */

/** A spike is seen from this far on either side of its tip, s. */
const NEAR_S = 0.0085;
const FAR_S = 2 * NEAR_S;
/** Of what a spike stands out by from far, it has at least this much from near; R waves have less. */
const LEAST_NARROWNESS = 0.5;
/** Nothing else in the window stands out by more than this share of it: noise has many tips. */
const MOST_OF_OTHERS = 0.35;
/** Below this rate a spike is a sample or nothing. */
const LOWEST_RATE_HZ = 200;

export class PacingSpikeFinder {
  readonly #near: number;
  readonly #far: number;
  readonly #enabled: boolean;

  constructor(sampleRateHz: number) {
    this.#near = Math.round(NEAR_S * sampleRateHz);
    this.#far = Math.round(FAR_S * sampleRateHz);
    this.#enabled = sampleRateHz >= LOWEST_RATE_HZ;
  }

  /** How far a narrow tip stands out on both sides, counts; 0 if there is none. */
  heightAt(samples: Int16Array, tip: number): number {
    const height = this.#prominence(samples, tip);
    if (height === 0) return 0;
    const value = samples[tip] ?? 0;
    const fromFar = Math.max(
      Math.abs(value - (samples[tip - this.#far] ?? value)),
      Math.abs(value - (samples[tip + this.#far] ?? value)),
    );
    return height < LEAST_NARROWNESS * fromFar ? 0 : height;
  }

  /** The only narrow tip in [from, to) that is at least so high, or -1. */
  find(samples: Int16Array, from: number, to: number, leastHeight: number): number {
    if (!this.#enabled) return -1;
    const first = Math.max(from, this.#far);
    const last = Math.min(to, samples.length - this.#far);
    const near = this.#near;
    let tallest = leastHeight;
    let tip = -1;
    for (let index = first; index < last; index++) {
      // Nearly every sample of nearly every beat ends here: no call, no more than one look back.
      if (Math.abs((samples[index] ?? 0) - (samples[index - near] ?? 0)) <= tallest) continue;
      if (this.#prominence(samples, index) <= tallest) continue;
      const height = this.heightAt(samples, index);
      if (height <= tallest) continue;
      tallest = height;
      tip = index;
    }
    if (tip < 0) return -1;
    for (let index = first; index < last; index++) {
      if (Math.abs(index - tip) <= this.#far) continue;
      if (this.heightAt(samples, index) > MOST_OF_OTHERS * tallest) return -1;
    }
    return tip;
  }

  #prominence(samples: Int16Array, tip: number): number {
    const value = samples[tip] ?? 0;
    const before = value - (samples[tip - this.#near] ?? value);
    const after = value - (samples[tip + this.#near] ?? value);
    return before * after <= 0 ? 0 : Math.min(Math.abs(before), Math.abs(after));
  }
}
