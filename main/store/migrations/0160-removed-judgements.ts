import type { Migration } from './migration.ts';

/**
 * What readers said of events goes with its recording, as bookmarks do: a comment may name a patient.
 * Of recordings in the library it stays append-only.
 */
export const removedJudgementsMigration: Migration = {
  version: 160,
  up: (database) => {
    database.exec(`
      DROP TRIGGER event_judgements_are_not_deleted;
      CREATE TRIGGER event_judgements_are_not_deleted BEFORE DELETE ON event_judgements
      WHEN EXISTS (SELECT 1 FROM readings JOIN recordings USING (recording_key)
        WHERE reading_key = OLD.reading_key AND removed_at IS NULL)
      BEGIN SELECT RAISE(ABORT, 'judgements are append-only'); END;
      DELETE FROM event_judgements WHERE reading_key IN
        (SELECT reading_key FROM readings JOIN recordings USING (recording_key)
          WHERE removed_at IS NOT NULL);
    `);
  },
};
