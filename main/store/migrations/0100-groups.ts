import type { Migration } from './migration.ts';

/**
 * Beats in groups of like shape and timing. A recording has one grouping, written once and read
 * whole, in columns by beat id (little endian): group u16, 65535 for an id without a beat; oddness u8.
 * `edits_through` is the number of the edit log that it was made after. What readers split and merge
 * are edits like those of beats: entries of a transaction, numbered in the same count; `beat_ids` u32.
 * They hold for the grouping that they were made on.
 */
export const groupsMigration: Migration = {
  version: 100,
  up: (database) => {
    database.exec(`
      CREATE TABLE groupings (
        grouping_key INTEGER PRIMARY KEY AUTOINCREMENT,
        recording_key INTEGER NOT NULL UNIQUE REFERENCES recordings (recording_key),
        made_at TEXT NOT NULL,
        model_id TEXT,
        edits_through INTEGER NOT NULL CHECK (edits_through >= 0),
        grouped INTEGER NOT NULL CHECK (grouped >= 0),
        group_count INTEGER NOT NULL CHECK (group_count >= 0),
        id_count INTEGER NOT NULL CHECK (id_count >= 0),
        groups BLOB NOT NULL CHECK (length(groups) = 2 * id_count),
        oddness BLOB NOT NULL CHECK (length(oddness) = id_count)
      ) STRICT;

      CREATE TABLE group_edits (
        seq INTEGER PRIMARY KEY,
        transaction_key INTEGER NOT NULL REFERENCES transactions (transaction_key),
        recording_key INTEGER NOT NULL,
        grouping_key INTEGER NOT NULL,
        from_group INTEGER NOT NULL CHECK (from_group BETWEEN 0 AND 65534),
        to_group INTEGER NOT NULL CHECK (to_group BETWEEN 0 AND 65534),
        beat_count INTEGER NOT NULL CHECK (beat_count > 0),
        beat_ids BLOB NOT NULL CHECK (length(beat_ids) = 4 * beat_count)
      ) STRICT;
      CREATE INDEX group_edits_by_recording ON group_edits (recording_key);
      CREATE TRIGGER group_edits_are_not_updated BEFORE UPDATE ON group_edits
      BEGIN SELECT RAISE(ABORT, 'the edit log is append-only'); END;
      CREATE TRIGGER group_edits_are_not_deleted BEFORE DELETE ON group_edits
      BEGIN SELECT RAISE(ABORT, 'the edit log is append-only'); END;
    `);
  },
};
