import type { Migration } from './migration.ts';

/**
 * Several readings of one recording. The log that a recording had becomes its first reading; every
 * reading has a log, an undo history, marks and a view of its own. Beat ids stay those of the
 * recording: an inserted beat's id is given once, whichever reading it is in.
 *
 * `reader` of a first reading is null until somebody edits or signs it. `opened_readings` is what each
 * reader has open. A signed version is a reading as it stood: columns as in `detections`, `judged` u8,
 * 1 where a reader gave the class. `edits_through` and `created_after` are numbers of the edit log.
 * An adjudication decides between two signed versions: `start_transaction` takes over what they agree
 * on and cannot be undone, each transaction in `settlements` settles one difference of the two.
 */
export const readingsMigration: Migration = {
  version: 120,
  up: (database) => {
    database.exec(`
      CREATE TABLE readings (
        reading_key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        recording_key INTEGER NOT NULL REFERENCES recordings (recording_key),
        kind TEXT NOT NULL CHECK (kind IN ('first', 'second', 'adjudicated')),
        reader TEXT CHECK (reader <> ''),
        blinded INTEGER NOT NULL CHECK (blinded IN (0, 1)),
        created_at TEXT NOT NULL,
        created_after INTEGER NOT NULL,
        first_version INTEGER REFERENCES signed_versions (version_key),
        second_version INTEGER REFERENCES signed_versions (version_key),
        start_transaction INTEGER REFERENCES transactions (transaction_key),
        CHECK (reader IS NOT NULL OR kind = 'first'),
        CHECK ((kind = 'adjudicated') = (first_version IS NOT NULL)),
        CHECK ((first_version IS NULL) = (second_version IS NULL))
      ) STRICT;
      CREATE INDEX readings_by_recording ON readings (recording_key);
      CREATE UNIQUE INDEX one_first_reading ON readings (recording_key) WHERE kind = 'first';
      CREATE UNIQUE INDEX one_second_reading ON readings (recording_key) WHERE kind = 'second';
      CREATE TRIGGER readings_are_not_deleted BEFORE DELETE ON readings
      BEGIN SELECT RAISE(ABORT, 'readings are never deleted'); END;

      CREATE TABLE signed_versions (
        version_key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        reading_key INTEGER NOT NULL REFERENCES readings (reading_key),
        number INTEGER NOT NULL CHECK (number > 0),
        reader TEXT NOT NULL CHECK (reader <> ''),
        signed_at TEXT NOT NULL,
        edits_through INTEGER NOT NULL,
        model_id TEXT,
        criteria TEXT NOT NULL CHECK (json_type(criteria) = 'object'),
        sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
        beat_count INTEGER NOT NULL CHECK (beat_count >= 0),
        beat_ids BLOB NOT NULL CHECK (length(beat_ids) = 4 * beat_count),
        samples BLOB NOT NULL CHECK (length(samples) = 4 * beat_count),
        classes BLOB NOT NULL CHECK (length(classes) = beat_count),
        judged BLOB NOT NULL CHECK (length(judged) = beat_count),
        UNIQUE (reading_key, number)
      ) STRICT;
      CREATE TRIGGER signed_versions_are_not_updated BEFORE UPDATE ON signed_versions
      BEGIN SELECT RAISE(ABORT, 'what was signed never changes'); END;
      CREATE TRIGGER signed_versions_are_not_deleted BEFORE DELETE ON signed_versions
      BEGIN SELECT RAISE(ABORT, 'what was signed never changes'); END;

      CREATE TABLE opened_readings (
        recording_key INTEGER NOT NULL REFERENCES recordings (recording_key),
        reader TEXT NOT NULL,
        reading_key INTEGER NOT NULL REFERENCES readings (reading_key),
        PRIMARY KEY (recording_key, reader)
      ) STRICT, WITHOUT ROWID;

      INSERT INTO readings (id, recording_key, kind, reader, blinded, created_at, created_after)
        SELECT lower(hex(randomblob(16))), recording_key, 'first',
          (SELECT reader FROM transactions t WHERE t.recording_key = r.recording_key
            ORDER BY transaction_key LIMIT 1),
          0, imported_at, 0
        FROM recordings r;
      CREATE TRIGGER recordings_have_a_first_reading AFTER INSERT ON recordings
      BEGIN
        INSERT INTO readings (id, recording_key, kind, blinded, created_at, created_after)
        VALUES (lower(hex(randomblob(16))), NEW.recording_key, 'first', 0, NEW.imported_at,
          coalesce((SELECT first_seq + edit_count - 1 FROM transactions
            ORDER BY transaction_key DESC LIMIT 1), 0));
      END;

      ALTER TABLE transactions ADD COLUMN reading_key INTEGER REFERENCES readings (reading_key);
      DROP TRIGGER transactions_are_not_updated;
      UPDATE transactions SET reading_key =
        (SELECT reading_key FROM readings r WHERE r.recording_key = transactions.recording_key);
      CREATE TRIGGER transactions_are_not_updated BEFORE UPDATE ON transactions
      BEGIN SELECT RAISE(ABORT, 'the edit log is append-only'); END;
      CREATE TRIGGER transactions_are_of_a_reading BEFORE INSERT ON transactions
      WHEN NEW.reading_key IS NULL
      BEGIN SELECT RAISE(ABORT, 'constraint: a transaction is of a reading'); END;
      CREATE INDEX transactions_by_reading ON transactions (reading_key);

      CREATE TABLE settlements (
        transaction_key INTEGER PRIMARY KEY REFERENCES transactions (transaction_key),
        difference INTEGER NOT NULL CHECK (difference >= 0),
        choice TEXT NOT NULL CHECK (choice IN ('first', 'second', 'other'))
      ) STRICT;
      CREATE TRIGGER settlements_are_not_updated BEFORE UPDATE ON settlements
      BEGIN SELECT RAISE(ABORT, 'the edit log is append-only'); END;
      CREATE TRIGGER settlements_are_not_deleted BEFORE DELETE ON settlements
      BEGIN SELECT RAISE(ABORT, 'the edit log is append-only'); END;

      ALTER TABLE edited_beats RENAME TO edited_beats_of_recordings;
      CREATE TABLE edited_beats (
        reading_key INTEGER NOT NULL REFERENCES readings (reading_key),
        beat_id INTEGER NOT NULL CHECK (beat_id > 0),
        sample INTEGER NOT NULL CHECK (sample >= 0),
        beat_class TEXT CHECK (beat_class GLOB '[NSVFQ]'),
        reader TEXT,
        deleted INTEGER NOT NULL CHECK (deleted IN (0, 1)),
        PRIMARY KEY (reading_key, beat_id),
        CHECK ((beat_class IS NULL) = (reader IS NULL))
      ) STRICT, WITHOUT ROWID;
      INSERT INTO edited_beats
        SELECT reading_key, beat_id, sample, beat_class, e.reader, deleted
        FROM edited_beats_of_recordings e JOIN readings USING (recording_key);
      DROP TABLE edited_beats_of_recordings;

      ALTER TABLE view_states RENAME TO view_states_of_recordings;
      CREATE TABLE view_states (
        reading_key INTEGER PRIMARY KEY REFERENCES readings (reading_key),
        state TEXT NOT NULL CHECK (json_valid(state))
      ) STRICT;
      INSERT INTO view_states
        SELECT reading_key, state FROM view_states_of_recordings JOIN readings USING (recording_key);
      DROP TABLE view_states_of_recordings;
    `);
  },
};
