import type { Migration } from './migration.ts';

/** Words that readers put on recordings to find them again. They go with the recording. */
export const recordingTagsMigration: Migration = {
  version: 150,
  up: (database) => {
    database.exec(`
      CREATE TABLE recording_tags (
        recording_key INTEGER NOT NULL REFERENCES recordings (recording_key),
        tag TEXT NOT NULL CHECK (tag <> ''),
        PRIMARY KEY (recording_key, tag)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
