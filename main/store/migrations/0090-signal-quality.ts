import type { Migration } from './migration.ts';

/**
 * Where a recording cannot be analysed. What was computed is written once and read whole, in columns
 * (little endian): lead u8, cause u8 (index into QUALITY_CAUSES), first and end sample u32.
 * What readers say are edits like those of beats: entries of a transaction, numbered in the same
 * count, so that `first_seq` and `edit_count` of a transaction span both tables. They are few, and
 * are reduced when a recording is opened.
 */
export const signalQualityMigration: Migration = {
  version: 90,
  up: (database) => {
    database.exec(`
      CREATE TABLE signal_quality (
        recording_key INTEGER PRIMARY KEY REFERENCES recordings (recording_key),
        made_at TEXT NOT NULL,
        criteria INTEGER NOT NULL,
        stretch_count INTEGER NOT NULL CHECK (stretch_count >= 0),
        leads BLOB NOT NULL CHECK (length(leads) = stretch_count),
        causes BLOB NOT NULL CHECK (length(causes) = stretch_count),
        starts BLOB NOT NULL CHECK (length(starts) = 4 * stretch_count),
        ends BLOB NOT NULL CHECK (length(ends) = 4 * stretch_count)
      ) STRICT;

      CREATE TABLE region_edits (
        seq INTEGER PRIMARY KEY,
        transaction_key INTEGER NOT NULL REFERENCES transactions (transaction_key),
        recording_key INTEGER NOT NULL,
        region_id INTEGER NOT NULL CHECK (region_id > 0),
        lead_index INTEGER CHECK (lead_index >= 0),
        old_verdict TEXT CHECK (old_verdict IN ('exclude', 'analyse')),
        old_start INTEGER,
        old_end INTEGER CHECK (old_end > old_start),
        old_reader TEXT,
        new_verdict TEXT CHECK (new_verdict IN ('exclude', 'analyse')),
        new_start INTEGER,
        new_end INTEGER CHECK (new_end > new_start),
        new_reader TEXT,
        CHECK ((old_verdict IS NULL) = (old_start IS NULL) AND (old_verdict IS NULL) = (old_end IS NULL)),
        CHECK ((new_verdict IS NULL) = (new_start IS NULL) AND (new_verdict IS NULL) = (new_end IS NULL)),
        CHECK (old_verdict IS NOT NULL OR new_verdict IS NOT NULL)
      ) STRICT;
      CREATE INDEX region_edits_by_recording ON region_edits (recording_key);
      CREATE TRIGGER region_edits_are_not_updated BEFORE UPDATE ON region_edits
      BEGIN SELECT RAISE(ABORT, 'the edit log is append-only'); END;
      CREATE TRIGGER region_edits_are_not_deleted BEFORE DELETE ON region_edits
      BEGIN SELECT RAISE(ABORT, 'the edit log is append-only'); END;

      ALTER TABLE current_readings ADD COLUMN analysed_samples INTEGER;
      ALTER TABLE current_readings ADD COLUMN excluded_beats INTEGER NOT NULL DEFAULT 0;
    `);
  },
};
