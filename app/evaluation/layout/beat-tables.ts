import { BEAT_CLASSES } from '../../domain/beat-class.ts';
import type { BeatMatrix } from '../beat-matrix.ts';
import type { BeatStatistics, DetectionRate } from '../beat-statistics.ts';
import { decimalText } from '../decimal-text.ts';
import type { ComparedRecord, Ec57Report } from '../ec57-report.ts';
import { shutdownStatistics } from '../shutdown-statistics.ts';
import { columns, figure, summaryLine } from './columns.ts';

/** Tables of bxb and sumstats, character by character. Lines have no line break at their end. */

/** "-L": with S as a class of its own. "-l": S counted as N, with the false positive rate of V. */
export type LineTableStyle = '-L' | '-l';

const LINE_HEADINGS: Record<LineTableStyle, string> = {
  '-L':
    "Record Nn' Sn' Vn' Fn' On'  Ns  Ss  Vs  Fs' Os' Nv  Sv   Vv  Fv' Ov' No' So' Vo' Fo'" +
    '  Q Se   Q +P   V Se   V +P   S Se   S +P RR err',
  '-l': "Record Nn' Vn' Fn' On'  Nv   Vv  Fv' Ov' No' Vo' Fo'  Q Se   Q +P   V Se   V +P  V FPR",
};

const LINE_WIDTHS: Record<LineTableStyle, readonly number[]> = {
  '-L': [4, 5, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 4, 3, 3, 3, 3, 3, 3],
  '-l': [4, 5, 3, 3, 3, 3, 4, 3, 3, 3, 3, 3],
};

/** sumstats does not align its sums with all of bxb's columns. */
const SUM_WIDTHS: Record<LineTableStyle, readonly [number, ...number[]]> = {
  '-L': [3, 6, ...LINE_WIDTHS['-L'].slice(2)],
  '-l': [4, 6, ...LINE_WIDTHS['-l'].slice(2)],
};

/** Width of "Gross" or "Average" and the space up to the figures. */
const FIGURES_FROM: Record<LineTableStyle, number> = { '-L': 83, '-l': 54 };
const RULE_LENGTH: Record<LineTableStyle, number> = { '-L': 132, '-l': 86 };

/** The table of sumstats over bxb's lines. */
export function beatLineTable(report: Ec57Report, style: LineTableStyle): string[] {
  const { records, pooled, gross, average } = report;
  const label = (text: string) => text.padEnd(FIGURES_FROM[style]);
  const rrAverage = style === '-L' ? figure(average.rrErrorMs, 7, 2) : '';
  const { qrs, v, s } = gross;
  const totalS = style === '-L' ? `  Total SVEBs: ${s.truePositives + s.falseNegatives}` : '';
  return [
    LINE_HEADINGS[style],
    ...records.map((record) => beatLine(record, style)),
    '_'.repeat(RULE_LENGTH[style]),
    columns(['Sum'.padEnd(SUM_WIDTHS[style][0]), ...lineCounts(pooled, style)], SUM_WIDTHS[style]),
    label('Gross') + figures(gross, style),
    label('Average') + figures(average, style) + rrAverage,
    `Total QRS complexes: ${qrs.truePositives + qrs.falseNegatives}` +
      `  Total VEBs: ${v.truePositives + v.falseNegatives}${totalS}`,
    '',
    summaryLine(records.length),
  ];
}

function beatLine({ record, comparison }: ComparedRecord, style: LineTableStyle): string {
  const { matrix, statistics, rrErrorMs } = comparison;
  const line = columns([record, ...lineCounts(matrix, style)], LINE_WIDTHS[style]);
  const rrError = rrErrorMs === null ? '     -' : figure(rrErrorMs, 7, 2);
  return line + figures(statistics, style) + (style === '-L' ? rrError : '');
}

/** Counts by groups of rows, in the order of the columns. */
function lineCounts(matrix: BeatMatrix, style: LineTableStyle): number[] {
  const counts = (rows: readonly string[], testClasses: string) =>
    rows.map((row) => matrix.sum(row, testClasses));
  if (style === '-l') {
    const rows = ['NS', 'V', 'FQ', 'OX'];
    return [...counts(rows, 'nsfq'), ...counts(rows, 'v'), ...counts(rows.slice(0, 3), 'ox')];
  }
  const rows = ['N', 'S', 'V', 'FQ', 'OX'];
  return [
    ...counts(rows, 'nfq'),
    ...counts(rows, 's'),
    ...counts(rows, 'v'),
    ...counts(rows.slice(0, 4), 'ox'),
  ];
}

