import { INVALID_SAMPLE, type SampleReader } from '../domain/recording.ts';

/**
 * What of a beat is compared: -0.24 s to 0.4 s around its QRS complex, so P and T wave too, every
 * 10 ms within 0.1 s of the complex and every 20 ms beyond, where nothing is steep.
 */
const NEAR_S = 0.1;
const BEFORE_S = 0.24;
const AFTER_S = 0.4;
const FINE_STEP_S = 0.01;
const COARSE_STEP_S = 0.02;

/** Where a shape is looked at, s from the middle of the QRS complex, ascending. */
const SHAPE_OFFSETS_S: readonly number[] = [
  ...steps(-BEFORE_S, -NEAR_S, COARSE_STEP_S),
  ...steps(-NEAR_S, NEAR_S, FINE_STEP_S),
  ...steps(NEAR_S, AFTER_S, COARSE_STEP_S),
];
/** Numbers of a shape in one lead. */
export const SHAPE_LENGTH = SHAPE_OFFSETS_S.length;

/** A detector may put a beat on any wave of its QRS complex: the middle is looked for this far. */
const CENTRE_REACH_S = 0.09;
/** The slope is a difference over this much to both sides: not of single samples' noise. */
const SLOPE_REACH_S = 0.012;
/** Numbers at each end of a shape whose mean is the baseline there. */
const BASELINE_NUMBERS = 3;
/** More leads than this do not tell more kinds of beats apart, but cost as much as the first. */
const MOST_LEADS = 3;

/** Cuts beats out of a recording, one after the other, into the same array. */
export interface ShapeReader {
  /** Numbers a beat: `SHAPE_LENGTH` a lead. */
  readonly length: number;
  readonly leads: readonly number[];
  /**
   * Writes the beat at `sample` in millivolts without its baseline, every number weighed by the
   * root of the time that it stands for, so that sums of squares are energies.
   */
  read(sample: number, output: Float32Array): void;
}

/** Leads that beats are compared in: all, or the first few of many. */
export function comparedLeads(leadCount: number): number[] {
  return Array.from({ length: Math.min(leadCount, MOST_LEADS) }, (_, lead) => lead);
}

/** Reads block by block, so beats should be asked for in order of time. */
export function openShapeReader(reader: SampleReader): ShapeReader {
  const { sampleRateHz } = reader;
  const leads = comparedLeads(reader.leads.length);
  const reach = Math.ceil((AFTER_S + CENTRE_REACH_S + COARSE_STEP_S) * sampleRateHz);
  const centreReach = Math.round(CENTRE_REACH_S * sampleRateHz);
  const slopeReach = Math.max(1, Math.round(SLOPE_REACH_S * sampleRateHz));
  const around = leads.map(() => new Float32Array(2 * reach + 1));
  const blocks = leads.map((lead) => openBlocks(reader, lead, reach));

  return {
    length: SHAPE_LENGTH * leads.length,
    leads,
    read(sample, output) {
      blocks.forEach((block, index) => {
        block(sample, around[index] as Float32Array);
      });
      const middle = reach + slopeCentre(around, { reach, centreReach, slopeReach });
      around.forEach((signal, index) => {
        const shape = output.subarray(index * SHAPE_LENGTH, (index + 1) * SHAPE_LENGTH);
        sampleShape(signal, middle, sampleRateHz, shape);
        takeBaseline(shape);
      });
    },
  };
}

/** Where the energy of the slopes lies, in samples from the detector's place, fractional. */
function slopeCentre(
  signals: readonly Float32Array[],
  { reach, centreReach, slopeReach }: Record<'reach' | 'centreReach' | 'slopeReach', number>,
): number {
  let energy = 1e-9;
  let moment = 0;
  for (const signal of signals) {
    for (let k = -centreReach; k <= centreReach; k += 1) {
      const at = reach + k;
      const slope = (signal[at + slopeReach] as number) - (signal[at - slopeReach] as number);
      energy += slope * slope;
      moment += slope * slope * k;
    }
  }
  return moment / energy;
}

/** Means over each number's own step, which also keeps mains and muscle noise out. */
function sampleShape(
  signal: Float32Array,
  middle: number,
  sampleRateHz: number,
  shape: Float32Array,
): void {
  for (let index = 0; index < SHAPE_LENGTH; index += 1) {
    const offset = SHAPE_OFFSETS_S[index] as number;
    const half = (Math.abs(offset) <= NEAR_S ? FINE_STEP_S : COARSE_STEP_S) / 2;
    const from = Math.max(0, Math.ceil(middle + (offset - half) * sampleRateHz));
    const to = Math.min(signal.length - 1, Math.floor(middle + (offset + half) * sampleRateHz));
    let sum = 0;
    for (let at = from; at <= to; at += 1) sum += signal[at] as number;
    shape[index] = to < from ? (signal[Math.min(from, signal.length - 1)] as number) : sum / (to - from + 1); // prettier-ignore
  }
}

/** Takes the line through both ends off, then the mean, and weighs by time. */
function takeBaseline(shape: Float32Array): void {
  let start = 0;
  let end = 0;
  for (let k = 0; k < BASELINE_NUMBERS; k += 1) {
    start += (shape[k] as number) / BASELINE_NUMBERS;
    end += (shape[SHAPE_LENGTH - 1 - k] as number) / BASELINE_NUMBERS;
  }
  let mean = 0;
  for (let k = 0; k < SHAPE_LENGTH; k += 1) {
    const part = ((SHAPE_OFFSETS_S[k] as number) + BEFORE_S) / (BEFORE_S + AFTER_S);
    shape[k] = (shape[k] as number) - (start + (end - start) * part);
    mean += ((shape[k] as number) * (TIME_WEIGHTS[k] as number) ** 2) / TOTAL_WEIGHT;
  }
  for (let k = 0; k < SHAPE_LENGTH; k += 1) {
    shape[k] = ((shape[k] as number) - mean) * (TIME_WEIGHTS[k] as number);
  }
}

const TIME_WEIGHTS = SHAPE_OFFSETS_S.map((offset) =>
  Math.sqrt(Math.abs(offset) <= NEAR_S ? 1 : COARSE_STEP_S / FINE_STEP_S),
);
const TOTAL_WEIGHT = TIME_WEIGHTS.reduce((sum, weight) => sum + weight * weight, 0);

/** Samples of a lead around any place, in millivolts; a missing sample holds the last valid value. */
function openBlocks(
  reader: SampleReader,
  lead: number,
  reach: number,
): (sample: number, output: Float32Array) => void {
  const { gainPerUnit, baseline } = reader.leads[lead] ?? { gainPerUnit: 1, baseline: 0 };
  const blockLength = Math.max(1 << 14, 8 * reach);
  let first = 0;
  let block: Int16Array = new Int16Array();
  return (sample, output) => {
    const start = sample - reach;
    if (start < first || start + output.length > first + block.length) {
      first = start;
      block = reader.read(lead, first, first + blockLength);
    }
    let held = 0;
    const offset = start - first;
    for (let k = 0; k < output.length; k += 1) {
      const count = block[offset + k] as number;
      if (count !== INVALID_SAMPLE) held = (count - baseline) / gainPerUnit;
      output[k] = held;
    }
  };
}

function steps(from: number, to: number, step: number): number[] {
  const count = Math.round((to - from) / step);
  return Array.from({ length: count }, (_, index) => from + index * step);
}
