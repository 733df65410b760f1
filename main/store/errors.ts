import Database from 'better-sqlite3';
import { AppError } from '../../app/domain/app-error.ts';

const DAMAGED_CODES = /^SQLITE_(CORRUPT|NOTADB)/;
const FULL_CODES = /^SQLITE_(FULL|IOERR_WRITE)/;

/** What an error of SQLite means to the reader; other errors are handed back as they are. */
export function describeStoreError(error: unknown, databaseFile: string): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  if (DAMAGED_CODES.test(error.code)) return databaseDamaged(databaseFile, error);
  if (FULL_CODES.test(error.code)) {
    return new AppError('disk-full', 'The change was not saved: the disk is full.', {
      file: databaseFile,
      remedy: 'Free some space on this disk and do it again. Everything saved before is safe.',
      cause: error,
    });
  }
  return new AppError('internal', `The library database failed: ${error.message}`, {
    file: databaseFile,
    cause: error,
  });
}

export function databaseDamaged(databaseFile: string, cause?: unknown): AppError {
  return new AppError('database-damaged', 'The library database is damaged.', {
    file: databaseFile,
    remedy:
      'Nothing was changed. Put back a backup of your own, or the file in the "backups" folder beside ' +
      'it, if there is one; or move the file away to start an empty library.',
    cause,
  });
}

export function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
}
