import { dotProduct, unitVector } from '../beat-clusters.ts';
import { median } from '../median.ts';

/** Samples at 125 Hz before R and in all of what is looked at of a beat: -0.26 s to 0.56 s. */
const BEFORE = 32;
const LENGTH = 102;
type Bounds = readonly [from: number, to: number];
/** Parts of a beat, as samples of that stretch: P wave, QRS, QRS with its flanks, ST and T. */
const P_WAVE: Bounds = [0, 24];
const QRS: Bounds = [20, 50];
const WIDE_QRS: Bounds = [12, 62];
const T_WAVE: Bounds = [50, LENGTH];
/** A detector may be this many samples (32 ms) off; the usual beat says where R is. */
const SLACK = 4;
/** Beats, evenly spread, that the usual beat is taken from. */
const MOST_TEMPLATE_BEATS = 400;
const REFINEMENTS = 3;
/** A usual beat lower than this (mV) is a lead that has come off: do not blow its noise up. */
const LOWEST_HEIGHT_MV = 0.1;
/** A lead whose usual beat is this small beside that height is off. */
const LEAST_EXTENT = 0.1;

/** Samples that are looked at around a beat, with the slack. */
export const SHAPE_REACH = LENGTH + SLACK;
/** How many numbers `leadShapes` gives of a beat. */
export const LEAD_SHAPE_LENGTH = 16;

/** Beats of some leads, over the heights of the leads' usual beats, R where the usual beat has it. */
export interface AlignedBeats {
  readonly count: number;
  /** By lead: `LENGTH` samples a beat. */
  readonly beats: readonly Float32Array[];
  readonly usual: readonly Float32Array[];
  /** How many samples every beat was moved to fit. */
  readonly shifts: Int8Array;
}

/**
 * Cuts beats out of the leads (`blocks`, all of the same stretch of time), R at sample `centres` of
 * it, and lays them on the usual beat of all leads together.
 */
export function alignBeats(
  blocks: readonly Float32Array[],
  centres: readonly number[],
): AlignedBeats {
  const rough = blocks.map((block) => cutOut(block, centres));
  const usual = usualBeat(rough, centres.length);
  const heights = usual.map((beat) => Math.max(LOWEST_HEIGHT_MV, extent(beat, QRS)));
  const shifts = bestShifts(blocks, centres, usual);
  const moved = centres.map((centre, index) => centre + (shifts[index] as number));
  const beats = blocks.map((block, lead) =>
    cutOut(block, moved).map((value) => value / (heights[lead] as number)),
  );
  return { count: centres.length, beats, usual: usualBeat(beats, centres.length), shifts };
}

/** The wide QRS of all leads, beat by beat, each lead without its mean: what beats are grouped by. */
export function beatVectors({ beats, count }: AlignedBeats): Float32Array[] {
  const length = WIDE_QRS[1] - WIDE_QRS[0];
  return Array.from({ length: count }, (_, beat) => {
    const vector = new Float32Array(length * beats.length);
    beats.forEach((samples, lead) => {
      const own = part(samples, beat, WIDE_QRS);
      const mean = meanOf(own);
      for (let k = 0; k < length; k += 1) vector[lead * length + k] = (own[k] as number) - mean;
    });
    return unitVector(vector);
  });
}

/**
 * What one lead's beats look like beside the usual beat: how alike they are (P wave, QRS, T wave),
 * what is left of the difference, and how large, steep and wide they are. About -2 to 2.
 *
 * @returns `shapes`: `LEAD_SHAPE_LENGTH` numbers a beat; `widths`: the QRS width of every beat, in
 *   samples; `pLikeness`: correlation of the P wave with the usual one
 */
