import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../../app/domain/app-error.ts';
import { databaseFolder, readAnnotatedRecord, type AnnotatedRecord } from '../training-data.ts';
import type { ProtocolContext } from './protocol-context.ts';

/** Records of a database that could be read, and those that could not. */
export interface Database {
  readonly name: string;
  readonly records: readonly AnnotatedRecord[];
  readonly leftOut: readonly { record: string; reason: string }[];
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
  const records: AnnotatedRecord[] = [];
  const leftOut: { record: string; reason: string }[] = [];
  for (const record of request.records) {
    context.stage(`reading ${request.name} ${record}`);
    if (!existsSync(join(folder, `${record}.hea`))) {
      leftOut.push({ record, reason: 'not in the folder' });
      continue;
    }
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
  if (records.length === 0) {
    throw new AppError('file-missing', `${request.name}: none of the records can be read.`, {
      file: folder,
      remedy: `Name a folder with the records ${request.records.slice(0, 3).join(', ')} … (.hea, .dat, .atr), or one with a folder ${request.folder} in it.`,
    });
  }
  return { name: request.name, records, leftOut };
}
