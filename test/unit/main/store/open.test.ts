import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { migrate, SCHEMA_VERSION, schemaVersion } from '../../../../main/store/migrations/run.ts';
import { databaseFile, openDatabase } from '../../../../main/store/open.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

/** A library with some pages of data, closed in order. */
function existingLibrary(): { folder: string; file: string } {
  const folder = temporaryFolder();
  const database = openDatabase(folder);
  const put = database.prepare(`INSERT INTO settings VALUES (?, '"${'x'.repeat(900)}"')`);
  database.transaction(() => {
    for (let index = 0; index < 100; index++) put.run(`name-${index}`);
  })();
  database.close();
  return { folder, file: databaseFile(folder) };
}

describe('a library database', () => {
  it('is durable by its settings', () => {
    const database = openDatabase(temporaryFolder());
    const read = (name: string): unknown => database.pragma(name, { simple: true });
    expect(read('journal_mode')).toBe('wal');
    expect(read('synchronous')).toBe(2);
    expect(read('foreign_keys')).toBe(1);
    expect(read('busy_timeout')).toBeGreaterThan(0);
    expect(schemaVersion(database)).toBe(SCHEMA_VERSION);
    database.close();
  });

  it('is copied before it is migrated; the copy goes once the library has been opened again', () => {
    const current = openDatabase(temporaryFolder());
    const folder = temporaryFolder();
    const old = new Database(databaseFile(folder));
    old.pragma(`application_id = ${String(current.pragma('application_id', { simple: true }))}`);
    migrate(old, { through: 60 });
    old.close();
    current.close();
    openDatabase(folder).close();
    const [copy = ''] = readdirSync(path.join(folder, 'backups'));
    expect(copy).toMatch(/^library-schema-60-/);
    const backup = new Database(path.join(folder, 'backups', copy), { readonly: true });
    expect(schemaVersion(backup)).toBe(60);
    expect(backup.pragma('integrity_check', { simple: true })).toBe('ok');
    backup.close();
    openDatabase(folder).close();
    expect(existsSync(path.join(folder, 'backups'))).toBe(false);
  });

  it('is not opened when a newer version wrote it, and stays as it is', () => {
    const { folder, file } = existingLibrary();
    const newer = new Database(file);
    newer.pragma(`user_version = ${SCHEMA_VERSION + 10}`);
    newer.close();
    const before = readFileSync(file);
    expect(() => openDatabase(folder)).toThrow(
      expect.objectContaining({
        code: 'database-newer',
        file,
        remedy: expect.stringContaining('newer Ectopy') as string,
      }),
    );
    expect(readFileSync(file)).toEqual(before);
  });

  it.each<[string, (file: string) => void]>([
    [
      'bytes in the middle were overwritten',
      (file) => {
        const bytes = readFileSync(file);
        bytes.fill(0xa5, 4096 * 2, 4096 * 12);
        writeFileSync(file, bytes);
      },
    ],
    [
      'it was cut short',
      (file) => {
        truncateSync(file, 4096 * 4 + 100);
      },
    ],
    [
      'it is no database at all',
      (file) => {
        writeFileSync(file, 'Not a database, whatever its name says. '.repeat(200));
      },
    ],
    [
      'it is the database of another program',
      (file) => {
        writeFileSync(file, '');
        const other = new Database(file);
        other.exec('CREATE TABLE songs (title TEXT)');
        other.close();
      },
    ],
  ])('is reported as damaged, and left as it is, when %s', (_what, damage) => {
    const { folder, file } = existingLibrary();
    damage(file);
    const before = readFileSync(file);
    expect(() => openDatabase(folder)).toThrow(
      expect.objectContaining({
        code: 'database-damaged',
        file,
        remedy: expect.stringContaining('backup') as string,
      }),
    );
    expect(readFileSync(file)).toEqual(before);
  });

  it('keeps what a killed process had committed to the write-ahead log', () => {
    const folder = temporaryFolder();
    const database = openDatabase(folder);
    database.exec(`INSERT INTO settings VALUES ('reader', '"A"')`);
    const killed = temporaryFolder();
    for (const name of ['library.sqlite', 'library.sqlite-wal']) {
      copyFileSync(path.join(folder, name), path.join(killed, name));
    }
    database.close();
    const reopened = openDatabase(killed);
    expect(reopened.prepare('SELECT value FROM settings').pluck().all()).toEqual(['"A"']);
    reopened.close();
  });
});
