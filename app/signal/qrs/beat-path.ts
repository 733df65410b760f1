import type { CandidateTable } from './candidate-table.ts';

/**
 * Chooses the beats: the sequence of candidates with the most evidence in sum, where a pair of
 * neighbours costs something when they are too near, when the later looks like the earlier one's
 * T wave, or when they lie so far apart that a beat seems missing (the search-back of Pan and
 * Tompkins, done for all pairs at once by dynamic programming).
 */

/** No two beats are nearer, s: the ventricle's refractory period. */
const REFRACTORY_S = 0.2;
/** Beats within this are rare enough to need more evidence, s. */
const UNUSUAL_S = 0.33;
const UNUSUAL_COST_PER_S = 70;
/** A T wave ends this long after its QRS complex, s. */
const T_WAVE_END_S = 0.55;
/** A hump is T-like when it is lower than its QRS complex by this, log2; ever less so with time. */
const T_WAVE_DROP_LOG2 = 0.5;
const T_WAVE_DROP_FROM_S = 0.28;
const T_WAVE_DROP_PER_S = 4;
const T_WAVE_COST_PER_LOG2 = 12;
const T_WAVE_HIGHEST_COST = 16;
/** A gap costs from this many typical intervals on. */
const GAP_FROM_INTERVALS = 1.35;
const GAP_COST_PER_INTERVAL = 4;
/** Predecessors are compared one by one within this, s; earlier ones differ in nothing but the gap, */
const PAIRED_WITHIN_S = 4;
/** which then costs by the second. */
const LONG_GAP_COST_PER_S = 4;
/** The typical interval is the median of this many on either side. */
const INTERVALS_EACH_SIDE = 6;
const SHORTEST_TYPICAL_S = 0.3;
const LONGEST_TYPICAL_S = 1.6;
const ASSUMED_INTERVAL_S = 0.8;

export class BeatPath {
  readonly #candidates: CandidateTable;
  readonly #sampleRateHz: number;
  /** Worth of the best sequence that ends in the candidate, and the element before it. */
  readonly #sum: Float64Array;
  readonly #previous: Int32Array;

  constructor(candidates: CandidateTable, sampleRateHz: number) {
    this.#candidates = candidates;
    this.#sampleRateHz = sampleRateHz;
    this.#sum = new Float64Array(candidates.length);
    this.#previous = new Int32Array(candidates.length);
  }

  /** Marks the beats in `isBeat`, whose old marks tell the typical interval. */
  choose(evidence: Float32Array, isBeat: Uint8Array): void {
    const { length } = this.#candidates;
    const typicalS = this.#typicalIntervals(isBeat);
    // Of what is too early to be compared one by one, the best to go on from.
    let early = 0;
    let bestEarly = -1;
    for (let index = 0; index < length; index++) {
      while (early < index && this.#intervalS(early, index) > PAIRED_WITHIN_S) {
        if (this.#standing(early) > this.#standing(bestEarly)) bestEarly = early;
        early++;
      }
      this.#extend(index, typicalS[index] ?? ASSUMED_INTERVAL_S, early, bestEarly);
      this.#sum[index] = (this.#sum[index] ?? 0) + (evidence[index] ?? 0);
    }
    let last = -1;
    for (let index = 0; index < length; index++) {
      if (this.#standing(index) > this.#standing(last)) last = index;
    }
    isBeat.fill(0);
    for (let index = last; index >= 0; index = this.#previous[index] ?? -1) isBeat[index] = 1;
  }

  /** What a sequence that ends in a candidate is worth where gaps cost by the second; -1 is none. */
  #standing(index: number): number {
    if (index < 0) return 0;
    return (this.#sum[index] ?? 0) + LONG_GAP_COST_PER_S * this.#intervalS(0, index);
  }

  #intervalS(earlier: number, later: number): number {
    const { sample } = this.#candidates;
    return ((sample[later] ?? 0) - (sample[earlier] ?? 0)) / this.#sampleRateHz;
  }

  /** Finds the best sequence to continue with a candidate. */
  #extend(index: number, typicalS: number, early: number, bestEarly: number): void {
    let best = this.#standing(bestEarly) - LONG_GAP_COST_PER_S * this.#intervalS(0, index);
    let previous = bestEarly;
    for (let earlier = index - 1; earlier >= early; earlier--) {
      const intervalS = this.#intervalS(earlier, index);
      if (intervalS < REFRACTORY_S) continue;
      let sum = (this.#sum[earlier] ?? 0) - gapCost(intervalS, typicalS);
      if (sum <= best) continue;
      if (intervalS < T_WAVE_END_S) sum -= this.#closenessCost(earlier, index, intervalS);
      if (sum <= best) continue;
      best = sum;
      previous = earlier;
    }
    this.#sum[index] = best;
    this.#previous[index] = previous;
  }

  #closenessCost(earlier: number, later: number, intervalS: number): number {
    const drop = T_WAVE_DROP_LOG2 + T_WAVE_DROP_PER_S * Math.max(0, intervalS - T_WAVE_DROP_FROM_S);
    const tWave = T_WAVE_COST_PER_LOG2 * Math.max(0, -drop - this.#rise(earlier, later));
    const unusual = UNUSUAL_COST_PER_S * Math.max(0, UNUSUAL_S - intervalS);
    return Math.min(T_WAVE_HIGHEST_COST, tWave) + unusual;
  }

  /** How much higher the later hump is, log2, mean over the leads that show both. */
  #rise(earlier: number, later: number): number {
    const { qrsHeight, sharpHeight, leadCount } = this.#candidates;
    let sum = 0;
    let leads = 0;
    for (let lead = 0; lead < leadCount; lead++) {
      const from = earlier * leadCount + lead;
      const to = later * leadCount + lead;
      const rise =
        ((qrsHeight[to] ?? NaN) - (qrsHeight[from] ?? NaN)) / 2 +
        ((sharpHeight[to] ?? NaN) - (sharpHeight[from] ?? NaN)) / 2;
      if (Number.isNaN(rise)) continue;
      sum += rise;
      leads++;
    }
    return leads === 0 ? 0 : sum / leads;
  }

  /** Median interval around every candidate, s. */
  #typicalIntervals(isBeat: Uint8Array): Float32Array {
    const { length } = this.#candidates;
    const beats: number[] = [];
    for (let index = 0; index < length; index++) if (isBeat[index] === 1) beats.push(index);
    const typical = new Float32Array(length);
    let passed = 0;
    let medianS = this.#medianInterval(beats, 0);
    for (let index = 0; index < length; index++) {
      const before = passed;
      while ((beats[passed] ?? Infinity) < index) passed++;
      if (passed !== before) medianS = this.#medianInterval(beats, passed);
      typical[index] = medianS;
    }
    return typical;
  }

  #medianInterval(beats: readonly number[], centre: number): number {
    const intervals: number[] = [];
    const to = Math.min(beats.length - 1, centre + INTERVALS_EACH_SIDE);
    for (let beat = Math.max(1, centre - INTERVALS_EACH_SIDE); beat <= to; beat++) {
      intervals.push(this.#intervalS(beats[beat - 1] ?? 0, beats[beat] ?? 0));
    }
    intervals.sort((a, b) => a - b);
    const medianS = intervals[intervals.length >> 1] ?? ASSUMED_INTERVAL_S;
    return Math.min(LONGEST_TYPICAL_S, Math.max(SHORTEST_TYPICAL_S, medianS));
  }
}

function gapCost(intervalS: number, typicalS: number): number {
  return GAP_COST_PER_INTERVAL * Math.max(0, intervalS / typicalS - GAP_FROM_INTERVALS);
}
