import type { Migration } from './migration.ts';

/**
 * What readers changed. `transactions` and `edits` are the truth and only ever grow;
 * `edited_beats` is their reduction, kept in the same transaction, so that opening a recording
 * replays nothing. A class whose reader is null is what the model said at the time. The edits of a
 * transaction have consecutive numbers, so that they are found without an index of their own.
 * Checks per edit avoid IN: SQLite builds its list anew for every row, two thirds of the time of
 * an insert.
 */
export const editsMigration: Migration = {
  version: 40,
  up: (database) => {
    database.exec(`
      CREATE TABLE transactions (
        transaction_key INTEGER PRIMARY KEY,
        recording_key INTEGER NOT NULL REFERENCES recordings (recording_key),
        kind TEXT NOT NULL CHECK (kind IN ('edit', 'undo', 'redo')),
        target INTEGER REFERENCES transactions (transaction_key),
        reader TEXT NOT NULL,
        at TEXT NOT NULL,
        first_seq INTEGER NOT NULL UNIQUE,
        edit_count INTEGER NOT NULL CHECK (edit_count > 0),
        CHECK ((kind = 'edit') = (target IS NULL))
      ) STRICT;
      CREATE INDEX transactions_by_recording ON transactions (recording_key);

      CREATE TABLE edits (
        seq INTEGER PRIMARY KEY,
        transaction_key INTEGER NOT NULL REFERENCES transactions (transaction_key),
        recording_key INTEGER NOT NULL,
        kind TEXT NOT NULL
          CHECK (kind = 'relabel' OR kind = 'delete' OR kind = 'insert' OR kind = 'move'),
        beat_id INTEGER NOT NULL CHECK (beat_id > 0),
        old_sample INTEGER,
        old_class TEXT CHECK (old_class GLOB '[NSVFQ]'),
        old_reader TEXT,
        new_sample INTEGER,
        new_class TEXT CHECK (new_class GLOB '[NSVFQ]'),
        new_reader TEXT,
        CHECK ((old_sample IS NULL) = (old_class IS NULL)),
        CHECK ((new_sample IS NULL) = (new_class IS NULL)),
        CHECK (old_sample IS NOT NULL OR new_sample IS NOT NULL)
      ) STRICT;
      CREATE INDEX edits_by_beat ON edits (recording_key, beat_id);

      CREATE TABLE edited_beats (
        recording_key INTEGER NOT NULL REFERENCES recordings (recording_key),
        beat_id INTEGER NOT NULL CHECK (beat_id > 0),
        sample INTEGER NOT NULL CHECK (sample >= 0),
        beat_class TEXT CHECK (beat_class GLOB '[NSVFQ]'),
        reader TEXT,
        deleted INTEGER NOT NULL CHECK (deleted IN (0, 1)),
        PRIMARY KEY (recording_key, beat_id),
        CHECK ((beat_class IS NULL) = (reader IS NULL))
      ) STRICT, WITHOUT ROWID;

      CREATE TRIGGER transactions_are_not_updated BEFORE UPDATE ON transactions
      BEGIN SELECT RAISE(ABORT, 'the edit log is append-only'); END;
      CREATE TRIGGER transactions_are_not_deleted BEFORE DELETE ON transactions
      BEGIN SELECT RAISE(ABORT, 'the edit log is append-only'); END;
      CREATE TRIGGER edits_are_not_updated BEFORE UPDATE ON edits
      BEGIN SELECT RAISE(ABORT, 'the edit log is append-only'); END;
      CREATE TRIGGER edits_are_not_deleted BEFORE DELETE ON edits
      BEGIN SELECT RAISE(ABORT, 'the edit log is append-only'); END;
    `);
  },
};
