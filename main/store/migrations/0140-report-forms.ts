import type { Migration } from './migration.ts';

/**
 * What readers fill in for the report of a reading: a JSON object as the contract describes it. It may
 * name the patient, and goes with the recording.
 */
export const reportFormsMigration: Migration = {
  version: 140,
  up: (database) => {
    database.exec(`
      CREATE TABLE report_forms (
        reading_key INTEGER PRIMARY KEY REFERENCES readings (reading_key),
        form TEXT NOT NULL CHECK (json_valid(form)),
        reader TEXT NOT NULL,
        at TEXT NOT NULL
      ) STRICT;
    `);
  },
};
