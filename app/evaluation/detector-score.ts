import { BeatMatrix } from './beat-matrix.ts';
import { beatStatistics } from './beat-statistics.ts';
import type { BeatComparison } from './ec57.ts';

/** How well beats are found, whatever their class, and how well they are placed. */
export interface DetectorScore {
  /** Beats of the reference that were judged. */
  readonly beats: number;
  readonly missed: number;
  readonly extra: number;
  /** Percent, null where undefined. */
  readonly sensitivity: number | null;
  readonly positivePredictivity: number | null;
  readonly f1: number | null;
  /** Mean and standard deviation of detected less reference time of matched beats, ms. */
  readonly placementMeanMs: number | null;
  readonly placementSdMs: number | null;
}

interface ComparedDetection {
  readonly comparison: BeatComparison;
  readonly sampleRateHz: number;
}

/** One score for one or many recordings, their counts pooled. */
export function detectorScore(compared: readonly ComparedDetection[]): DetectorScore {
  const pooled = new BeatMatrix();
  let matched = 0;
  let sum = 0;
  let squares = 0;
  for (const { comparison, sampleRateHz } of compared) {
    pooled.add(comparison.matrix);
    for (const offset of comparison.pairs.offsets()) {
      const offsetMs = (1000 * offset) / sampleRateHz;
      matched++;
      sum += offsetMs;
      squares += offsetMs * offsetMs;
    }
  }
  const { truePositives, falseNegatives, falsePositives, ...rates } = beatStatistics(pooled).qrs;
  const judged = truePositives + (falseNegatives + falsePositives) / 2;
  const mean = matched === 0 ? null : sum / matched;
  return {
    beats: truePositives + falseNegatives,
    missed: falseNegatives,
    extra: falsePositives,
    sensitivity: rates.sensitivity,
    positivePredictivity: rates.positivePredictivity,
    f1: judged === 0 ? null : (100 * truePositives) / judged,
    placementMeanMs: mean,
    placementSdMs: mean === null ? null : Math.sqrt(Math.max(0, squares / matched - mean * mean)),
  };
}
