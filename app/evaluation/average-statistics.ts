import { aggregateStatistics, type DetectionRate } from './beat-statistics.ts';
import { decimalText } from './decimal-text.ts';
import type { BeatComparison } from './ec57.ts';
import type { ComparisonRules } from './comparison-rules.ts';
import type { RunLength, RunRate, RunStatistics } from './run-statistics.ts';

/** Means of the records' percentages; records without a value do not count, null without any. */
export interface AverageRunRate {
  readonly sensitivity: number | null;
  readonly positivePredictivity: number | null;
}

export interface AverageRate extends AverageRunRate {
  readonly falsePositiveRate: number | null;
}

export interface AverageStatistics {
  readonly qrs: AverageRate;
  readonly v: AverageRate;
  readonly s: AverageRate;
  readonly rrErrorMs: number | null;
}

export type AverageRunStatistics = Readonly<Record<RunLength, AverageRunRate>>;

/** Averages as sumstats forms them from bxb's line table. */
export function averageStatistics(
  comparisons: readonly BeatComparison[],
  rules: ComparisonRules,
): AverageStatistics {
  const statistics = comparisons.map(({ matrix }) => aggregateStatistics(matrix, rules));
  return {
    qrs: averageRate(statistics.map(({ qrs }) => qrs)),
    v: averageRate(statistics.map(({ v }) => v)),
    s: averageRate(statistics.map(({ s }) => s)),
    rrErrorMs: averageRrError(comparisons.flatMap(({ rrErrorMs }) => rrErrorMs ?? [])),
  };
}

/** Averages as sumstats forms them from rxr's line table. */
export function averageRunStatistics(statistics: readonly RunStatistics[]): AverageRunStatistics {
  const average = (length: RunLength): AverageRunRate =>
    averageRunRate(statistics.map((records) => records[length]));
  return { couplet: average('couplet'), short: average('short'), long: average('long') };
}

/** sumstats reads the errors back from bxb's table, where they have two decimals. */
function averageRrError(errorsMs: readonly number[]): number | null {
  if (errorsMs.length === 0) return null;
  let sum = 0;
  for (const errorMs of errorsMs) sum += Number(decimalText(errorMs, 2));
  return (100 * (sum / 100)) / errorsMs.length;
}

function averageRate(rates: readonly DetectionRate[]): AverageRate {
  const sensitivity = new MeanPercent();
  const positivePredictivity = new MeanPercent();
  const falsePositiveRate = new MeanPercent();
  for (const { truePositives, falseNegatives, falsePositives, trueNegatives } of rates) {
    sensitivity.add(truePositives, truePositives + falseNegatives);
    positivePredictivity.add(truePositives, truePositives + falsePositives);
    if (trueNegatives !== null) {
      falsePositiveRate.add(falsePositives, trueNegatives + falsePositives);
    }
  }
  return {
    sensitivity: sensitivity.value(),
    positivePredictivity: positivePredictivity.value(),
    falsePositiveRate: falsePositiveRate.value(),
  };
}

function averageRunRate(rates: readonly RunRate[]): AverageRunRate {
  const sensitivity = new MeanPercent();
  const positivePredictivity = new MeanPercent();
  for (const { foundRuns, missedRuns, trueRuns, falseRuns } of rates) {
    sensitivity.add(foundRuns, foundRuns + missedRuns);
    positivePredictivity.add(trueRuns, trueRuns + falseRuns);
  }
  return {
    sensitivity: sensitivity.value(),
    positivePredictivity: positivePredictivity.value(),
  };
}

/** Summed in the order and units of sumstats, so that its last digit is met. */
class MeanPercent {
  #shares = 0;
  #count = 0;

  add(part: number, whole: number): void {
    if (whole <= 0) return;
    this.#shares += part / whole;
    this.#count++;
  }

  value(): number | null {
    return this.#count === 0 ? null : (100 * this.#shares) / this.#count;
  }
}
