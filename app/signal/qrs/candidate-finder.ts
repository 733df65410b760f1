import { snapToExtremum } from '../snap.ts';
import { CandidateTable, NO_SPIKE } from './candidate-table.ts';
import type { LeadEnvelopes } from './lead-envelopes.ts';
import { FLAT_COUNTS, LONG_REACH_BLOCKS, PARTS_PER_BLOCK, type LeadLevels } from './lead-levels.ts';
import { PacingSpikeFinder } from './pacing-spike.ts';

/** Height of the combined envelope below which nothing is a candidate; a beat is about 1. */
const LOWEST_CANDIDATE = 0.06;
/** A single lead counts no more than this, so that an artefact in one cannot drown the others. */
const HIGHEST_SHARE = 2;
/** A candidate is the highest within this, s. */
const DOMINANCE_S = 0.1;
/** A lead's own hump is looked for within this, s: leads do not peak together. */
const LEAD_SHIFT_S = 0.07;
/** The extremum of the beat is looked for within this of the hump, s. */
const FIDUCIAL_RADIUS_S = 0.06;
const BASELINE_REACH_S = 0.15;
const LOWEST_HEIGHT_LOG2 = -6;
/** A pacing spike lies between this long before the hump and the reach of the extremum after it, s. */
const SPIKE_REACH_S = 0.14;
/** Lower tips are not told from noise, mV. */
const LOWEST_SPIKE_MV = 0.2;

export interface CandidateLead {
  readonly envelopes: LeadEnvelopes;
  readonly levels: LeadLevels;
  readonly countsPerMv: number;
}

export interface CandidateTiming {
  readonly sampleRateHz: number;
  readonly decimation: number;
  readonly blockSamples: number;
  readonly historyBlocks: number;
}

/**
 * Combines the leads block by block, each over its own level and weighted by how clean it is, and
 * collects the humps. It runs behind the input because levels look ahead.
 */
export class CandidateFinder {
  readonly candidates: CandidateTable;
  readonly #leads: readonly CandidateLead[];
  readonly #decimation: number;
  readonly #blockSamples: number;
  readonly #combined: Float32Array;
  readonly #dominance: number;
  readonly #leadShift: number;
  readonly #fiducialRadius: number;
  readonly #surroundings: Int16Array;
  readonly #spikes: PacingSpikeFinder;
  readonly #spikeReach: number;
  #combinedBlocks = 0;
  #searchedBlocks = 0;

  constructor(leads: readonly CandidateLead[], timing: CandidateTiming) {
    const { sampleRateHz, decimation, blockSamples, historyBlocks } = timing;
    const rateHz = sampleRateHz / decimation;
    this.candidates = new CandidateTable(leads.length);
    this.#leads = leads;
    this.#decimation = decimation;
    this.#blockSamples = blockSamples;
    this.#combined = new Float32Array(historyBlocks * blockSamples);
    this.#dominance = Math.round(DOMINANCE_S * rateHz);
    this.#leadShift = Math.round(LEAD_SHIFT_S * rateHz);
    this.#fiducialRadius = Math.round(FIDUCIAL_RADIUS_S * sampleRateHz);
    this.#surroundings = new Int16Array(2 * Math.round(BASELINE_REACH_S * sampleRateHz) + 1);
    this.#spikes = new PacingSpikeFinder(sampleRateHz);
    this.#spikeReach = Math.round(SPIKE_REACH_S * sampleRateHz);
  }

