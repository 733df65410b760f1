import type { Migration } from './migration.ts';

/**
 * Criteria of events and what readers say of events; both only ever grow. Criteria without a
 * recording are those of the library, criteria that are null take earlier ones back. A judgement
 * without `first_judgement` begins a disposition, later ones of the same event name it. Events
 * themselves are found, never stored. Judgements belong to readings, which a later step makes.
 */
export const eventsMigration: Migration = {
  version: 110,
  up: (database) => {
    database.exec(`
      CREATE TABLE event_criteria (
        criteria_key INTEGER PRIMARY KEY,
        recording_key INTEGER REFERENCES recordings (recording_key),
        criteria TEXT CHECK (json_type(criteria) = 'object'),
        reader TEXT NOT NULL,
        at TEXT NOT NULL
      ) STRICT;
      CREATE INDEX event_criteria_by_recording ON event_criteria (recording_key);

      CREATE TABLE event_judgements (
        judgement_key INTEGER PRIMARY KEY,
        reading_key INTEGER NOT NULL REFERENCES readings (reading_key),
        first_judgement INTEGER REFERENCES event_judgements (judgement_key),
        kind TEXT NOT NULL,
        start_sample INTEGER NOT NULL CHECK (start_sample >= 0),
        end_sample INTEGER NOT NULL CHECK (end_sample > start_sample),
        lead_index INTEGER CHECK (lead_index >= 0),
        status TEXT NOT NULL CHECK (status IN ('open', 'confirmed', 'dismissed')),
        comment TEXT NOT NULL,
        reader TEXT NOT NULL,
        at TEXT NOT NULL
      ) STRICT;
      CREATE INDEX event_judgements_by_reading ON event_judgements (reading_key);

      CREATE TRIGGER event_criteria_are_not_updated BEFORE UPDATE ON event_criteria
      BEGIN SELECT RAISE(ABORT, 'criteria are append-only'); END;
      CREATE TRIGGER event_criteria_are_not_deleted BEFORE DELETE ON event_criteria
      BEGIN SELECT RAISE(ABORT, 'criteria are append-only'); END;
      CREATE TRIGGER event_judgements_are_not_updated BEFORE UPDATE ON event_judgements
      BEGIN SELECT RAISE(ABORT, 'judgements are append-only'); END;
      CREATE TRIGGER event_judgements_are_not_deleted BEFORE DELETE ON event_judgements
      BEGIN SELECT RAISE(ABORT, 'judgements are append-only'); END;
    `);
  },
};
