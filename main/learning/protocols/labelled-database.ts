import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ProtocolResult } from '../../../app/contract/protocol-result.ts';
import { AppError } from '../../../app/domain/app-error.ts';
import { databaseFolder, readAnnotatedRecord, type AnnotatedRecord } from '../training-data.ts';
import { leftOutReasons, leftOutWords } from '../../../app/text/left-out-records.ts';
import type { ProtocolContext } from './protocol-context.ts';

/** Records of a database that could be read, and those that could not. */
export interface Database {
  readonly name: string;
  readonly records: readonly AnnotatedRecord[];
  readonly leftOut: readonly { record: string; reason: string }[];
}

/** A database as results tell it, under a name of its own where a part of it was read. */
export function databaseInResult(
  database: {
    readonly name: string;
    readonly records: readonly { readonly record: string }[];
    readonly leftOut: Database['leftOut'];
  },
  name = database.name,
): ProtocolResult['data'][number] {
  const { records, leftOut } = database;
  return { name, records: records.map(({ record }) => record), leftOut: [...leftOut] };
}

export interface DatabaseRequest {
  readonly name: string;
  /** Folder of the database below the data folder. */
  readonly folder: string;
  readonly records: readonly string[];
  readonly detect?: boolean;
  patientOf(record: string): string;
}

/**
 * Reads annotated records. One that is missing or damaged is left out with the reason; the result
 * says so.
 * @throws AppError file-missing when not one record can be read, `cancelled`
 */
export async function readDatabase(
  context: ProtocolContext,
  request: DatabaseRequest,
): Promise<Database> {
  const folder = databaseFolder(context.options.dataFolder, request.folder);
  const { there, leftOut } = existingRecords(folder, request.records, request.name);
  const records: AnnotatedRecord[] = [];
  for (const record of there) {
    context.stage(`reading ${request.name} ${record}`);
    try {
      const patient = request.patientOf(record);
      const detect = request.detect ?? false;
      const read = await readAnnotatedRecord({ folder, record, patient, detect });
      records.push(read);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      leftOut.push({ record, reason: error.message });
    }
  }
  if (records.length === 0) throw nothingThere(request.name, folder, request.records, leftOut);
  const notice = leftOutWords({ name: request.name, records, leftOut });
  if (notice !== null) context.notice(notice);
  return { name: request.name, records, leftOut };
}

/**
 * The records of a folder that are there, and those that are not.
 * @throws AppError file-missing when there is none
 */
export function existingRecords(
  folder: string,
  wanted: readonly string[],
  name = 'MIT-BIH Arrhythmia Database',
): { there: string[]; leftOut: { record: string; reason: string }[] } {
  const isThere = (record: string): boolean => existsSync(join(folder, `${record}.hea`));
  const leftOut = wanted
    .filter((record) => !isThere(record))
    .map((record) => ({ record, reason: 'not in the folder' }));
  const there = wanted.filter(isThere);
  if (there.length === 0) throw nothingThere(name, folder, wanted, leftOut);
  return { there, leftOut };
}

function nothingThere(
  name: string,
  folder: string,
  wanted: readonly string[],
  leftOut: Database['leftOut'],
): AppError {
  const why = `${name}: none of the records can be read: ${leftOutReasons(leftOut)}.`;
  return new AppError('file-missing', why, {
    file: folder,
    remedy: `Name a folder with the records ${wanted.slice(0, 3).join(', ')} … (.hea, .dat, .atr), or one with a folder of the database in it.`,
  });
}