export function leadShapes(
  samples: Float32Array,
  usual: Float32Array,
  count: number,
): {
  shapes: Float32Array;
  widths: Float32Array;
  pLikeness: Float32Array;
  qrsLikeness: Float32Array;
} {
  // prettier-ignore
  const shapes = new Float32Array(count * LEAD_SHAPE_LENGTH);
  const widths = new Float32Array(count);
  const pLikeness = new Float32Array(count);
  const qrsLikeness = new Float32Array(count);
  // A lead that has come off says nothing.
  if (extent(usual, QRS) < LEAST_EXTENT) return { shapes, widths, pLikeness, qrsLikeness };
  const usualUnits = [QRS, WIDE_QRS, T_WAVE, P_WAVE].map((bounds) => unitPart(usual, 0, bounds));
  const usualWidth = width(usual, 0);
  const usualArea = area(part(usual, 0, QRS));
  let previous: Float32Array | null = null;
  for (let beat = 0; beat < count; beat += 1) {
    const units = [QRS, WIDE_QRS, T_WAVE, P_WAVE].map((bounds) => unitPart(samples, beat, bounds));
    const alike = units.map((unit, index) => dotProduct(unit, usualUnits[index] as Float32Array));
    const wide = units[1] as Float32Array;
    const qrs = part(samples, beat, QRS);
    widths[beat] = width(samples, beat);
    qrsLikeness[beat] = alike[1] as number;
    pLikeness[beat] = alike[3] as number;
    const row = beat * LEAD_SHAPE_LENGTH;
    const asPrevious = previous === null ? 0 : dotProduct(wide, previous);
    const [low, high] = [Math.min(...qrs), Math.max(...qrs)];
    shapes.set(
      [
        ...alike.map(likeness),
        ...[QRS, WIDE_QRS, T_WAVE].map((bounds) => difference(samples, beat, usual, bounds)),
        2 * Math.log(area(qrs) / (usualArea + 0.01) + 0.05),
        Math.log(high - low + 0.01),
        1.5 * (Math.log(steepest(samples, beat) + 0.01) + 1),
        ((widths[beat] as number) - usualWidth) / 2,
        (span(samples, beat) - 8) / 5,
        high,
        low,
        likeness(asPrevious),
        likeness(0),
      ],
      row,
    );
    // The last number is the likeness to the next beat, known one beat later.
    if (beat > 0) shapes[row - 1] = likeness(asPrevious);
    previous = wide;
  }
  return { shapes, widths, pLikeness, qrsLikeness };
}

/** A correlation on a scale that tells 0.99 from 0.97: 2.4 for 1, 0.6 for 0.9, -1.5 for 0. */
export function likeness(correlation: number): number {
  return -Math.log(1.02 - Math.max(-1, Math.min(1, correlation))) - 1.5;
}

function cutOut(block: Float32Array, centres: readonly number[]): Float32Array {
  const output = new Float32Array(centres.length * LENGTH);
  centres.forEach((centre, beat) => {
    output.set(block.subarray(centre - BEFORE, centre - BEFORE + LENGTH), beat * LENGTH);
  });
  return output;
}

/**
 * The usual beat of all leads: sample-wise median, refined on the half of the beats most like it, so
 * that ectopic beats and artefacts do not count unless they are the majority.
 */
function usualBeat(beats: readonly Float32Array[], count: number): Float32Array[] {
  const stride = Math.max(1, Math.ceil(count / MOST_TEMPLATE_BEATS));
  let chosen = Array.from({ length: Math.ceil(count / stride) }, (_, index) => index * stride);
  const all = chosen;
  let usual = beats.map((samples) => medianBeat(samples, chosen));
  for (let round = 0; round < REFINEMENTS; round += 1) {
    const alike = all.map((beat) => jointLikeness(beats, beat, usual));
    const limit = median(alike);
    chosen = all.filter((_, index) => (alike[index] as number) >= limit);
    usual = beats.map((samples) => medianBeat(samples, chosen));
  }
  return usual;
}

function medianBeat(samples: Float32Array, chosen: readonly number[]): Float32Array {
  const column = new Float32Array(chosen.length);
  return Float32Array.from({ length: LENGTH }, (_, k) => {
    chosen.forEach((beat, index) => {
      column[index] = samples[beat * LENGTH + k] as number;
    });
    return chosen.length === 0 ? 0 : median(column);
  });
}

