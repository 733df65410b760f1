import type { Migration } from './migration.ts';

/**
 * What machines found. Written once for a whole recording and always read whole, so the beats are
 * columns in one row, little endian: 110,000 rows take a hundred times as long to read.
 *
 *   detections.samples         u32 per beat: sample of beat id 1, 2, …
 *   predictions.classes        u8 per beat id: index into BEAT_CLASSES, 255 where there was no beat
 *   predictions.probabilities  u16 × 5 per beat id: 0..65535 for 0..1, in BEAT_CLASSES order
 *
 * Predictions of every model are kept: going back to one is only a change of
 * `current_readings.model_id`, and each beat keeps the id of the model that labelled it.
 */
export const beatsMigration: Migration = {
  version: 30,
  up: (database) => {
    database.exec(`
      CREATE TABLE detections (
        recording_key INTEGER PRIMARY KEY REFERENCES recordings (recording_key),
        made_at TEXT NOT NULL,
        beat_count INTEGER NOT NULL CHECK (beat_count >= 0),
        samples BLOB NOT NULL CHECK (length(samples) = 4 * beat_count)
      ) STRICT;

      CREATE TABLE predictions (
        recording_key INTEGER NOT NULL REFERENCES recordings (recording_key),
        model_id TEXT NOT NULL REFERENCES models (id),
        made_at TEXT NOT NULL,
        engine TEXT NOT NULL,
        lead_index INTEGER NOT NULL CHECK (lead_index >= 0),
        beat_count INTEGER NOT NULL CHECK (beat_count >= 0),
        classes BLOB NOT NULL CHECK (length(classes) = beat_count),
        probabilities BLOB NOT NULL CHECK (length(probabilities) = 10 * beat_count),
        PRIMARY KEY (recording_key, model_id)
      ) STRICT;

      CREATE TABLE current_readings (
        recording_key INTEGER PRIMARY KEY REFERENCES recordings (recording_key),
        model_id TEXT,
        beat_count INTEGER NOT NULL,
        n_count INTEGER NOT NULL,
        s_count INTEGER NOT NULL,
        v_count INTEGER NOT NULL,
        f_count INTEGER NOT NULL,
        q_count INTEGER NOT NULL,
        edited_count INTEGER NOT NULL,
        FOREIGN KEY (recording_key, model_id) REFERENCES predictions (recording_key, model_id)
      ) STRICT;
    `);
  },
};
