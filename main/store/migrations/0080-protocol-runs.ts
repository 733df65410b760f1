import type { Migration } from './migration.ts';

/**
 * Protocol runs with their curves, epoch by epoch as they arrive. Checkpoints and the beats that
 * were tested lie in the run's folder; the result, once there is one, is kept whole.
 */
export const protocolRunsMigration: Migration = {
  version: 80,
  up: (database) => {
    database.exec(`
      CREATE TABLE protocol_runs (
        run_key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        status TEXT NOT NULL
          CHECK (status IN ('running', 'done', 'cancelled', 'failed', 'interrupted')),
        started_at TEXT NOT NULL,
        ended_at TEXT,
        request TEXT NOT NULL CHECK (json_type(request) = 'object'),
        engine TEXT NOT NULL,
        result TEXT CHECK (json_type(result) = 'object'),
        error TEXT,
        CHECK ((status = 'done') = (result IS NOT NULL))
      ) STRICT;

      CREATE TABLE protocol_epochs (
        run_key INTEGER NOT NULL REFERENCES protocol_runs (run_key) ON DELETE CASCADE,
        contender TEXT NOT NULL,
        part TEXT NOT NULL,
        seed INTEGER NOT NULL,
        epoch INTEGER NOT NULL,
        figures TEXT NOT NULL CHECK (json_type(figures) = 'object'),
        PRIMARY KEY (run_key, contender, part, seed, epoch)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
