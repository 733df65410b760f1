import { type Command, InvalidArgumentError, Option } from 'commander';
import { CLASS_MAPPINGS, type ClassMapping } from '../../app/domain/annotation-codes.ts';
import { cellBeats, matrixCell, type MatrixCell } from '../../app/evaluation/cell-beats.ts';
import { ec57Report, type Ec57Report } from '../../app/evaluation/ec57-report.ts';
import { COMPARISON_RULES, type ComparisonRules } from '../../app/evaluation/comparison-rules.ts';
import {
  beatLineTable,
  beatMatrixReport,
  shutdownTable,
} from '../../app/evaluation/layout/beat-tables.ts';
import { runLineTable, runMatrixReport } from '../../app/evaluation/layout/run-tables.ts';
import { RESEARCH_USE } from '../../app/text/intended-use.ts';
import { separated } from './arguments.ts';
import { ec57Json } from './ec57-json.ts';
import { compareRecords, type ComparedFile } from './ec57-records.ts';
import { formatTable, printJson, printText } from './output.ts';

const LAYOUTS = ['line', 'standard'] as const;

interface Ec57Options {
  readonly data: string;
  readonly reference: string;
  readonly test: string;
  readonly records?: string[];
  readonly record?: string;
  readonly mapping: ClassMapping;
  readonly rules: ComparisonRules;
  readonly layout: (typeof LAYOUTS)[number];
  readonly cell?: MatrixCell;
  readonly json?: true;
}

/** `ectopy ec57`: annotations against reference annotations, as bxb, rxr and sumstats compare them. */
export function ec57Command(program: Command): void {
  program
    .command('ec57')
    .description('compare annotations with reference annotations beat by beat, after EC57')
    .requiredOption(
      '--data <folder>',
      'folder with the headers and both annotations of each record',
    )
    .option('--reference <annotator>', 'extension of the reference annotations', 'atr')
    .requiredOption('--test <annotator>', 'extension of the annotations to judge, such as ect')
    .option('--records <names>', 'records to compare, separated by commas', separated)
    .addOption(new Option('--record <name>', 'one record to compare').conflicts('records'))
    .addOption(
      new Option('--mapping <name>', 'how annotation codes become classes')
        .choices(CLASS_MAPPINGS)
        .default('aami-bxb'),
    )
    .addOption(
      new Option('--rules <name>', 'count as the reference tools do, or without their slips')
        .choices(COMPARISON_RULES)
        .default('reference'),
    )
    .addOption(
      new Option('--layout <name>', 'a line per record with sums, or the matrices of each record')
        .choices(LAYOUTS)
        .default('line'),
    )
    .option('--cell <name>', 'list the beats behind a cell of the matrix, such as Vn or Ov', cell)
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nWithout --records or --record, every record of the folder that has the annotations to\n' +
        'judge. Tables are those of bxb -L, bxb -l and rxr -L with sumstats, or of bxb -S and rxr -S\n' +
        '(--layout standard). Se, +P and FPR in percent; "-" or null: nothing to judge. Cells are\n' +
        'named by the reference class N S V F Q (O none, X none: shutdown) and the judged class\n' +
        'n s v f q (o missed, x missed in shutdown).',
    )
    .action(ec57);
}

async function ec57(options: Ec57Options): Promise<void> {
  const compared = await compareRecords({
    ...options,
    folder: options.data,
    records: options.record === undefined ? options.records : [options.record],
  });
  if (options.cell !== undefined) {
    printCell(compared, options.cell, options);
    return;
  }
  const report = ec57Report(compared);
  if (options.json) {
    printJson(ec57Json(report, options.mapping));
    return;
  }
  const tables = options.layout === 'line' ? lineTables(report) : matrices(report, options);
  printText([...tables, ...remarks(report, options)].join('\n'));
}

function cell(text: string): MatrixCell {
  const named = matrixCell(text);
  if (named === null) throw new InvalidArgumentError('Name a cell such as Nn, Vn, So or Ov.');
  return named;
}

function lineTables(report: Ec57Report): string[] {
  const tables: [string, string[]][] = [
    ['Beats (bxb -L, sumstats)', beatLineTable(report, '-L')],
    ['Beats, S counted as N (bxb -l, sumstats)', beatLineTable(report, '-l')],
    ['Shutdown (bxb -L, sumstats)', shutdownTable(report)],
    ['Runs of ventricular ectopy (rxr -L, sumstats)', runLineTable(report, 've')],
    ['Runs of supraventricular ectopy (rxr -L, sumstats)', runLineTable(report, 'sve')],
  ];
  return tables.flatMap(([title, lines]) => [title, '', ...lines, '']);
}

function matrices({ records }: Ec57Report, annotators: Ec57Options): string[] {
  return records.flatMap((record) => [
    ...beatMatrixReport(record, annotators),
    '',
    ...runMatrixReport(record, 've', annotators),
    ...runMatrixReport(record, 'sve', annotators),
  ]);
}

function remarks({ records, footnotes }: Ec57Report, options: Ec57Options): string[] {
  const count = `${records.length} record${records.length === 1 ? '' : 's'}`;
  return [
    `${count}; classes mapped by ${options.mapping}; ${options.rules} rules; first five minutes not ` +
      'judged; matches within 150 ms.',
    ...footnotes.map((footnote, index) => `${index + 1}. ${footnote}`),
    RESEARCH_USE,
  ];
}

function printCell(
  compared: readonly ComparedFile[],
  { row, column }: MatrixCell,
  { mapping, json }: Ec57Options,
): void {
  const rates = new Map(compared.map(({ record, sampleRateHz }) => [record, sampleRateHz]));
  const beats = cellBeats(compared, { row, column }).map((beat) => ({
    ...beat,
    timeS: (beat.referenceSample ?? beat.testSample ?? 0) / (rates.get(beat.record) ?? 1),
  }));
  const name = `${row}${column}`;
  if (json) {
    printJson({ mapping, cell: name, beats });
    return;
  }
  printText(
    formatTable([
      ['Record', 'Time', 'Reference sample', 'Test sample'],
      ...beats.map(({ record, timeS, referenceSample, testSample }) => [
        record,
        elapsed(timeS),
        referenceSample ?? '-',
        testSample ?? '-',
      ]),
    ]),
  );
  printText(`\n${beats.length} in cell ${name}; classes mapped by ${mapping}.\n${RESEARCH_USE}`);
}

/** Time since the start as h:mm:ss.mmm. */
function elapsed(seconds: number): string {
  const ms = Math.round(1000 * seconds);
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const rest = String(ms % 1000).padStart(3, '0');
  return `${Math.floor(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}.${rest}`;
}
