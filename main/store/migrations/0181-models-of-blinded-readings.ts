import type { Migration } from './migration.ts';

/**
 * A blinded reading keeps the model that it began with: one put to use later may have learned from the
 * other reader's labels of the same recording. Those begun before keep the model that they were signed
 * with, else the one in use.
 */
export const modelsOfBlindedReadingsMigration: Migration = {
  version: 181,
  up: (database) => {
    database.exec(`
      ALTER TABLE readings ADD COLUMN model_id TEXT;
      UPDATE readings SET model_id = coalesce(
        (SELECT model_id FROM signed_versions v WHERE v.reading_key = readings.reading_key
          ORDER BY number DESC LIMIT 1),
        (SELECT model_id FROM current_readings c WHERE c.recording_key = readings.recording_key))
      WHERE blinded = 1;
    `);
  },
};
