import {
  averageRunStatistics,
  averageStatistics,
  type AverageRunStatistics,
  type AverageStatistics,
} from './average-statistics.ts';
import { BeatMatrix } from './beat-matrix.ts';
import { beatStatistics, sumstatsStatistics, type BeatStatistics } from './beat-statistics.ts';
import type { ComparisonSettings, ReadingComparison } from './compare-readings.ts';
import { percentText } from './decimal-text.ts';
import type { RunKind } from './run-comparison.ts';
import { RunMatrix, runStatistics, type RunStatistics } from './run-statistics.ts';

export interface ComparedRecord {
  readonly record: string;
  readonly comparison: ReadingComparison;
}

/** A record's own lines of the report, as bxb and rxr print them. */
export interface RecordReport extends ComparedRecord {
  readonly runs: Readonly<Record<RunKind, RunStatistics>>;
}

export interface RunReport {
  readonly gross: RunStatistics;
  readonly average: AverageRunStatistics;
}

/** Figures of a set of recordings as bxb, rxr and sumstats of WFDB 10.7.0 form and round them. */
export interface Ec57Report {
  /** Null without records. */
  readonly settings: ComparisonSettings | null;
  readonly records: readonly RecordReport[];
  readonly pooled: BeatMatrix;
  /** The counts of all records pooled. */
  readonly gross: BeatStatistics;
  readonly average: AverageStatistics;
  readonly runs: Readonly<Record<RunKind, RunReport>>;
  readonly shutdownS: number;
  /** Where the reference tools do something that a reader would not expect. */
  readonly footnotes: readonly string[];
}

/**
 * The EC57 report of recordings that were compared under the same settings, in the order given.
 * @throws RangeError when the settings differ.
 */
export function ec57Report(compared: readonly ComparedRecord[]): Ec57Report {
  const settings = commonSettings(compared);
  const records = compared.map((record) => ({ ...record, runs: runsOf(record.comparison) }));
  const pooled = new BeatMatrix();
  for (const { comparison } of records) pooled.add(comparison.matrix);
  const gross = sumstatsStatistics(pooled);
  return {
    settings,
    records,
    pooled,
    gross,
    average: averageStatistics(compared.map(({ comparison }) => comparison)),
    runs: { ve: runReport(records, 've'), sve: runReport(records, 'sve') },
    shutdownS: compared.reduce((sum, { comparison }) => sum + comparison.shutdownS, 0),
    footnotes: footnotesOf(pooled, gross),
  };
}

function commonSettings(compared: readonly ComparedRecord[]): ComparisonSettings | null {
  const [first, ...others] = compared.map(({ comparison }) => comparison.settings);
  if (first === undefined) return null;
  for (const { mapping, learningPeriodS, matchWindowS } of others) {
    if (
      mapping !== first.mapping ||
      learningPeriodS !== first.learningPeriodS ||
      matchWindowS !== first.matchWindowS
    ) {
      throw new RangeError('Recordings that were compared differently have no common report');
    }
  }
  return first;
}

function runsOf({ runs }: ReadingComparison): Record<RunKind, RunStatistics> {
  return { ve: runStatistics(runs.ve), sve: runStatistics(runs.sve) };
}

function runReport(records: readonly RecordReport[], kind: RunKind): RunReport {
  const tables = { sensitivity: new RunMatrix(), predictivity: new RunMatrix() };
  for (const { comparison } of records) {
    tables.sensitivity.add(comparison.runs[kind].sensitivity);
    tables.predictivity.add(comparison.runs[kind].predictivity);
  }
  return {
    gross: runStatistics(tables),
    average: averageRunStatistics(records.map(({ runs }) => runs[kind])),
  };
}

function footnotesOf(pooled: BeatMatrix, gross: BeatStatistics): string[] {
  const fusionCalledS = pooled.count('F', 's');
  const withFusion = percentText(beatStatistics(pooled).s.positivePredictivity);
  const without = percentText(gross.s.positivePredictivity);
  return [
    'As sumstats forms them, gross and average S +P do not count F called S as false, which the ' +
      `lines of the records do: ${fusionCalledS} such beats here, gross S +P ${without} without ` +
      `and ${withFusion} with them.`,
    'As bxb forms it, the percentage of beats missed in shutdown leaves out S beats. The gross ' +
      'shutdown percentages of sumstats after bxb -l are not given: it counts every beat twice there.',
    'The RR error is bxb’s own: it counts intervals at missed and extra beats, too.',
    'As bxb reads them, beats between [ and ] are skipped in each reading by its own marks.',
    'As rxr reads them, conducted beats after a rhythm mark (AFIB or (AFL are runs of S, by each ' +
      'reading’s own marks, and an episode that a V or F beat cuts short at its onset counts as ' +
      'missed even against itself.',
  ];
}