/** Correlation over the wide QRS of all leads, one after the other. */
function jointLikeness(
  beats: readonly Float32Array[],
  beat: number,
  usual: readonly Float32Array[],
): number {
  const length = WIDE_QRS[1] - WIDE_QRS[0];
  const own = new Float32Array(length * beats.length);
  const other = new Float32Array(length * beats.length);
  beats.forEach((samples, lead) => {
    own.set(part(samples, beat, WIDE_QRS), lead * length);
    other.set(part(usual[lead] as Float32Array, 0, WIDE_QRS), lead * length);
  });
  return dotProduct(unitVector(own), unitVector(other));
}

/** The shift within the slack at which a beat's QRS fits the usual one best, over all leads. */
function bestShifts(
  blocks: readonly Float32Array[],
  centres: readonly number[],
  usual: readonly Float32Array[],
): Int8Array {
  const powers = usual.map((beat) => variance(part(beat, 0, QRS)) + 1e-4);
  return Int8Array.from(centres, (centre) => {
    let best = 0;
    let least = Infinity;
    for (let step = 0; step <= 2 * SLACK; step += 1) {
      const shift = step % 2 === 0 ? step / 2 : -(step + 1) / 2;
      let error = 0;
      blocks.forEach((block, lead) => {
        const start = centre - BEFORE + shift;
        const wanted = usual[lead] as Float32Array;
        let sum = 0;
        for (let k = QRS[0]; k < QRS[1]; k += 1) {
          sum += ((block[start + k] as number) - (wanted[k] as number)) ** 2;
        }
        error += sum / (powers[lead] as number);
      });
      if (error < least) {
        least = error;
        best = shift;
      }
    }
    return best;
  });
}

function part(samples: Float32Array, beat: number, [from, to]: Bounds): Float32Array {
  return samples.subarray(beat * LENGTH + from, beat * LENGTH + to);
}

function unitPart(samples: Float32Array, beat: number, bounds: Bounds): Float32Array {
  return unitVector(part(samples, beat, bounds).slice());
}

/** Size of the difference from the usual beat, means aside, on a scale of about -2 to 2. */
function difference(
  samples: Float32Array,
  beat: number,
  usual: Float32Array,
  bounds: Bounds,
): number {
  const own = part(samples, beat, bounds);
  const other = part(usual, 0, bounds);
  return Math.log(Math.sqrt(variance(own.map((value, k) => value - (other[k] as number)))) + 0.01) + 2; // prettier-ignore
}

/** Standard deviation in time of the slope's energy over the wide QRS, in samples. */
function width(samples: Float32Array, beat: number): number {
  const own = part(samples, beat, WIDE_QRS);
  let energy = 1e-9;
  let first = 0;
  let second = 0;
  for (let k = 1; k < own.length; k += 1) {
    const power = ((own[k] as number) - (own[k - 1] as number)) ** 2;
    energy += power;
    first += power * k;
    second += power * k * k;
  }
  const mean = first / energy;
  return Math.sqrt(Math.max(0, second / energy - mean * mean));
}

function steepest(samples: Float32Array, beat: number): number {
  const own = part(samples, beat, WIDE_QRS);
  let largest = 0;
  for (let k = 1; k < own.length; k += 1) {
    largest = Math.max(largest, Math.abs((own[k] as number) - (own[k - 1] as number)));
  }
  return largest;
}

/** Samples of the wide QRS that rise to 30 % of the largest deflection. */
function span(samples: Float32Array, beat: number): number {
  const own = part(samples, beat, WIDE_QRS);
  const limit = 0.3 * own.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return own.reduce((count, value) => count + Number(Math.abs(value) > limit), 0);
}

function area(values: Float32Array): number {
  const mean = meanOf(values);
  return values.reduce((sum, value) => sum + Math.abs(value - mean), 0) / values.length;
}

function extent(beat: Float32Array, bounds: Bounds): number {
  const own = part(beat, 0, bounds);
  return Math.max(...own) - Math.min(...own);
}

function meanOf(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function variance(values: Float32Array): number {
  const mean = meanOf(values);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}
