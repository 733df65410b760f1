import { INVALID_SAMPLE } from '../domain/recording.ts';

/**
 * Filters for the eye alone: what a strip shows may be smoother than what was recorded, what is
 * stored, measured and classified never is. Cut-offs in Hz; null leaves that filter out.
 */
export interface DisplayFilter {
  /** Against baseline wander. */
  readonly highPassHz: number | null;
  /** Against mains interference. */
  readonly notchHz: number | null;
  /** Against muscle noise. */
  readonly lowPassHz: number | null;
}

export const NO_DISPLAY_FILTER: DisplayFilter = {
  highPassHz: null,
  notchHz: null,
  lowPassHz: null,
};

/**
 * A filter without phase shift may cut off at up to 0.67 Hz without moving the ST segment
 * (AHA/ACC/HRS 2007, part I; IEC 60601-2-51); 0.5 Hz keeps a distance.
 */
export const HIGH_PASS_HZ = [0.5] as const;
export const NOTCH_HZ = [50, 60] as const;
/** The "muscle filters" of electrocardiographs. They take height from a QRS: hence display only. */
export const LOW_PASS_HZ = [35, 40] as const;

/**
 * What has to be read beside a window, so that the same sample comes out the same whatever window
 * it is in: the slowest filter (0.5 Hz) then forgets a step of the whole int16 range to less than a
 * count.
 */
export const DISPLAY_FILTER_MARGIN_S = 8;

/** -3 dB width of the notch, one pass. */
const NOTCH_WIDTH_HZ = 2;
/** A Butterworth of order 2 that runs twice is 3 dB down where one pass is 1.5 dB down. */
const TWO_PASSES = (Math.SQRT2 - 1) ** 0.25;

/** Second-order section with a0 = 1: y = b0 x + b1 x' + b2 x'' - a1 y' - a2 y''. */
interface Section {
  readonly b0: number;
  readonly b1: number;
  readonly b2: number;
  readonly a1: number;
  readonly a2: number;
}

export function isFilterOff({ highPassHz, notchHz, lowPassHz }: DisplayFilter): boolean {
  return highPassHz === null && notchHz === null && lowPassHz === null;
}

/** Whether a recording of this rate holds the frequency at all. */
export function canFilterAt(frequencyHz: number, sampleRateHz: number): boolean {
  return frequencyHz < sampleRateHz / 2;
}

/**
 * The samples as a strip shows them: filtered forwards and backwards, so that nothing is delayed,
 * and 3 dB down at the stated cut-offs after both passes. `baseline` is the count of 0 mV, on which
 * a high-pass leaves the trace. Stretches between invalid samples are filtered each by itself;
 * cut-offs that the sample rate does not hold are left out.
 */
export function filterForDisplay(
  samples: Int16Array,
  sampleRateHz: number,
  baseline: number,
  filter: DisplayFilter,
): Int16Array {
  const sections = filterSections(filter, sampleRateHz);
  const filtered = samples.slice();
  for (let start = 0; start < samples.length;) {
    if (samples[start] === INVALID_SAMPLE) {
      start += 1;
      continue;
    }
    const gap = samples.indexOf(INVALID_SAMPLE, start);
    const end = gap === -1 ? samples.length : gap;
    filterStretch(filtered.subarray(start, end), sections, baseline);
    start = end;
  }
  return filtered;
}

function filterSections(filter: DisplayFilter, sampleRateHz: number): Section[] {
  const { highPassHz, notchHz, lowPassHz } = filter;
  const possible = (hz: number | null): hz is number =>
    hz !== null && canFilterAt(hz, sampleRateHz);
  const sections: Section[] = [];
  if (possible(highPassHz)) sections.push(highPass(highPassHz, sampleRateHz));
  if (possible(notchHz)) sections.push(notch(notchHz, sampleRateHz));
  if (possible(lowPassHz)) sections.push(lowPass(lowPassHz, sampleRateHz));
  return sections;
}

/** Butterworth of order 2 by the bilinear transform. */
function highPass(cutOffHz: number, sampleRateHz: number): Section {
  const warped = Math.tan((Math.PI * cutOffHz) / sampleRateHz) * TWO_PASSES;
  const { norm, a1, a2 } = butterworthPoles(warped);
  return { b0: norm, b1: -2 * norm, b2: norm, a1, a2 };
}

function lowPass(cutOffHz: number, sampleRateHz: number): Section {
  const warped = Math.tan((Math.PI * cutOffHz) / sampleRateHz) / TWO_PASSES;
  const { norm, a1, a2 } = butterworthPoles(warped);
  const b0 = warped * warped * norm;
  return { b0, b1: 2 * b0, b2: b0, a1, a2 };
}

function butterworthPoles(warped: number): { norm: number; a1: number; a2: number } {
  const square = warped * warped;
  const norm = 1 / (1 + Math.SQRT2 * warped + square);
  return { norm, a1: 2 * (square - 1) * norm, a2: (1 - Math.SQRT2 * warped + square) * norm };
}

/** Zeros on the unit circle, poles just inside (R. Bristow-Johnson's cookbook of biquads). */
function notch(centreHz: number, sampleRateHz: number): Section {
  const angle = (2 * Math.PI * centreHz) / sampleRateHz;
  const alpha = (Math.sin(angle) * NOTCH_WIDTH_HZ) / (2 * centreHz);
  const norm = 1 / (1 + alpha);
  const middle = -2 * Math.cos(angle) * norm;
  return { b0: norm, b1: middle, b2: norm, a1: middle, a2: (1 - alpha) * norm };
}

/** Filters a stretch of valid samples in place. */
function filterStretch(stretch: Int16Array, sections: readonly Section[], baseline: number): void {
  const values = Float64Array.from(stretch, (count) => count - baseline);
  for (const section of sections) {
    runSection(values, section);
    values.reverse();
    runSection(values, section);
    values.reverse();
  }
  for (let index = 0; index < stretch.length; index += 1) {
    const count = Math.round((values[index] as number) + baseline);
    stretch[index] = Math.min(32767, Math.max(INVALID_SAMPLE + 1, count));
  }
}

/** One pass (transposed direct form II), begun as if the first value had stood for ever. */
function runSection(values: Float64Array, { b0, b1, b2, a1, a2 }: Section): void {
  const first = values[0] ?? 0;
  const steady = (first * (b0 + b1 + b2)) / (1 + a1 + a2);
  let near = steady - b0 * first;
  let far = b2 * first - a2 * steady;
  for (let index = 0; index < values.length; index += 1) {
    const input = values[index] as number;
    const output = b0 * input + near;
    near = b1 * input - a1 * output + far;
    far = b2 * input - a2 * output;
    values[index] = output;
  }
}
