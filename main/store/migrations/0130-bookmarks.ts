import type { Migration } from './migration.ts';

/**
 * Strips that a reader marked for the report. Each row is a bookmark in full as it stood from then
 * on; the last row of an id counts, so that a changed note or a removal can be taken back. Rows go
 * only with their recording, as notes may name a patient. `leads` is a JSON array of lead numbers.
 */
export const bookmarksMigration: Migration = {
  version: 130,
  up: (database) => {
    database.exec(`
      CREATE TABLE bookmark_log (
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL,
        reading_key INTEGER NOT NULL REFERENCES readings (reading_key),
        start_sample INTEGER NOT NULL CHECK (start_sample >= 0),
        duration_s REAL NOT NULL CHECK (duration_s > 0),
        leads TEXT NOT NULL CHECK (json_type(leads) = 'array'),
        note TEXT NOT NULL,
        removed INTEGER NOT NULL CHECK (removed IN (0, 1)),
        reader TEXT NOT NULL,
        at TEXT NOT NULL
      ) STRICT;
      CREATE INDEX bookmark_log_by_reading ON bookmark_log (reading_key, id, seq);
      CREATE TRIGGER bookmarks_are_not_updated BEFORE UPDATE ON bookmark_log
      BEGIN SELECT RAISE(ABORT, 'the log of bookmarks is append-only'); END;
    `);
  },
};
