import {
  averageRunStatistics,
  averageStatistics,
  type AverageRunStatistics,
  type AverageStatistics,
} from './average-statistics.ts';
import { BeatMatrix } from './beat-matrix.ts';
import { aggregateStatistics, type BeatStatistics } from './beat-statistics.ts';
import type { ComparisonSettings, ReadingComparison } from './compare-readings.ts';
import { percentText } from './decimal-text.ts';
import type { ComparisonRules } from './comparison-rules.ts';
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
  const rules = settings?.rules ?? 'reference';
  return {
    settings,
    records,
    pooled,
    gross: aggregateStatistics(pooled, rules),
    average: averageStatistics(
      compared.map(({ comparison }) => comparison),
      rules,
    ),
    runs: { ve: runReport(records, 've'), sve: runReport(records, 'sve') },
    shutdownS: compared.reduce((sum, { comparison }) => sum + comparison.shutdownS, 0),
    footnotes: footnotesOf(pooled, rules),
  };
}

function commonSettings(compared: readonly ComparedRecord[]): ComparisonSettings | null {
  const [first, ...others] = compared.map(({ comparison }) => comparison.settings);
  if (first === undefined) return null;
  for (const { mapping, rules, learningPeriodS, matchWindowS } of others) {
    if (
      mapping !== first.mapping ||
      rules !== first.rules ||
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

function footnotesOf(pooled: BeatMatrix, rules: ComparisonRules): string[] {
  const general = [
    'The RR error is bxb’s own: it counts intervals at missed and extra beats, too.',
    'Beats between [ and ] are skipped in each reading by its own marks.',
    'Conducted beats after a rhythm mark (AFIB or (AFL are runs of S, by each reading’s own marks.',
  ];
  if (rules === 'corrected') {
    return [
      'Corrected rules: these figures differ from those of bxb, rxr and sumstats where F beats are ' +
        'called S, S beats fall into a shutdown, or an ectopic beat meets the onset of fibrillation.',
      ...general,
    ];
  }
  const [without, withFusion] = (['reference', 'corrected'] as const).map((each) =>
    percentText(aggregateStatistics(pooled, each).s.positivePredictivity),
  );
  return [
    'As sumstats forms them, gross and average S +P do not count F called S as false, which the ' +
      `lines of the records do: ${pooled.count('F', 's')} such beats here, gross S +P ${without} ` +
      `without and ${withFusion} with them.`,
    'As bxb forms it, the percentage of beats missed in shutdown leaves out S beats. The gross ' +
      'shutdown percentages of sumstats after bxb -l are not given: it counts every beat twice there.',
    'As rxr reads them, an episode of fibrillation that another kind of beat cuts short at its onset ' +
      'counts as missed even against itself, and the onset of the other fibrillation ends no run.',
    ...general,
  ];
}
