import type { CandidateTable } from './candidate-table.ts';

/**
 * How strongly each candidate looks like a beat, judged by how beats and other humps around it look
 * in each lead. Per lead it is Fisher's linear discriminant on the height (log2) with means and
 * variance learnt from the neighbourhood, so a lead counts by how well it separates the two there
 * and then: noise, a poor projection or a lead that is off take its vote away, and a clean lead that
 * shows nothing speaks against an artefact in another.
 */

/** Time constants of the neighbourhood, s, in both directions. */
const BEAT_MEMORY_S = 7;
const NOISE_MEMORY_S = 6;
/** What is assumed before anything is learnt (of beats: a height of 0), and for how many candidates. */
const NOISE_HEIGHT_LOG2 = -2.8;
const NOISE_PRIOR_COUNT = 2;
const BEAT_PRIOR_COUNT = 8;
const SPREAD_LOG2 = 1;
const SPREAD_PRIOR_COUNT = 10;
/** A lead's evidence, log-likelihood ratio, is limited to this both ways. */
const STRONGEST_EVIDENCE = 6;
/** Subtracted from every candidate: most are no beats. */
const PRIOR_EVIDENCE = 1;
/** Beats are placed by the first lead unless another one is this many times better. */
const FIRST_LEAD_PREFERENCE = 3;

/** Weighted sums over the neighbours on one side, per candidate. */
class NeighbourSums {
  beats = 0;
  beatHeight = 0;
  beatSquares = 0;
  noise = 0;
  noiseHeight = 0;

  fade(beatFactor: number, noiseFactor: number): void {
    this.beats *= beatFactor;
    this.beatHeight *= beatFactor;
    this.beatSquares *= beatFactor;
    this.noise *= noiseFactor;
    this.noiseHeight *= noiseFactor;
  }

  add(height: number, isBeat: boolean): void {
    if (Number.isNaN(height)) return;
    if (isBeat) {
      this.beats += 1;
      this.beatHeight += height;
      this.beatSquares += height * height;
    } else {
      this.noise += 1;
      this.noiseHeight += height;
    }
  }
}

/** Values stored per candidate of the sums before it. */
const STORED = 5;

export class BeatEvidence {
  /** Log-likelihood ratio of "beat" per candidate. */
  readonly evidence: Float32Array;
  /** The lead whose extremum places the beat. */
  readonly placingLead: Uint8Array;
  readonly #candidates: CandidateTable;
  readonly #isNearSilence: Uint8Array;
  readonly #beatFade: Float64Array;
  readonly #noiseFade: Float64Array;
  readonly #before: Float64Array;
  readonly #bestSeparation: Float32Array;

  /** `isNearSilence`: 1 per candidate near which a lead was off, see `muteSilentLeads`. */
  constructor(candidates: CandidateTable, isNearSilence: Uint8Array, sampleRateHz: number) {
    const { length, sample } = candidates;
    this.#candidates = candidates;
    this.#isNearSilence = isNearSilence;
    this.evidence = new Float32Array(length);
    this.placingLead = new Uint8Array(length);
    this.#before = new Float64Array(length * STORED);
    this.#bestSeparation = new Float32Array(length);
    const fade = (memoryS: number) =>
      Float64Array.from({ length }, (_, index) => {
        const gap = (sample[index] ?? 0) - (sample[Math.max(0, index - 1)] ?? 0);
        return Math.exp(-gap / sampleRateHz / memoryS);
      });
    this.#beatFade = fade(BEAT_MEMORY_S);
    this.#noiseFade = fade(NOISE_MEMORY_S);
  }

  /** Judges all candidates by a first guess of which are beats (1) and which not (0). */
  judge(isBeat: Uint8Array): void {
    this.evidence.fill(-PRIOR_EVIDENCE);
    this.#bestSeparation.fill(0);
    for (let lead = 0; lead < this.#candidates.leadCount; lead++) {
      this.#sumBefore(lead, isBeat);
      this.#judgeLead(lead, isBeat);
    }
  }

  #sumBefore(lead: number, isBeat: Uint8Array): void {
    const sums = new NeighbourSums();
    for (let index = 0; index < this.#candidates.length; index++) {
      sums.fade(this.#beatFade[index] ?? 1, this.#noiseFade[index] ?? 1);
      const at = index * STORED;
      this.#before[at] = sums.beats;
      this.#before[at + 1] = sums.beatHeight;
      this.#before[at + 2] = sums.beatSquares;
      this.#before[at + 3] = sums.noise;
      this.#before[at + 4] = sums.noiseHeight;
      sums.add(this.#candidates.heightLog2(index, lead), isBeat[index] === 1);
    }
  }

  /** Runs backwards and adds what comes after to what was stored of before. */
  #judgeLead(lead: number, isBeat: Uint8Array): void {
    const sums = new NeighbourSums();
    const before = this.#before;
    for (let index = this.#candidates.length - 1; index >= 0; index--) {
      const height = this.#candidates.heightLog2(index, lead);
      const own = isBeat[index] === 1;
      // A beat is part of its own neighbourhood; a hump that is none must not explain itself away.
      if (own) sums.add(height, true);
      const at = index * STORED;
      const beats = (before[at] ?? 0) + sums.beats;
      const beatHeight = (before[at + 1] ?? 0) + sums.beatHeight;
      const beatSquares = (before[at + 2] ?? 0) + sums.beatSquares;
      const noise = (before[at + 3] ?? 0) + sums.noise + NOISE_PRIOR_COUNT;
      const noiseHeight =
        (before[at + 4] ?? 0) + sums.noiseHeight + NOISE_PRIOR_COUNT * NOISE_HEIGHT_LOG2;
      if (!own) sums.add(height, false);
      sums.fade(this.#beatFade[index] ?? 1, this.#noiseFade[index] ?? 1);
      if (Number.isNaN(height)) continue;

      const beatMean = beatHeight / (beats + BEAT_PRIOR_COUNT);
      const noiseMean = noiseHeight / noise;
      const deviations = beatSquares - 2 * beatMean * beatHeight + beatMean * beatMean * beats;
      const variance =
        (SPREAD_PRIOR_COUNT * SPREAD_LOG2 * SPREAD_LOG2 + deviations) /
        (SPREAD_PRIOR_COUNT + beats);
      const distance = Math.max(0, beatMean - noiseMean);
      const aboveMiddle = Math.min(height, beatMean) - (beatMean + noiseMean) / 2;
      let evidence = (distance / variance) * aboveMiddle;
      if (this.#isNearSilence[index] === 1) {
        evidence = Math.max(evidence, evidenceByAssumption(height));
      }
      this.evidence[index] =
        (this.evidence[index] ?? 0) +
        Math.max(-STRONGEST_EVIDENCE, Math.min(STRONGEST_EVIDENCE, evidence));
      this.#considerForPlacing(index, lead, (distance * distance) / variance);
    }
  }

  #considerForPlacing(index: number, lead: number, separation: number): void {
    const preferred = separation * (lead === 0 ? FIRST_LEAD_PREFERENCE : 1);
    if (preferred <= (this.#bestSeparation[index] ?? 0)) return;
    this.#bestSeparation[index] = preferred;
    this.placingLead[index] = lead;
  }
}

/** What a height would say if nothing had been learnt. */
function evidenceByAssumption(height: number): number {
  const distance = -NOISE_HEIGHT_LOG2;
  return (distance / SPREAD_LOG2 ** 2) * (Math.min(height, 0) + distance / 2);
}
