import Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import { migrate } from '../../../../../main/store/migrations/run.ts';

/** An empty database in memory, migrated up to a version. */
export function databaseAt(version: number): Database.Database {
  const database = new Database(':memory:');
  onTestFinished(() => {
    database.close();
  });
  database.pragma('foreign_keys = ON');
  migrate(database, { through: version });
  return database;
}

/** The least that a recording's row needs. */
export function addRecording(database: Database.Database): number {
  const { lastInsertRowid } = database
    .prepare(
      `INSERT INTO recordings (id, name, status, imported_at, source_path, sample_rate_hz, sample_count)
       VALUES ('rec-1', '208', 'ready', '2026-01-01T00:00:00.000Z', '/208.hea', 360, 1000)`,
    )
    .run();
  return Number(lastInsertRowid);
}

export function addModel(database: Database.Database, id = 'model-1'): void {
  database
    .prepare(
      `INSERT INTO models (id, name, created_at, shipped, sha256, card) VALUES (?, ?, ?, 1, ?, '{}')`,
    )
    .run(id, id, '2026-01-01T00:00:00.000Z', 'a'.repeat(64));
}
