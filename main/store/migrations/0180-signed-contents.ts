import type { Migration } from './migration.ts';

/**
 * What was signed besides the beats: regions, words on events, strips for the report, the conclusion and
 * the patient that it is about, as a JSON object. It may name a patient and goes with its recording.
 * `hash_scheme` says what the hash of a version is over: 1, the beats, criteria, model and recording;
 * 2, all that and the contents. A reader may have a signed version open, to read it as it was signed.
 * The trail puts what has no number in the log by its time among what has.
 */
export const signedContentsMigration: Migration = {
  version: 180,
  up: (database) => {
    database.exec(`
      ALTER TABLE signed_versions ADD COLUMN
        hash_scheme INTEGER NOT NULL DEFAULT 1 CHECK (hash_scheme IN (1, 2));

      CREATE TABLE signed_contents (
        version_key INTEGER PRIMARY KEY REFERENCES signed_versions (version_key),
        contents TEXT NOT NULL CHECK (json_type(contents) = 'object')
      ) STRICT;
      CREATE TRIGGER signed_contents_are_not_updated BEFORE UPDATE ON signed_contents
      BEGIN SELECT RAISE(ABORT, 'what was signed never changes'); END;
      CREATE TRIGGER signed_contents_are_not_deleted BEFORE DELETE ON signed_contents
      WHEN EXISTS (SELECT 1 FROM signed_versions JOIN readings USING (reading_key)
          JOIN recordings USING (recording_key)
        WHERE version_key = OLD.version_key AND removed_at IS NULL)
      BEGIN SELECT RAISE(ABORT, 'what was signed never changes'); END;

      ALTER TABLE opened_readings ADD COLUMN
        version_key INTEGER REFERENCES signed_versions (version_key);

      CREATE INDEX transactions_by_time ON transactions (at);
    `);
  },
};