  /** Call after each new block; `blocks` have been added to every lead's levels. */
  advance(blocks: number): void {
    while (this.#combinedBlocks < blocks - LONG_REACH_BLOCKS) this.#combine(blocks - 1);
    while (this.#searchedBlocks < this.#combinedBlocks - 1) this.#search();
  }

  /** Works off what is left when no block will follow. */
  finish(blocks: number): void {
    while (this.#combinedBlocks < blocks) this.#combine(blocks - 1);
    while (this.#searchedBlocks < blocks) this.#search();
  }

  #combine(lastBlock: number): void {
    const block = this.#combinedBlocks++;
    for (const { levels } of this.#leads) levels.settle(block, lastBlock);
    const combined = this.#combined;
    const partSamples = this.#blockSamples / PARTS_PER_BLOCK;
    for (let part = 0; part < PARTS_PER_BLOCK; part++) {
      const start = (block * this.#blockSamples + part * partSamples) % combined.length;
      combined.fill(0, start, start + partSamples);
      let weights = 0;
      for (const { envelopes, levels } of this.#leads) {
        const { qrs } = envelopes;
        const weight = levels.weight(block, part);
        const overLevel = 1 / levels.qrsLevel(block);
        weights += weight;
        for (let index = start; index < start + partSamples; index++) {
          const share = (qrs[index] ?? 0) * overLevel;
          combined[index] =
            (combined[index] ?? 0) + weight * (share < HIGHEST_SHARE ? share : HIGHEST_SHARE);
        }
      }
      if (weights === 0) continue;
      for (let index = start; index < start + partSamples; index++) {
        combined[index] = (combined[index] ?? 0) / weights;
      }
    }
  }

  #search(): void {
    const block = this.#searchedBlocks++;
    const end = this.#combinedBlocks * this.#blockSamples;
    const to = (block + 1) * this.#blockSamples;
    for (let index = block * this.#blockSamples; index < to; index++) {
      const height = this.#combinedAt(index, end);
      if (
        height >= LOWEST_CANDIDATE &&
        height >= this.#combinedAt(index - 1, end) &&
        height > this.#combinedAt(index + 1, end) &&
        this.#dominates(index, height, end)
      ) {
        this.#append(index, height, block, end);
      }
    }
  }

  #combinedAt(index: number, end: number): number {
    if (index < 0 || index >= end) return 0;
    return this.#combined[index % this.#combined.length] ?? 0;
  }

  #dominates(centre: number, height: number, end: number): boolean {
    for (let index = centre - this.#dominance; index <= centre + this.#dominance; index++) {
      if (this.#combinedAt(index, end) > height) return false;
    }
    return true;
  }

  #append(index: number, height: number, block: number, end: number): void {
    const { candidates } = this;
    const sample = index * this.#decimation;
    const candidate = candidates.append(sample, height);
    const cell = candidate * this.#leads.length;
    const from = Math.max(0, index - this.#leadShift);
    const to = Math.min(end - 1, index + this.#leadShift);
    let tallestSpikeMv = LOWEST_SPIKE_MV;
    candidates.spikeOffset[candidate] = NO_SPIKE;
    this.#leads.forEach(({ envelopes, levels, countsPerMv }, lead) => {
      const qrs = highest(envelopes.qrs, from, to);
      const sharp = highest(envelopes.sharp, from, to);
      const flat = qrs < FLAT_COUNTS;
      candidates.qrsHeight[cell + lead] = flat ? NaN : heightLog2(qrs, levels.qrsLevel(block));
      candidates.sharpHeight[cell + lead] = flat
        ? NaN
        : heightLog2(sharp, levels.sharpLevel(block));
      const around = this.#samplesAround(envelopes.counts, sample);
      const centre = Math.min(sample, (this.#surroundings.length - 1) / 2);
      candidates.fiducialOffset[cell + lead] =
        snapToExtremum(around, centre, this.#fiducialRadius) - centre;
      const spike = this.#spikes.find(
        around,
        centre - this.#spikeReach,
        centre + this.#fiducialRadius,
        tallestSpikeMv * countsPerMv,
      );
      if (spike < 0) return;
      tallestSpikeMv = this.#spikes.heightAt(around, spike) / countsPerMv;
      candidates.spikeOffset[candidate] = spike - centre;
    });
  }

  /** The samples around one, from a ring; fewer before it at the start of the recording. */
  #samplesAround(counts: Int16Array, sample: number): Int16Array {
    const around = this.#surroundings;
    const reach = (around.length - 1) / 2;
    const from = Math.max(0, sample - reach);
    const start = from % counts.length;
    const length = around.length - (from - (sample - reach));
    const head = Math.min(length, counts.length - start);
    around.set(counts.subarray(start, start + head));
    if (head < length) around.set(counts.subarray(0, length - head), head);
    return around.subarray(0, length);
  }
}

/** Largest value of a ring in [from, to]. */
function highest(ring: Float32Array, from: number, to: number): number {
  let value = 0;
  let slot = from % ring.length;
  for (let left = to - from; left >= 0; left--) {
    const here = ring[slot] ?? 0;
    if (here > value) value = here;
    slot = slot + 1 === ring.length ? 0 : slot + 1;
  }
  return value;
}

function heightLog2(height: number, level: number): number {
  return Math.max(LOWEST_HEIGHT_LOG2, Math.log2(Math.max(height, 1e-3) / level));
}
