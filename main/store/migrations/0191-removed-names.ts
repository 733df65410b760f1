import type { Migration } from './migration.ts';

/**
 * What was shown before a model was put to use names recordings, and a name may be a patient's: it may
 * be taken out of it when the recording is removed. All else of a promotion never changes.
 */
export const removedNamesMigration: Migration = {
  version: 191,
  up: (database) => {
    database.exec(`
      DROP TRIGGER promotions_are_not_updated;
      CREATE TRIGGER promotions_are_not_updated
      BEFORE UPDATE OF promotion_key, at, kind, model_id, reader, run_id ON promotions
      BEGIN SELECT RAISE(ABORT, 'promotions are append-only'); END;
      CREATE TRIGGER promotions_keep_what_was_shown BEFORE UPDATE OF shown ON promotions
      WHEN json_extract(OLD.shown, '$.sha256') IS NOT json_extract(NEW.shown, '$.sha256')
        OR json_extract(OLD.shown, '$.runId') IS NOT json_extract(NEW.shown, '$.runId')
      BEGIN SELECT RAISE(ABORT, 'promotions are append-only'); END;
    `);
  },
};
