import { median } from './median.ts';

/** QRS part that is compared with the template, at 125 Hz: 0.19 s before R to 0.28 s after. */
export const TEMPLATE_BEFORE = 24;
export const TEMPLATE_LENGTH = 59;
/** A detector may be this many samples (24 ms) off; the comparison tries them all. */
const TEMPLATE_SLACK = 3;

/**
 * The usual beat of a group: sample-wise median, twice refined on the half of the beats that is most
 * like it, so that ectopic beats and artefacts do not count unless they are the majority.
 * `centres` are the beats' samples in `block`.
 */
export function beatTemplate(block: Float32Array, centres: readonly number[]): Float32Array {
  const beats = centres.map((centre) =>
    block.subarray(centre - TEMPLATE_BEFORE, centre - TEMPLATE_BEFORE + TEMPLATE_LENGTH),
  );
  let template = medianBeat(beats);
  for (let round = 0; round < 2; round += 1) {
    const alike = beats.map((beat) => correlation(beat, template));
    const limit = median(alike);
    template = medianBeat(beats.filter((_, index) => (alike[index] as number) >= limit));
  }
  return template;
}

/**
 * Writes beat minus template where the two fit best (least squares within the slack) to `output`.
 */
export function differenceFromTemplate(
  block: Float32Array,
  centre: number,
  template: Float32Array,
  output: Float32Array,
): void {
  let bestShift = 0;
  let least = Infinity;
  for (let shift = -TEMPLATE_SLACK; shift <= TEMPLATE_SLACK; shift += 1) {
    const start = centre - TEMPLATE_BEFORE + shift;
    let sum = 0;
    for (let k = 0; k < TEMPLATE_LENGTH; k += 1) {
      sum += ((block[start + k] as number) - (template[k] as number)) ** 2;
    }
    if (sum < least) {
      least = sum;
      bestShift = shift;
    }
  }
  const start = centre - TEMPLATE_BEFORE + bestShift;
  for (let k = 0; k < TEMPLATE_LENGTH; k += 1) {
    output[k] = (block[start + k] as number) - (template[k] as number);
  }
}

/** Median correlation of beats with their template: near 1 in a clean lead, near 0 in noise. */
export function templateAgreement(block: Float32Array, centres: readonly number[]): number {
  const template = beatTemplate(block, centres);
  const alike = centres.map((centre) => {
    const start = centre - TEMPLATE_BEFORE;
    return correlation(block.subarray(start, start + TEMPLATE_LENGTH), template);
  });
  return alike.length === 0 ? 0 : median(alike);
}

function medianBeat(beats: readonly Float32Array[]): Float32Array {
  const output = new Float32Array(TEMPLATE_LENGTH);
  const column = new Float32Array(beats.length);
  for (let k = 0; k < TEMPLATE_LENGTH; k += 1) {
    for (let beat = 0; beat < beats.length; beat += 1) {
      column[beat] = (beats[beat] as Float32Array)[k] as number;
    }
    output[k] = beats.length === 0 ? 0 : median(column);
  }
  return output;
}

/** Pearson's correlation; 0 where one of the two is constant. */
function correlation(a: Float32Array, b: Float32Array): number {
  let sumA = 0;
  let sumB = 0;
  let sumAA = 0;
  let sumBB = 0;
  let sumAB = 0;
  const count = a.length;
  for (let k = 0; k < count; k += 1) {
    const x = a[k] as number;
    const y = b[k] as number;
    sumA += x;
    sumB += y;
    sumAA += x * x;
    sumBB += y * y;
    sumAB += x * y;
  }
  const spread = (count * sumAA - sumA * sumA) * (count * sumBB - sumB * sumB);
  return spread > 0 ? (count * sumAB - sumA * sumB) / Math.sqrt(spread) : 0;
}
