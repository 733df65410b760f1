import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { CLASS_MAPPINGS, type ClassMapping } from '../../app/domain/annotation-codes.ts';
import { AppError } from '../../app/domain/app-error.ts';
import type { BeatStatistics, DetectionRate } from '../../app/evaluation/beat-statistics.ts';
import {
  compareBeats,
  EC57_LEARNING_PERIOD_S,
  grossStatistics,
  type BeatComparison,
} from '../../app/evaluation/ec57.ts';
import { percentText } from '../../app/evaluation/percent-text.ts';
import type { WfdbAnnotation } from '../../app/formats/wfdb/annotation.ts';
import { parseHeader } from '../../app/formats/wfdb/header.ts';
import { asFileError } from '../imports/file-errors.ts';
import { readReferenceAnnotations } from '../imports/recording-source.ts';
import { locateRecord, readHeaderFile } from '../imports/wfdb-files.ts';
import { formatTable, printJson, printText, RESEARCH_USE } from './output.ts';

interface Ec57Options {
  readonly data: string;
  readonly reference: string;
  readonly test: string;
  readonly records?: string[];
  readonly mapping: ClassMapping;
  readonly json?: true;
}

interface ComparedRecord {
  readonly record: string;
  readonly comparison: BeatComparison;
}

/** `ectopy ec57`: annotations against reference annotations, as the tool bxb compares them. */
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
    .addOption(
      new Option('--mapping <name>', 'how annotation codes become classes')
        .choices(CLASS_MAPPINGS)
        .default('aami-bxb'),
    )
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nWithout --records, every record of the folder that has the annotations to judge.\n' +
        'Sensitivity (Se) and positive predictivity (+P) in percent; "-" or null: nothing to judge.',
    )
    .action(ec57);
}

async function ec57(options: Ec57Options): Promise<void> {
  const names = options.records ?? recordsWith(options.data, options.test);
  const compared: ComparedRecord[] = [];
  for (const record of names) {
    compared.push({ record, comparison: await compareRecord(record, options) });
  }
  const gross = grossStatistics(compared.map(({ comparison }) => comparison.matrix));
  if (options.json) {
    printJson({
      mapping: options.mapping,
      records: compared.map(({ record, comparison }) => ({
        record,
        ...withCounts(comparison.statistics),
      })),
      gross: withoutCounts(gross),
    });
    return;
  }
  printText(formatTable([HEADINGS, ...compared.map(rowOf), ['Gross', ...cellsOf(gross)]]));
  printText(
    `\n${compared.length} records; classes mapped by ${options.mapping}; first five minutes not ` +
      `judged; matches within 150 ms.\n${RESEARCH_USE}`,
  );
}

function separated(text: string): string[] {
  const names = new Set(text.split(',').map((name) => name.trim()));
  names.delete('');
  if (names.size === 0) throw new InvalidArgumentError('Name at least one record.');
  return [...names];
}

/** Names of the records in a folder that have annotations of an annotator, in order. */
function recordsWith(folder: string, annotator: string): string[] {
  let files: string[];
  try {
    files = readdirSync(folder);
  } catch (error) {
    throw asFileError(error, folder, 'read');
  }
  const records = files
    .filter((file) => file.endsWith(`.${annotator}`))
    .map((file) => file.slice(0, -annotator.length - 1))
    .filter((record) => files.includes(`${record}.hea`))
    .sort();
  if (records.length > 0) return records;
  throw new AppError('not-found', `No record in "${folder}" has annotations "${annotator}".`, {
    file: folder,
    remedy: 'Write them there with "ectopy analyze … --out", or name another folder or annotator.',
  });
}

/** @throws AppError when the record or one of its annotation files is missing or unusable */
async function compareRecord(record: string, options: Ec57Options): Promise<BeatComparison> {
  const file = path.join(options.data, `${record}.hea`);
  if (path.basename(record) !== record || !existsSync(file)) {
    throw new AppError('not-found', `There is no record "${record}" in "${options.data}".`, {
      file,
      remedy: `Check --records, or put ${path.basename(record)}.hea into the folder.`,
    });
  }
  const location = await locateRecord(file);
  const header = parseHeader(await readHeaderFile(location), file);
  const { frameRateHz: sampleRateHz, frameCount: sampleCount } = header;
  if (sampleCount !== null && sampleCount < EC57_LEARNING_PERIOD_S * sampleRateHz) {
    throw new AppError('bad-request', `Record ${record} is not longer than five minutes.`, {
      file,
      remedy: 'EC57 does not judge the first five minutes: leave the record out with --records.',
    });
  }
  const read = (annotator: string) => annotationsAt(file, annotator, sampleRateHz);
  return compareBeats(await read(options.reference), await read(options.test), {
    sampleRateHz,
    sampleCount,
    mapping: options.mapping,
  });
}

/** Annotations in samples of the record, whatever time resolution their file uses. */
async function annotationsAt(
  file: string,
  annotator: string,
  sampleRateHz: number,
): Promise<readonly WfdbAnnotation[]> {
  const read = await readReferenceAnnotations(file, annotator);
  const scale = sampleRateHz / (read.sampleRateHz ?? sampleRateHz);
  if (scale === 1) return read.annotations;
  return read.annotations.map((annotation) => ({
    ...annotation,
    sample: Math.round(annotation.sample * scale),
  }));
}

function withoutCounts(statistics: BeatStatistics) {
  const figures = ({ sensitivity, positivePredictivity }: DetectionRate) => ({
    se: sensitivity,
    ppv: positivePredictivity,
  });
  return { qrs: figures(statistics.qrs), v: figures(statistics.v), s: figures(statistics.s) };
}

function withCounts(statistics: BeatStatistics) {
  const figures = (rate: DetectionRate) => ({
    se: rate.sensitivity,
    ppv: rate.positivePredictivity,
    tp: rate.truePositives,
    fn: rate.falseNegatives,
    fp: rate.falsePositives,
  });
  return { qrs: figures(statistics.qrs), v: figures(statistics.v), s: figures(statistics.s) };
}

const COLUMN_WIDTH = 6;
const HEADINGS = ['Record', 'Q Se', 'Q +P', 'V Se', 'V +P', 'S Se', 'S +P'].map(
  (heading, column) => (column === 0 ? heading : heading.padStart(COLUMN_WIDTH)),
);

function rowOf({ record, comparison }: ComparedRecord): string[] {
  return [record, ...cellsOf(comparison.statistics)];
}

function cellsOf({ qrs, v, s }: BeatStatistics): string[] {
  return [qrs, v, s].flatMap(({ sensitivity, positivePredictivity }) =>
    [sensitivity, positivePredictivity].map((value) => percentText(value).padStart(COLUMN_WIDTH)),
  );
}
