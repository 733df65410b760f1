import type { BeatMatrix } from './beat-matrix.ts';

/** How well one kind of beat is found. Percentages are null where their denominator is 0. */
export interface DetectionRate {
  readonly truePositives: number;
  readonly falseNegatives: number;
  readonly falsePositives: number;
  /** Sensitivity, percent. */
  readonly sensitivity: number | null;
  /** Positive predictivity, percent. */
  readonly positivePredictivity: number | null;
}

export interface BeatStatistics {
  readonly qrs: DetectionRate;
  readonly v: DetectionRate;
  readonly s: DetectionRate;
}

/** 100 * part / whole, or null when there is nothing to divide by: undefined is neither 0 nor 100. */
function percentage(part: number, whole: number): number | null {
  return whole > 0 ? (100 * part) / whole : null;
}

function detectionRate(
  truePositives: number,
  falseNegatives: number,
  falsePositives: number,
): DetectionRate {
  return {
    truePositives,
    falseNegatives,
    falsePositives,
    sensitivity: percentage(truePositives, truePositives + falseNegatives),
    positivePredictivity: percentage(truePositives, truePositives + falsePositives),
  };
}

/**
 * The statistics of EC57, with bxb's exclusions: calling a fusion or unclassifiable beat V, or an
 * unclassifiable beat S, is no false positive.
 */
export function beatStatistics(matrix: BeatMatrix): BeatStatistics {
  return {
    qrs: detectionRate(
      matrix.sum('NSVFQ', 'nsvfq'),
      matrix.sum('NSVFQ', 'ox'),
      matrix.sum('OX', 'nsvfq'),
    ),
    v: detectionRate(matrix.count('V', 'v'), matrix.sum('V', 'nsfqox'), matrix.sum('NSOX', 'v')),
    s: detectionRate(matrix.count('S', 's'), matrix.sum('S', 'nvfqox'), matrix.sum('NVFOX', 's')),
  };
}
