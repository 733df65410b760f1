import type { Migration } from './migration.ts';

/**
 * Reference readings: annotation files found beside a recording, as read from the file, at the
 * recording's sampling rate. Columns in one row as in `detections`: samples u32, codes u8 (WFDB
 * annotation codes), subtypes i8.
 */
export const referencesMigration: Migration = {
  version: 50,
  up: (database) => {
    database.exec(`
      CREATE TABLE reference_readings (
        recording_key INTEGER NOT NULL REFERENCES recordings (recording_key),
        annotator TEXT NOT NULL,
        loaded_at TEXT NOT NULL,
        annotation_count INTEGER NOT NULL CHECK (annotation_count >= 0),
        samples BLOB NOT NULL CHECK (length(samples) = 4 * annotation_count),
        codes BLOB NOT NULL CHECK (length(codes) = annotation_count),
        subtypes BLOB NOT NULL CHECK (length(subtypes) = annotation_count),
        PRIMARY KEY (recording_key, annotator)
      ) STRICT;
    `);
  },
};
