const FIRST_CAPACITY = 4096;

/** In `spikeOffset`: no pacing spike. */
export const NO_SPIKE = -32_768;

/**
 * Every hump of the combined envelope that might be a beat, as columns: some four a second, all that
 * the detector keeps of a recording. Columns with one value per lead are row-major.
 */
export class CandidateTable {
  length = 0;
  readonly leadCount: number;
  /** Position of the hump, samples of the recording. */
  sample = new Float64Array(FIRST_CAPACITY);
  /** Height of the combined envelope; about 1 at a typical beat. */
  combined = new Float32Array(FIRST_CAPACITY);
  /** Height of each lead's QRS envelope over its level, log2; NaN where the lead is flat. */
  qrsHeight: Float32Array;
  /** The same for the sharper envelope. */
  sharpHeight: Float32Array;
  /** Where each lead's own extremum lies, samples from `sample`. */
  fiducialOffset: Int16Array;
  /** Where the tallest pacing spike around lies, samples from `sample`, or NO_SPIKE. */
  spikeOffset = new Int16Array(FIRST_CAPACITY);

  constructor(leadCount: number) {
    this.leadCount = leadCount;
    this.qrsHeight = new Float32Array(FIRST_CAPACITY * leadCount);
    this.sharpHeight = new Float32Array(FIRST_CAPACITY * leadCount);
    this.fiducialOffset = new Int16Array(FIRST_CAPACITY * leadCount);
  }

  /** Appends a candidate and returns its index; its values per lead are still to be set. */
  append(sample: number, combined: number): number {
    if (this.length === this.sample.length) this.#grow();
    this.sample[this.length] = sample;
    this.combined[this.length] = combined;
    return this.length++;
  }

  /** Height of a lead's hump over its level, mean of both envelopes, log2; NaN where it is flat. */
  heightLog2(index: number, lead: number): number {
    const cell = index * this.leadCount + lead;
    return ((this.qrsHeight[cell] ?? NaN) + (this.sharpHeight[cell] ?? NaN)) / 2;
  }

  /** Makes a lead flat at a candidate. */
  mute(index: number, lead: number): void {
    const cell = index * this.leadCount + lead;
    this.qrsHeight[cell] = NaN;
    this.sharpHeight[cell] = NaN;
  }

  #grow(): void {
    const capacity = 2 * this.sample.length;
    this.sample = copied(this.sample, new Float64Array(capacity));
    this.combined = copied(this.combined, new Float32Array(capacity));
    this.spikeOffset = copied(this.spikeOffset, new Int16Array(capacity));
    const cells = capacity * this.leadCount;
    this.qrsHeight = copied(this.qrsHeight, new Float32Array(cells));
    this.sharpHeight = copied(this.sharpHeight, new Float32Array(cells));
    this.fiducialOffset = copied(this.fiducialOffset, new Int16Array(cells));
  }
}

function copied<Column extends Float64Array | Float32Array | Int16Array>(
  from: Column,
  to: Column,
): Column {
  to.set(from);
  return to;
}
