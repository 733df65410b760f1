import type { Migration } from './migration.ts';

/**
 * Training sets by version, the part a recording has in learning, the comparison of a run's models,
 * and what a person had been shown when a model was put to use. A training set and a promotion never
 * change. Names and patients are looked up where they are shown, so that they go with a recording.
 */
export const trainingGovernanceMigration: Migration = {
  version: 85,
  up: (database) => {
    database.exec(`
      CREATE TABLE training_sets (
        version INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        created_at TEXT NOT NULL,
        edits_from INTEGER NOT NULL,
        edits_through INTEGER NOT NULL CHECK (edits_through >= edits_from),
        sha256 TEXT NOT NULL UNIQUE,
        content TEXT NOT NULL CHECK (json_type(content) = 'object')
      ) STRICT;
      CREATE TRIGGER training_sets_are_not_updated BEFORE UPDATE ON training_sets
      BEGIN SELECT RAISE(ABORT, 'training sets never change'); END;
      CREATE TRIGGER training_sets_are_not_deleted BEFORE DELETE ON training_sets
      BEGIN SELECT RAISE(ABORT, 'training sets never change'); END;

      ALTER TABLE training_runs ADD COLUMN training_set_id TEXT REFERENCES training_sets (id);
      ALTER TABLE training_runs ADD COLUMN comparison TEXT CHECK (json_valid(comparison));

      CREATE TABLE recording_roles (
        recording_key INTEGER PRIMARY KEY REFERENCES recordings (recording_key),
        patient TEXT CHECK (patient <> ''),
        locked_by TEXT,
        locked_at TEXT,
        CHECK ((locked_by IS NULL) = (locked_at IS NULL))
      ) STRICT;

      ALTER TABLE promotions ADD COLUMN reader TEXT;
      ALTER TABLE promotions ADD COLUMN run_id TEXT;
      ALTER TABLE promotions ADD COLUMN shown TEXT CHECK (json_valid(shown));
    `);
  },
};
