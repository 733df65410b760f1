import type { Migration } from './migration.ts';

/**
 * What readers changed. `transactions` and `edits` are the truth and only ever grow;
 * `edited_beats` is their reduction, kept in the same transaction, so that opening a recording
 * replays nothing. A class whose reader is null is what the model said at the time.
 */
export const editsMigration: Migration = {
  version: 40,
  up: (database) => {
    database.exec(`
      CREATE TABLE transactions (
        recording_key INTEGER NOT NULL REFERENCES recordings (recording_key),
        number INTEGER NOT NULL CHECK (number > 0),
        kind TEXT NOT NULL CHECK (kind IN ('edit', 'undo', 'redo')),
        target INTEGER,
        reader TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (recording_key, number),
        FOREIGN KEY (recording_key, target) REFERENCES transactions (recording_key, number),
        CHECK ((kind = 'edit') = (target IS NULL))
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE edits (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        recording_key INTEGER NOT NULL,
        transaction_number INTEGER NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('relabel', 'delete', 'insert', 'move')),
        beat_id INTEGER NOT NULL CHECK (beat_id > 0),
        old_sample INTEGER,
        old_class TEXT CHECK (old_class IN ('N', 'S', 'V', 'F', 'Q')),
        old_reader TEXT,
        new_sample INTEGER,
        new_class TEXT CHECK (new_class IN ('N', 'S', 'V', 'F', 'Q')),
        new_reader TEXT,
        FOREIGN KEY (recording_key, transaction_number)
          REFERENCES transactions (recording_key, number),
        CHECK ((old_sample IS NULL) = (old_class IS NULL)),
        CHECK ((new_sample IS NULL) = (new_class IS NULL)),
        CHECK (old_sample IS NOT NULL OR new_sample IS NOT NULL)
      ) STRICT;
      CREATE INDEX edits_by_transaction ON edits (recording_key, transaction_number);
      CREATE INDEX edits_by_beat ON edits (recording_key, beat_id);

      CREATE TABLE edited_beats (
        recording_key INTEGER NOT NULL REFERENCES recordings (recording_key),
        beat_id INTEGER NOT NULL CHECK (beat_id > 0),
        sample INTEGER NOT NULL CHECK (sample >= 0),
        beat_class TEXT CHECK (beat_class IN ('N', 'S', 'V', 'F', 'Q')),
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
