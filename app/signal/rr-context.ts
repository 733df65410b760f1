import { CLASSIFIER_RATE_HZ } from './conditioned-lead.ts';
import { median } from './median.ts';

/** Beats on each side whose RR intervals make the local median. */
const NEIGHBOURS = 10;
/** Beats on each side whose RR changes make the irregularity. */
const IRREGULARITY_NEIGHBOURS = 15;
/** Log ratios beyond this (a factor of two) say no more. */
const LARGEST = 2;

/** What the numbers of `rrContext` are, for people. */
export const RR_CONTEXT_NAMES = [
  'RR before over the local median',
  'RR after over the local median',
  'RR two before over the local median',
  'RR before over two before',
  'RR before over after',
  'irregularity of the RR intervals',
  'local median RR',
] as const;

/** How many numbers `rrContext` gives. */
export const RR_CONTEXT_LENGTH = RR_CONTEXT_NAMES.length;

/** RR interval that ends at beat `beat`, in samples at 125 Hz; NaN where there is none. */
export function rrBefore(positions: Float64Array, beat: number): number {
  return beat < 1 || beat >= positions.length
    ? Number.NaN
    : (positions[beat] as number) - (positions[beat - 1] as number);
}

/**
 * How a beat lies between its neighbours, as numbers of about -2 to 2 (0 is "as usual"): the RR
 * intervals before, after and two before over the local median; before over two before; before over
 * after; the irregularity of the neighbourhood (an early beat means little in atrial fibrillation);
 * and the local interval over 0.8 s. Ratios r as 2 log2 r.
 */
export function rrContext(positions: Float64Array, beat: number): number[] {
  const local = median(collect(beat, NEIGHBOURS, (k) => rrBefore(positions, k)));
  const change = median(
    collect(beat, IRREGULARITY_NEIGHBOURS, (k) =>
      Math.abs(rrBefore(positions, k) - rrBefore(positions, k - 1)),
    ),
  );
  const before = rrBefore(positions, beat);
  const before2 = rrBefore(positions, beat - 1);
  const after = rrBefore(positions, beat + 1);
  const irregularity = Number.isNaN(change) ? 0 : (8 * change) / local - 0.5;
  return [
    logRatio(before, local),
    logRatio(after, local),
    logRatio(before2, local),
    logRatio(before, before2),
    logRatio(before, after),
    clip(irregularity),
    logRatio(local, 0.8 * CLASSIFIER_RATE_HZ),
  ];
}

/** The numbers (not NaN) of the beats up to `reach` to both sides. */
function collect(beat: number, reach: number, value: (beat: number) => number): number[] {
  const found: number[] = [];
  for (let k = beat - reach; k <= beat + reach; k += 1) {
    const number = value(k);
    if (!Number.isNaN(number)) found.push(number);
  }
  return found;
}

function logRatio(a: number, b: number): number {
  const ratio = a / b;
  return Number.isNaN(ratio) ? 0 : clip(2 * Math.log2(Math.max(0.01, ratio)));
}

function clip(value: number): number {
  return Math.max(-LARGEST, Math.min(LARGEST, value));
}
