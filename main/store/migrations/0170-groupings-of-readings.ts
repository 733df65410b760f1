import type { Migration } from './migration.ts';

/**
 * Every reading has groups of its own. They keep beats apart that its reader labelled differently, so
 * that groups shared by two readings told a blinded reader of the other's labels, and forming them
 * anew took away what the other had split and merged. Groups of a recording with several readings may
 * be of any of them: they are formed again.
 */
export const groupingsOfReadingsMigration: Migration = {
  version: 170,
  up: (database) => {
    database.exec(`
      ALTER TABLE groupings RENAME TO groupings_of_recordings;
      CREATE TABLE groupings (
        grouping_key INTEGER PRIMARY KEY AUTOINCREMENT,
        reading_key INTEGER NOT NULL UNIQUE REFERENCES readings (reading_key),
        made_at TEXT NOT NULL,
        model_id TEXT,
        edits_through INTEGER NOT NULL CHECK (edits_through >= 0),
        grouped INTEGER NOT NULL CHECK (grouped >= 0),
        group_count INTEGER NOT NULL CHECK (group_count >= 0),
        id_count INTEGER NOT NULL CHECK (id_count >= 0),
        groups BLOB NOT NULL CHECK (length(groups) = 2 * id_count),
        oddness BLOB NOT NULL CHECK (length(oddness) = id_count)
      ) STRICT;
      INSERT INTO groupings
        SELECT grouping_key, reading_key, made_at, model_id, edits_through, grouped, group_count,
          id_count, groups, oddness
        FROM groupings_of_recordings JOIN readings USING (recording_key)
        GROUP BY recording_key HAVING count(*) = 1;
      -- Keys are never given again: splits and merges name them.
      DELETE FROM sqlite_sequence WHERE name = 'groupings';
      INSERT INTO sqlite_sequence (name, seq)
        SELECT 'groupings', seq FROM sqlite_sequence WHERE name = 'groupings_of_recordings';
      DROP TABLE groupings_of_recordings;
    `);
  },
};
