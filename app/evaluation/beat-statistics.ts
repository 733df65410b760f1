import type { BeatMatrix } from './beat-matrix.ts';
import type { ComparisonRules } from './comparison-rules.ts';
import { percentage } from './percentage.ts';

/** How well one kind of beat is found. Percentages are null where their denominator is 0. */
export interface DetectionRate {
  readonly truePositives: number;
  readonly falseNegatives: number;
  readonly falsePositives: number;
  /** Null for QRS complexes: what was rightly not taken for a beat cannot be counted. */
  readonly trueNegatives: number | null;
  /** Sensitivity, percent. */
  readonly sensitivity: number | null;
  /** Positive predictivity, percent. */
  readonly positivePredictivity: number | null;
  /** Percent of all other beats and false detections that are taken for this kind. */
  readonly falsePositiveRate: number | null;
}

export interface BeatStatistics {
  readonly qrs: DetectionRate;
  readonly v: DetectionRate;
  readonly s: DetectionRate;
}

function detectionRate(counts: {
  truePositives: number;
  falseNegatives: number;
  falsePositives: number;
  trueNegatives: number | null;
}): DetectionRate {
  const { truePositives, falseNegatives, falsePositives, trueNegatives } = counts;
  return {
    truePositives,
    falseNegatives,
    falsePositives,
    trueNegatives,
    sensitivity: percentage(truePositives, truePositives + falseNegatives),
    positivePredictivity: percentage(truePositives, truePositives + falsePositives),
    falsePositiveRate:
      trueNegatives === null ? null : percentage(falsePositives, trueNegatives + falsePositives),
  };
}

/**
 * The statistics of EC57, with bxb's exclusions: calling a fusion or unclassifiable beat V, or an
 * unclassifiable beat S, is no false positive. bxb prints no false positive rate of S; it is formed
 * here as that of V.
 */
export function beatStatistics(matrix: BeatMatrix): BeatStatistics {
  return statisticsWith(matrix, 'NVFOX');
}

/**
 * The same for gross and average figures: sumstats forms them from bxb's line table, where a fusion
 * beat called S is excused, too.
 */
export function aggregateStatistics(matrix: BeatMatrix, rules: ComparisonRules): BeatStatistics {
  return rules === 'reference' ? statisticsWith(matrix, 'NVOX') : beatStatistics(matrix);
}

function statisticsWith(matrix: BeatMatrix, rowsFalselyS: string): BeatStatistics {
  return {
    qrs: detectionRate({
      truePositives: matrix.sum('NSVFQ', 'nsvfq'),
      falseNegatives: matrix.sum('NSVFQ', 'ox'),
      falsePositives: matrix.sum('OX', 'nsvfq'),
      trueNegatives: null,
    }),
    v: detectionRate({
      truePositives: matrix.count('V', 'v'),
      falseNegatives: matrix.sum('V', 'nsfqox'),
      falsePositives: matrix.sum('NSOX', 'v'),
      trueNegatives: matrix.sum('NSFQOX', 'nsfq'),
    }),
    s: detectionRate({
      truePositives: matrix.count('S', 's'),
      falseNegatives: matrix.sum('S', 'nvfqox'),
      falsePositives: matrix.sum(rowsFalselyS, 's'),
      trueNegatives: matrix.sum('NVFQOX', 'nvfq'),
    }),
  };
}
