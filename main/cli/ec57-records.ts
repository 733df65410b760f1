import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { ClassMapping } from '../../app/domain/annotation-codes.ts';
import { AppError } from '../../app/domain/app-error.ts';
import { compareReadings } from '../../app/evaluation/compare-readings.ts';
import type { ComparedRecord } from '../../app/evaluation/ec57-report.ts';
import { EC57_LEARNING_PERIOD_S } from '../../app/evaluation/ec57.ts';
import type { ComparisonRules } from '../../app/evaluation/comparison-rules.ts';
import { parseHeader } from '../../app/formats/wfdb/header.ts';
import { recordAnnotations } from '../evaluation/record-annotations.ts';
import { asFileError } from '../imports/file-errors.ts';
import { locateRecord, readHeaderFile } from '../imports/wfdb-files.ts';

/** Which two readings of which records in a folder are compared. */
export interface RecordSelection {
  readonly folder: string;
  /** All records of the folder that have the test annotations when left out. */
  readonly records: readonly string[] | undefined;
  /** Extensions of the annotation files. */
  readonly reference: string;
  readonly test: string;
  readonly mapping: ClassMapping;
  readonly rules: ComparisonRules;
}

export interface ComparedFile extends ComparedRecord {
  readonly sampleRateHz: number;
}

/** @throws AppError when a record or one of its annotation files is missing or unusable */
export async function compareRecords(selection: RecordSelection): Promise<ComparedFile[]> {
  const records = selection.records ?? recordsWith(selection.folder, selection.test);
  const compared: ComparedFile[] = [];
  for (const record of records) compared.push(await compareRecord(record, selection));
  return compared;
}

/**
 * Names of the records in a folder that have annotations of an annotator, in order.
 * @throws AppError not-found when there is none
 */
export function recordsWith(folder: string, annotator: string): string[] {
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

async function compareRecord(
  record: string,
  { folder, reference, test, mapping, rules }: RecordSelection,
): Promise<ComparedFile> {
  const file = path.join(folder, `${record}.hea`);
  if (path.basename(record) !== record || !existsSync(file)) {
    throw new AppError('not-found', `There is no record "${record}" in "${folder}".`, {
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
  const read = (annotator: string) => recordAnnotations(file, annotator, sampleRateHz);
  return {
    record,
    sampleRateHz,
    comparison: compareReadings(await read(reference), await read(test), {
      sampleRateHz,
      sampleCount,
      mapping,
      rules,
    }),
  };
}
