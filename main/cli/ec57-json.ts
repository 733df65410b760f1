import type { ClassMapping } from '../../app/domain/annotation-codes.ts';
import { BEAT_CLASSES } from '../../app/domain/beat-class.ts';
import type { AverageRunRate, AverageStatistics } from '../../app/evaluation/average-statistics.ts';
import {
  TEST_COLUMNS,
  type BeatMatrix,
  type ReferenceRow,
} from '../../app/evaluation/beat-matrix.ts';
import type { BeatStatistics, DetectionRate } from '../../app/evaluation/beat-statistics.ts';
import type { Ec57Report, RecordReport } from '../../app/evaluation/ec57-report.ts';
import type { RunLength, RunRate, RunStatistics } from '../../app/evaluation/run-statistics.ts';
import { shutdownStatistics } from '../../app/evaluation/shutdown-statistics.ts';

/**
 * The report as `ec57 --json` prints it. Sensitivity (se), positive predictivity (ppv) and false
 * positive rate (fpr) in percent, not rounded, null where undefined.
 */
export function ec57Json(report: Ec57Report, mapping: ClassMapping) {
  const { gross, average, runs } = report;
  return {
    mapping,
    settings: report.settings,
    records: report.records.map(recordJson),
    gross: {
      qrs: seAndPpv(gross.qrs),
      v: { ...seAndPpv(gross.v), fpr: gross.v.falsePositiveRate },
      s: { ...seAndPpv(gross.s), fpr: gross.s.falsePositiveRate },
      ...matrixJson(report.pooled),
    },
    average: {
      ...averageJson(average),
      runs: { ve: runAverages(runs.ve.average), sve: runAverages(runs.sve.average) },
    },
    runs: { ve: runsJson(runs.ve.gross), sve: runsJson(runs.sve.gross) },
    footnotes: report.footnotes,
  };
}

function recordJson({ record, comparison, runs }: RecordReport) {
  const { matrix, statistics, rrErrorMs, shutdownS, settings } = comparison;
  return {
    record,
    ...statisticsJson(statistics),
    ...matrixJson(matrix),
    runs: { ve: runsJson(runs.ve), sve: runsJson(runs.sve) },
    rrErrorMs,
    shutdown: {
      seconds: shutdownS,
      missedPercent: shutdownStatistics(matrix, settings.rules).missedPercent,
    },
  };
}

function statisticsJson({ qrs, v, s }: BeatStatistics) {
  return {
    qrs: withCounts(qrs),
    v: { ...withCounts(v), fpr: v.falsePositiveRate },
    s: { ...withCounts(s), fpr: s.falsePositiveRate },
  };
}

/**
 * `matrix`: rows N S V F Q of the reference, columns N S V F Q O X of the test reading (O missed, X
 * missed in a shutdown). `extra`: detections N S V F Q without a beat, O, or in a shutdown, X.
 */
function matrixJson(matrix: BeatMatrix) {
  const counts = (row: ReferenceRow, columns: number) =>
    TEST_COLUMNS.slice(0, columns).map((column) => matrix.count(row, column));
  return {
    matrix: BEAT_CLASSES.map((row) => counts(row, TEST_COLUMNS.length)),
    extra: { O: counts('O', BEAT_CLASSES.length), X: counts('X', BEAT_CLASSES.length) },
  };
}

function averageJson({ qrs, v, s, rrErrorMs }: AverageStatistics) {
  return {
    qrs: seAndPpv(qrs),
    v: { ...seAndPpv(v), fpr: v.falsePositiveRate },
    s: { ...seAndPpv(s), fpr: s.falsePositiveRate },
    rrErrorMs,
  };
}

function runsJson({ couplet, short, long }: RunStatistics) {
  return { couplet: runJson(couplet), short: runJson(short), long: runJson(long) };
}

/** Both have true positives of their own: runs are located by the reference, or by the reading. */
function runJson(rate: RunRate) {
  const { foundRuns, missedRuns, trueRuns, falseRuns } = rate;
  return { ...seAndPpv(rate), foundRuns, missedRuns, trueRuns, falseRuns };
}

function runAverages({ couplet, short, long }: Readonly<Record<RunLength, AverageRunRate>>) {
  return { couplet: seAndPpv(couplet), short: seAndPpv(short), long: seAndPpv(long) };
}

function seAndPpv({ sensitivity, positivePredictivity }: AverageRunRate) {
  return { se: sensitivity, ppv: positivePredictivity };
}

function withCounts(rate: DetectionRate) {
  return {
    ...seAndPpv(rate),
    tp: rate.truePositives,
    fn: rate.falseNegatives,
    fp: rate.falsePositives,
  };
}
