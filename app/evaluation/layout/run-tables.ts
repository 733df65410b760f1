import { decimalText } from '../decimal-text.ts';
import type { ComparedRecord, Ec57Report, RecordReport } from '../ec57-report.ts';
import type { RunKind } from '../run-comparison.ts';
import {
  LONGEST_RUN,
  RUN_LENGTHS,
  runStatistics,
  type RunLength,
  type RunMatrix,
  type RunRate,
  type RunStatistics,
} from '../run-statistics.ts';
import { columns, figure, summaryLine } from './columns.ts';

/** Tables of rxr and sumstats, character by character. Lines have no line break at their end. */

const COUNT_WIDTHS = Array.from({ length: 12 }, () => 3);

/** The table of sumstats over rxr's lines. */
export function runLineTable(report: Ec57Report, kind: RunKind): string[] {
  const { records } = report;
  const { gross, average } = report.runs[kind];
  const total = (length: RunLength) => gross[length].foundRuns + gross[length].missedRuns;
  return [
    ...(kind === 'sve' ? ['(SVE run detection)'] : []),
    'Record CTs CFN CTp CFP STs SFN STp SFP LTs LFN LTp LFP  CSe C+P SSe S+P LSe L+P',
    ...records.map((record) => runLine(record, kind)),
    '_'.repeat(77),
    columns(['Sum  ', ...runCounts(gross)], [5, 4, ...COUNT_WIDTHS.slice(1)]),
    'Gross'.padEnd(55) + summaryFigures(gross),
    'Average'.padEnd(55) + summaryFigures(average),
    `Total couplets: ${total('couplet')}  Total short runs: ${total('short')}` +
      `  Total long runs: ${total('long')}`,
    '',
    summaryLine(records.length),
  ];
}

function runLine({ record, runs }: RecordReport, kind: RunKind): string {
  const statistics = runs[kind];
  const figures = RUN_LENGTHS.flatMap((length) => [
    statistics[length].sensitivity,
    statistics[length].positivePredictivity,
  ]);
  const line = columns([record, ...runCounts(statistics)], [4, ...COUNT_WIDTHS]);
  return `${line} ${figures.map((value) => figure(wholePercent(value), 4, 0)).join('')}`;
}

function runCounts(statistics: RunStatistics): number[] {
  return RUN_LENGTHS.flatMap((length) => {
    const { foundRuns, missedRuns, trueRuns, falseRuns } = statistics[length];
    return [foundRuns, missedRuns, trueRuns, falseRuns];
  });
}

function summaryFigures(
  rates: Readonly<Record<RunLength, Pick<RunRate, 'sensitivity' | 'positivePredictivity'>>>,
): string {
  return RUN_LENGTHS.flatMap((length) => [
    figure(rates[length].sensitivity, 4, 0),
    figure(rates[length].positivePredictivity, 4, 0),
  ]).join('');
}

/** rxr itself rounds halves up, sumstats as C does. */
function wholePercent(percent: number | null): number | null {
  return percent === null ? null : Math.trunc(percent + 0.5);
}

/** What rxr -S prints for one kind of run of a record. */
export function runMatrixReport(
  { record, comparison }: ComparedRecord,
  kind: RunKind,
  annotators: { readonly reference: string; readonly test: string },
): string[] {
  const tables = comparison.runs[kind];
  const { couplet, short, long } = runStatistics(tables);
  return [
    `${kind.toUpperCase()} run-by-run comparison results for record ${record}`,
    `Reference annotator: ${annotators.reference}`,
    `     Test annotator: ${annotators.test}`,
    '',
    ...matrixLines(tables.sensitivity),
    '',
    '      (Run Sensitivity Summary Matrix)',
    '',
    '',
    ...matrixLines(tables.predictivity),
    '',
    ' (Run Positive Predictivity Summary Matrix)',
    '',
    ...rateLines('Couplet', couplet),
    ...rateLines('Short run', short),
    ...rateLines('Long run', long),
    '',
  ];
}

function matrixLines(matrix: RunMatrix): string[] {
  const lengths = Array.from({ length: LONGEST_RUN + 1 }, (_, length) => length);
  const name = (length: number) => (length === LONGEST_RUN ? '>5' : String(length));
  return [
    '               Algorithm Run Length',
    `      ${lengths.map((length) => name(length).padStart(5)).join('')}`,
    `     ${'_'.repeat(36)}`,
    ...lengths.map((row) => {
      const counts = lengths.map((column) =>
        row === 0 && column === 0 ? '    ' : String(matrix.count(row, column)).padStart(4),
      );
      return `${name(row).padStart(4)} | ${counts.join(' ')}`;
    }),
  ];
}

function rateLines(name: string, rate: RunRate): string[] {
  const { foundRuns, missedRuns, trueRuns, falseRuns } = rate;
  const text = (what: string) => `${name} ${what}`.padStart(31);
  return [
    statisticLine(text('sensitivity'), foundRuns, foundRuns + missedRuns),
    statisticLine(text('positive predictivity'), trueRuns, trueRuns + falseRuns),
  ];
}

function statisticLine(text: string, part: number, whole: number): string {
  const percent =
    whole > 0
      ? ` ${decimalText(wholePercent((100 * part) / whole) ?? 0, 0).padStart(3)}%`
      : '   - ';
  return `${text}:${percent} (${part}/${whole})`;
}
