import { rmSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { AppError } from '../../app/domain/app-error.ts';
import { isBusy } from './errors.ts';

export interface LibraryLock {
  release(): void;
}

/** A database that nothing refers to is closed when memory is collected, and its lock with it. */
const held = new Set<Database.Database>();

/**
 * Takes a library for this process: one core or one command line at a time. The lock is SQLite's
 * own lock on a small file, which the operating system drops when the process dies, however it
 * dies; so no stale lock can ever remain.
 * @throws AppError library-locked
 */
export function lockLibrary(libraryFolder: string): LibraryLock {
  const file = path.join(libraryFolder, 'library.lock');
  try {
    return takeLock(file, libraryFolder);
  } catch (error) {
    if (!(error instanceof Database.SqliteError) || error.code !== 'SQLITE_NOTADB') throw error;
    // The file holds nothing of value: one that is not a lock is replaced.
    rmSync(file, { force: true });
    return takeLock(file, libraryFolder);
  }
}

function takeLock(file: string, libraryFolder: string): LibraryLock {
  const database = new Database(file, { timeout: 0 });
  try {
    database.exec(`
      BEGIN IMMEDIATE;
      CREATE TABLE IF NOT EXISTS holder (pid INTEGER NOT NULL) STRICT;
      DELETE FROM holder;
      INSERT INTO holder VALUES (${process.pid});
      COMMIT;
      BEGIN IMMEDIATE;
    `);
  } catch (error) {
    const lockedBy = isBusy(error) ? holderOf(database) : undefined;
    database.close();
    if (lockedBy === undefined) throw error;
    throw new AppError('library-locked', `The library is in use by ${lockedBy}.`, {
      file: libraryFolder,
      remedy: 'Close the other Ectopy window, or wait until its command line has ended.',
    });
  }
  held.add(database);
  return {
    release: () => {
      held.delete(database);
      database.close();
    },
  };
}

/** The holder keeps only a reserved lock, so that its process id can still be read. */
function holderOf(database: Database.Database): string {
  try {
    const row = database.prepare<[], { pid: number }>('SELECT pid FROM holder').get();
    if (row !== undefined) return `another Ectopy (process ${row.pid})`;
  } catch (error) {
    if (!isBusy(error)) throw error;
  }
  return 'another Ectopy';
}
