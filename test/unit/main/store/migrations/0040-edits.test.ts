import { expect, it } from 'vitest';
import type Database from 'better-sqlite3';
import { addRecording, databaseAt } from './database-at.ts';

function databaseWithEdit(): Database.Database {
  const database = databaseAt(40);
  const key = addRecording(database);
  database.exec(`
    INSERT INTO transactions VALUES (1, ${key}, 'edit', NULL, 'A', 'now', 1, 1);
    INSERT INTO edits (transaction_key, recording_key, kind, beat_id, old_sample, old_class,
      new_sample, new_class, new_reader) VALUES (1, ${key}, 'relabel', 5, 100, 'N', 100, 'V', 'A');
  `);
  return database;
}

it.each([
  `UPDATE edits SET new_class = 'N'`,
  'DELETE FROM edits',
  `UPDATE transactions SET reader = 'B'`,
  'DELETE FROM transactions',
])('does not let the log be changed: %s', (statement) => {
  const database = databaseWithEdit();
  expect(() => database.exec(statement)).toThrow('append-only');
  expect(database.prepare('SELECT new_class FROM edits').pluck().all()).toEqual(['V']);
});

it.each([
  ['an undo of nothing', `INSERT INTO transactions VALUES (2, 1, 'undo', 9, 'A', 'now', 2, 1)`],
  [
    'an undo without a target',
    `INSERT INTO transactions VALUES (2, 1, 'undo', NULL, 'A', 'now', 2, 1)`,
  ],
  [
    'two transactions with the same edits',
    `INSERT INTO transactions VALUES (2, 1, 'edit', NULL, 'A', 'now', 1, 1)`,
  ],
  [
    'an entry of no transaction',
    `INSERT INTO edits (transaction_key, recording_key, kind, beat_id, new_sample, new_class)
     VALUES (7, 1, 'insert', 6, 50, 'V')`,
  ],
  [
    'an entry that changes nothing to nothing',
    `INSERT INTO edits (transaction_key, recording_key, kind, beat_id) VALUES (1, 1, 'delete', 5)`,
  ],
  [
    'a class that does not exist',
    `INSERT INTO edits (transaction_key, recording_key, kind, beat_id, new_sample, new_class)
     VALUES (1, 1, 'insert', 6, 50, 'NV')`,
  ],
  ['a class without its reader', `INSERT INTO edited_beats VALUES (1, 5, 100, 'V', NULL, 0)`],
])('refuses %s', (_what, statement) => {
  const database = databaseWithEdit();
  expect(() => database.exec(statement)).toThrow(/constraint/i);
});
