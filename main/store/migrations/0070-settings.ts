import type { Migration } from './migration.ts';

/** Settings by name, and where the reader was in each recording. */
export const settingsMigration: Migration = {
  version: 70,
  up: (database) => {
    database.exec(`
      CREATE TABLE settings (
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL CHECK (json_valid(value))
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE view_states (
        recording_key INTEGER PRIMARY KEY REFERENCES recordings (recording_key),
        state TEXT NOT NULL CHECK (json_valid(state))
      ) STRICT;
    `);
  },
};
