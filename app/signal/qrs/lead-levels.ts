/** What one lead's envelopes reach at QRS complexes, and how far its noise reaches, over time. */

/** Parts of a block, each 0.2 s, in which noise is watched. */
export const PARTS_PER_BLOCK = 6;
/** Blocks on either side that a level is taken from: with blocks of 1.2 s, 18 s in all. */
const LEVEL_REACH_BLOCKS = 7;
const LEVEL_QUANTILE = 0.4;
/**
 * Blocks on either side that keep the level up through a pause: 97 s in all, of which every fourth
 * block is looked at. The level falls no lower than this share of theirs.
 */
export const LONG_REACH_BLOCKS = 40;
const LONG_STRIDE_BLOCKS = 4;
const LOWEST_SHARE_OF_LONG = 0.3;
/** Parts on either side that noise is taken from: 3.4 s in all. */
const NOISE_REACH_PARTS = 8;
const NOISE_QUANTILE = 0.3;
/** An envelope below this, in counts, is a flat lead: not even the converter's last bit moves. */
export const FLAT_COUNTS = 0.25;

/** Blocks of which figures are kept. */
const HISTORY_BLOCKS = 2 * LONG_REACH_BLOCKS + 4;

export class LeadLevels {
  readonly #blockSamples: number;
  readonly #floorCounts: number;
  readonly #qrsPeaks = new Float32Array(HISTORY_BLOCKS);
  readonly #sharpPeaks = new Float32Array(HISTORY_BLOCKS);
  readonly #partPeaks = new Float32Array(HISTORY_BLOCKS * PARTS_PER_BLOCK);
  readonly #qrsLevel = new Float32Array(HISTORY_BLOCKS).fill(1);
  readonly #sharpLevel = new Float32Array(HISTORY_BLOCKS).fill(1);
  readonly #weight = new Float32Array(HISTORY_BLOCKS * PARTS_PER_BLOCK);
  readonly #scratch = new Float32Array(
    Math.max(2 * NOISE_REACH_PARTS, (2 * LONG_REACH_BLOCKS) / LONG_STRIDE_BLOCKS) + 1,
  );

  /** `floorCounts`: no level is lower, so that a silent lead does not magnify its own noise. */
  constructor(blockSamples: number, floorCounts: number) {
    this.#blockSamples = blockSamples;
    this.#floorCounts = floorCounts;
  }

  /** Notes the peaks of a block; `start` is where it begins in the rings. */
  add(block: number, qrs: Float32Array, sharp: Float32Array, start: number): void {
    const partSamples = this.#blockSamples / PARTS_PER_BLOCK;
    let blockPeak = 0;
    for (let part = 0; part < PARTS_PER_BLOCK; part++) {
      const from = start + part * partSamples;
      const peak = largest(qrs, from, from + partSamples);
      this.#partPeaks[this.#partSlot(block, part)] = peak;
      blockPeak = Math.max(blockPeak, peak);
    }
    this.#qrsPeaks[block % HISTORY_BLOCKS] = blockPeak;
    this.#sharpPeaks[block % HISTORY_BLOCKS] = largest(sharp, start, start + this.#blockSamples);
  }

  /**
   * Fixes levels and weights of a block from its neighbours up to `lastBlock`. The level is a
   * quantile of block peaks, which a burst of artefact or a pause does not move.
   */
  settle(block: number, lastBlock: number): void {
    const slot = block % HISTORY_BLOCKS;
    const level = this.#level(this.#qrsPeaks, block, lastBlock, this.#floorCounts);
    this.#qrsLevel[slot] = level;
    this.#sharpLevel[slot] = this.#level(this.#sharpPeaks, block, lastBlock, this.#floorCounts / 2);
    for (let part = 0; part < PARTS_PER_BLOCK; part++) {
      const noise = this.#noise(block * PARTS_PER_BLOCK + part, lastBlock);
      const clean = Math.max(0, 1 - (2 * noise) / level);
      const flat = (this.#partPeaks[this.#partSlot(block, part)] ?? 0) < FLAT_COUNTS;
      this.#weight[this.#partSlot(block, part)] = flat ? 0 : clean * clean + 0.01;
    }
  }

  qrsLevel(block: number): number {
    return this.#qrsLevel[block % HISTORY_BLOCKS] ?? 1;
  }

  sharpLevel(block: number): number {
    return this.#sharpLevel[block % HISTORY_BLOCKS] ?? 1;
  }

  /** How much the lead counts in a part of a block: 0 flat, about 1 clean. */
  weight(block: number, part: number): number {
    return this.#weight[this.#partSlot(block, part)] ?? 0;
  }

  #partSlot(block: number, part: number): number {
    return (block % HISTORY_BLOCKS) * PARTS_PER_BLOCK + part;
  }

  #level(peaks: Float32Array, block: number, lastBlock: number, floor: number): number {
    const near = this.#quantile(peaks, block, lastBlock, LEVEL_REACH_BLOCKS, 1);
    const far = this.#quantile(peaks, block, lastBlock, LONG_REACH_BLOCKS, LONG_STRIDE_BLOCKS);
    return Math.max(floor, near, LOWEST_SHARE_OF_LONG * far);
  }

  /** Of the peaks of every `stride`th block within `reach`; flat blocks do not count. */
  #quantile(
    peaks: Float32Array,
    block: number,
    lastBlock: number,
    reach: number,
    stride: number,
  ): number {
    const to = Math.min(lastBlock, block + reach);
    let count = 0;
    for (let index = block - reach; index <= to; index += stride) {
      const peak = index < 0 ? 0 : (peaks[index % HISTORY_BLOCKS] ?? 0);
      if (peak >= FLAT_COUNTS) this.#scratch[count++] = peak;
    }
    return this.#pick(count, LEVEL_QUANTILE);
  }

  #noise(part: number, lastBlock: number): number {
    const from = Math.max(0, part - NOISE_REACH_PARTS);
    const to = Math.min((lastBlock + 1) * PARTS_PER_BLOCK - 1, part + NOISE_REACH_PARTS);
    let count = 0;
    for (let index = from; index <= to; index++) {
      this.#scratch[count++] = this.#partPeaks[index % this.#partPeaks.length] ?? 0;
    }
    return this.#pick(count, NOISE_QUANTILE);
  }

  /** A quantile of the first `count` values of the scratch, which it sorts: they are a handful. */
  #pick(count: number, quantile: number): number {
    const values = this.#scratch;
    for (let end = 1; end < count; end++) {
      const value = values[end] ?? 0;
      let slot = end;
      while (slot > 0 && (values[slot - 1] ?? 0) > value) {
        values[slot] = values[slot - 1] ?? 0;
        slot--;
      }
      values[slot] = value;
    }
    return count === 0 ? 0 : (values[Math.floor(quantile * count)] ?? 0);
  }
}

function largest(values: Float32Array, from: number, to: number): number {
  let peak = 0;
  for (let index = from; index < to; index++) {
    const value = values[index] ?? 0;
    if (value > peak) peak = value;
  }
  return peak;
}
