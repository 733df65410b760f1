import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { AppError } from '../../app/domain/app-error.ts';
import { databaseDamaged, describeStoreError } from './errors.ts';
import { migrate, SCHEMA_VERSION, schemaVersion } from './migrations/run.ts';

/** "ECTY", SQLite's `application_id`: tells a library from any other SQLite file. */
const APPLICATION_ID = 0x45435459;
const BUSY_TIMEOUT_MS = 5000;
/** After a bulk write the write-ahead log is cut back to this. */
const WAL_LIMIT_BYTES = 16 * 2 ** 20;

export function databaseFile(libraryFolder: string): string {
  return path.join(libraryFolder, 'library.sqlite');
}

/**
 * Opens the database of a library, after checking it without touching it, and brings it to the
 * current schema, after a backup. The backup goes when the library is next opened, or as soon as a
 * recording is removed: patients of removed recordings are not to be found in an old copy.
 * @throws AppError database-newer, database-damaged, disk-full
 */
export function openDatabase(libraryFolder: string): Database.Database {
  const file = databaseFile(libraryFolder);
  const isNew = !existsSync(file) || statSync(file).size === 0;
  try {
    if (!isNew) checkDatabase(file);
    const database = new Database(file, { timeout: BUSY_TIMEOUT_MS });
    try {
      database.pragma('journal_mode = WAL');
      // A saved edit outlives a power cut, not just a crash of the program.
      database.pragma('synchronous = FULL');
      database.pragma('foreign_keys = ON');
      // What is taken out of a library is not to be found in its file: notes may name a patient.
      database.pragma('secure_delete = ON');
      database.pragma(`journal_size_limit = ${WAL_LIMIT_BYTES}`);
      if (isNew) database.pragma(`application_id = ${APPLICATION_ID}`);
      else if (schemaVersion(database) < SCHEMA_VERSION) backUp(database, libraryFolder);
      // This Ectopy has opened and closed the library before: its copy has served.
      else forgetBackups(libraryFolder);
      migrate(database);
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (error) {
    throw describeStoreError(error, file);
  }
}

/** Leaves the file as it is: a read-only connection neither checkpoints nor changes a header. */
function checkDatabase(file: string): void {
  const leftOpen = existsSync(`${file}-wal`);
  const database = new Database(file, { readonly: true, timeout: BUSY_TIMEOUT_MS });
  try {
    const version = schemaVersion(database);
    if (database.pragma('application_id', { simple: true }) !== APPLICATION_ID) {
      throw databaseDamaged(file);
    }
    if (version > SCHEMA_VERSION) {
      throw new AppError(
        'database-newer',
        `The library was written by a newer Ectopy (schema ${version}; this one knows ${SCHEMA_VERSION}).`,
        { file, remedy: 'Start the newer Ectopy again. Nothing was changed.' },
      );
    }
    checkPages(database, file, leftOpen);
  } finally {
    database.close();
  }
}

/** Reads every page of a library that was not closed in order, or that is soon read. */
function checkPages(database: Database.Database, file: string, leftOpen: boolean): void {
  const QUICKLY_READ_BYTES = 256 * 2 ** 20;
  if (!leftOpen && statSync(file).size > QUICKLY_READ_BYTES) return;
  const verdict = database.pragma('quick_check(1)', { simple: true });
  if (verdict !== 'ok') throw databaseDamaged(file, new Error(String(verdict)));
}

function backupFolder(libraryFolder: string): string {
  return path.join(libraryFolder, 'backups');
}

/** Takes away the copies that migrations made. */
export function forgetBackups(libraryFolder: string): void {
  rmSync(backupFolder(libraryFolder), { recursive: true, force: true });
}

function backUp(database: Database.Database, libraryFolder: string): void {
  const folder = backupFolder(libraryFolder);
  forgetBackups(libraryFolder);
  mkdirSync(folder, { recursive: true });
  const stamp = new Date().toISOString().replaceAll(/[:.]/g, '-');
  const copy = path.join(folder, `library-schema-${schemaVersion(database)}-${stamp}.sqlite`);
  database.prepare('VACUUM INTO ?').run(copy);
}