type Rates = Readonly<
  Record<
    keyof BeatStatistics,
    Pick<DetectionRate, 'sensitivity' | 'positivePredictivity' | 'falsePositiveRate'>
  >
>;

function figures({ qrs, v, s }: Rates, style: LineTableStyle): string {
  const rates = style === '-L' ? [qrs, v, s] : [qrs, v];
  const percents = rates.flatMap(({ sensitivity, positivePredictivity }) => [
    figure(sensitivity, 7, 2),
    figure(positivePredictivity, 7, 2),
  ]);
  return percents.join('') + (style === '-l' ? figure(v.falsePositiveRate, 7, 3) : '');
}

/** What bxb -S prints for a record. */
export function beatMatrixReport(
  { record, comparison }: ComparedRecord,
  annotators: { readonly reference: string; readonly test: string },
): string[] {
  const { matrix, statistics, rrErrorMs, shutdownS, settings } = comparison;
  const rows = Object.entries(matrix.toRows()).map(([row, counts]) => {
    const shown = 'OX'.includes(row) ? counts.slice(0, BEAT_CLASSES.length) : counts;
    return ` ${row} |${shown.map((count) => ` ${String(count).padStart(4)}`).join('')}`;
  });
  const { qrs, v, s } = statistics;
  const shutdown = shutdownStatistics(matrix, settings.rules);
  return [
    `Beat-by-beat comparison results for record ${record}`,
    `Reference annotator: ${annotators.reference}`,
    `     Test annotator: ${annotators.test}`,
    '',
    '               Algorithm',
    '        n    s    v    f    q    o    x',
    `   ${'_'.repeat(36)}`,
    ...rows,
    '',
    ...rateLines('QRS', qrs),
    ...rateLines('VEB', v),
    ...rateLines('SVEB', s),
    `     RMS RR interval error: ${rrErrorMs === null ? '     -' : `${decimalText(rrErrorMs, 2).padStart(6)} ms`}`,
    '',
    statisticLine('  Beats missed in shutdown', shutdown.missedOfAll, shutdown.allBeats),
    ...(['N', 'S', 'V', 'F'] as const).map((beatClass) =>
      statisticLine(
        `      ${beatClass} missed in shutdown`,
        shutdown.missed[beatClass],
        shutdown.beats[beatClass],
      ),
    ),
    `       Total shutdown time: ${String(shutdownS).padStart(5)} seconds`,
  ];
}

function rateLines(kind: string, rate: DetectionRate): string[] {
  const { truePositives, falseNegatives, falsePositives } = rate;
  const text = (name: string) => `${kind} ${name}`.padStart(26);
  return [
    statisticLine(text('sensitivity'), truePositives, truePositives + falseNegatives),
    statisticLine(text('positive predictivity'), truePositives, truePositives + falsePositives),
  ];
}

function statisticLine(text: string, part: number, whole: number): string {
  const percent = whole > 0 ? `${decimalText((100 * part) / whole, 2).padStart(6)}%` : '     - ';
  return `${text}: ${percent} (${part}/${whole})`;
}

/** The table of sumstats over bxb -L's lines about shutdown. */
export function shutdownTable({ records, pooled, shutdownS }: Ec57Report): string[] {
  const order = ['N', 'S', 'V', 'F', 'Q'] as const;
  const counts = (matrix: BeatMatrix) => order.map((beatClass) => matrix.count(beatClass, 'x'));
  return [
    'Record Nx   Sx   Vx   Fx   Qx  % beats  % N    % S    % V    % F   Total Shutdown',
    `${' '.repeat(32)}missed missed missed missed missed      Time`,
    ...records.map(({ record, comparison }) => {
      const { missedPercent, missedPercentOfAll, beats } = shutdownStatistics(
        comparison.matrix,
        comparison.settings.rules,
      );
      const { N, S, V, F } = missedPercent;
      const percents = [missedPercentOfAll, N, S, V, F].map((value) => figure(value, 7, 2));
      return (
        `${columns([record, ...counts(comparison.matrix)], [4, 4, 4, 4, 4, 4])}  ` +
        `${percents.join('')}${String(comparison.shutdownS).padStart(5)} seconds ` +
        order.map((beatClass) => beats[beatClass]).join(' ')
      );
    }),
    '_'.repeat(72),
    `Sum  ${columns(counts(pooled), [4, 4, 4, 4, 4])}${' '.repeat(38)}` +
      `${String(shutdownS).padStart(4)} seconds`,
    '',
    summaryLine(records.length),
  ];
}
