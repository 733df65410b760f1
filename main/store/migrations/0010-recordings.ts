import type { Migration } from './migration.ts';

/**
 * Recordings, their leads, and what was found when they were read. The samples themselves lie in
 * the recording's folder. A removed recording keeps its row, emptied, because the log of edits that
 * refers to it is never deleted.
 */
export const recordingsMigration: Migration = {
  version: 10,
  up: (database) => {
    database.exec(`
      CREATE TABLE recordings (
        recording_key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        status TEXT NOT NULL
          CHECK (status IN ('importing', 'analysing', 'ready', 'interrupted', 'failed')),
        error TEXT,
        imported_at TEXT NOT NULL,
        opened_at TEXT,
        removed_at TEXT,
        source_path TEXT NOT NULL,
        annotators TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(annotators)),
        sample_rate_hz REAL NOT NULL CHECK (sample_rate_hz >= 0),
        sample_count INTEGER NOT NULL CHECK (sample_count >= 0),
        start_time TEXT
      ) STRICT;

      CREATE TABLE leads (
        recording_key INTEGER NOT NULL REFERENCES recordings (recording_key),
        lead_index INTEGER NOT NULL CHECK (lead_index >= 0),
        name TEXT NOT NULL,
        units TEXT NOT NULL,
        gain_per_unit REAL NOT NULL CHECK (gain_per_unit <> 0),
        baseline REAL NOT NULL,
        calibrated INTEGER NOT NULL CHECK (calibrated IN (0, 1)),
        PRIMARY KEY (recording_key, lead_index)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE findings (
        recording_key INTEGER NOT NULL REFERENCES recordings (recording_key),
        position INTEGER NOT NULL,
        check_name TEXT NOT NULL,
        lead_index INTEGER,
        ok INTEGER NOT NULL CHECK (ok IN (0, 1)),
        message TEXT NOT NULL,
        PRIMARY KEY (recording_key, position)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
