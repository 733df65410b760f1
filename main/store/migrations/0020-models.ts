import type { Migration } from './migration.ts';

/** Models (their weights lie in folders) and the log of which one was put to use when. */
export const modelsMigration: Migration = {
  version: 20,
  up: (database) => {
    database.exec(`
      CREATE TABLE models (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        parent_id TEXT,
        created_at TEXT NOT NULL,
        shipped INTEGER NOT NULL CHECK (shipped IN (0, 1)),
        sha256 TEXT NOT NULL,
        card TEXT NOT NULL CHECK (json_type(card) = 'object')
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE promotions (
        promotion_key INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('promote', 'rollback')),
        model_id TEXT NOT NULL REFERENCES models (id)
      ) STRICT;

      CREATE TRIGGER promotions_are_not_updated BEFORE UPDATE ON promotions
      BEGIN SELECT RAISE(ABORT, 'promotions are append-only'); END;
      CREATE TRIGGER promotions_are_not_deleted BEFORE DELETE ON promotions
      BEGIN SELECT RAISE(ABORT, 'promotions are append-only'); END;
    `);
  },
};
