import type { Migration } from './migration.ts';

/**
 * Training runs and their epochs. `edits_through` is the last edit that the run was trained on:
 * with the log it says exactly which labels the model has seen, also after a resumption.
 */
export const trainingMigration: Migration = {
  version: 60,
  up: (database) => {
    database.exec(`
      CREATE TABLE training_runs (
        run_key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        status TEXT NOT NULL
          CHECK (status IN ('running', 'done', 'cancelled', 'failed', 'interrupted')),
        started_at TEXT NOT NULL,
        ended_at TEXT,
        base_model_id TEXT NOT NULL REFERENCES models (id),
        result_model_id TEXT REFERENCES models (id),
        config TEXT NOT NULL CHECK (json_valid(config)),
        edits_through INTEGER NOT NULL,
        holdout TEXT,
        evaluation_before TEXT CHECK (json_valid(evaluation_before)),
        evaluation_after TEXT CHECK (json_valid(evaluation_after)),
        error TEXT
      ) STRICT;

      CREATE TABLE training_epochs (
        run_key INTEGER NOT NULL REFERENCES training_runs (run_key),
        epoch INTEGER NOT NULL,
        train_loss REAL NOT NULL,
        validation_loss REAL,
        f1 TEXT NOT NULL CHECK (json_valid(f1)),
        PRIMARY KEY (run_key, epoch)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
