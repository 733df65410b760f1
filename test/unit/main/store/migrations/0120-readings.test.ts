import { expect, it } from 'vitest';
import type Database from 'better-sqlite3';
import { migrate } from '../../../../../main/store/migrations/run.ts';
import { addRecording, databaseAt } from './database-at.ts';

const VERSION = `INSERT INTO signed_versions VALUES (1, 'version-1', 1, 1, 'Ada', 'now', 3, 'model-1', '{}',
  '${'a'.repeat(64)}', 1, x'01000000', x'64000000', x'00', x'01')`;

/** A library as it was before readings: one recording edited by two readers, one never edited. */
function filledOldDatabase(): Database.Database {
  const database = databaseAt(85);
  addRecording(database);
  database.exec(`
    INSERT INTO recordings (recording_key, id, name, status, imported_at, source_path, sample_rate_hz,
      sample_count) VALUES (2, 'rec-2', '213', 'ready', 'then', '/213.hea', 360, 1000);
    INSERT INTO transactions VALUES (1, 1, 'edit', NULL, 'Ada', 'at 1', 1, 2),
      (2, 1, 'edit', NULL, 'Ben', 'at 2', 3, 1), (3, 1, 'undo', 2, 'Ben', 'at 3', 4, 1);
    INSERT INTO edits VALUES
      (1, 1, 1, 'relabel', 5, 100, 'N', NULL, 100, 'V', 'Ada'),
      (2, 1, 1, 'insert', 6, NULL, NULL, NULL, 150, 'S', 'Ada'),
      (3, 2, 1, 'delete', 5, 100, 'V', 'Ada', NULL, NULL, NULL),
      (4, 3, 1, 'delete', 5, NULL, NULL, NULL, 100, 'V', 'Ada');
    INSERT INTO edited_beats VALUES (1, 5, 100, 'V', 'Ada', 0), (1, 6, 150, 'S', 'Ada', 0);
    INSERT INTO view_states VALUES (1, '{"startSample":7}');
  `);
  return database;
}

it('turns the log of a recording into its first reading, with all that belongs to it', () => {
  const database = filledOldDatabase();
  const old = {
    transactions: database.prepare('SELECT * FROM transactions').all(),
    edits: database.prepare('SELECT * FROM edits').all(),
  };
  migrate(database, { through: 120 });
  const readings = database
    .prepare('SELECT reading_key, recording_key, kind, reader, blinded FROM readings')
    .all();
  expect(readings).toEqual([
    { reading_key: 1, recording_key: 1, kind: 'first', reader: 'Ada', blinded: 0 },
    { reading_key: 2, recording_key: 2, kind: 'first', reader: null, blinded: 0 },
  ]);
  expect(database.prepare('SELECT * FROM edits').all()).toEqual(old.edits);
  expect(database.prepare('SELECT * FROM transactions').all()).toEqual(
    old.transactions.map((transaction) => ({ ...(transaction as object), reading_key: 1 })),
  );
  expect(database.prepare('SELECT * FROM edited_beats').all()).toEqual([
    { reading_key: 1, beat_id: 5, sample: 100, beat_class: 'V', reader: 'Ada', deleted: 0 },
    { reading_key: 1, beat_id: 6, sample: 150, beat_class: 'S', reader: 'Ada', deleted: 0 },
  ]);
  expect(database.prepare('SELECT * FROM view_states').all()).toEqual([
    { reading_key: 1, state: '{"startSample":7}' },
  ]);
  expect(database.pragma('foreign_key_check')).toEqual([]);
});

it('keeps the log append-only, and every transaction in a reading', () => {
  const database = filledOldDatabase();
  migrate(database, { through: 120 });
  expect(() => database.exec(`UPDATE transactions SET reading_key = 2`)).toThrow('append-only');
  expect(() =>
    database.exec(
      `INSERT INTO transactions (transaction_key, recording_key, kind, reader, at, first_seq, edit_count)
       VALUES (9, 1, 'edit', 'Ada', 'now', 9, 1)`,
    ),
  ).toThrow('constraint');
});

it('gives every recording one first reading from its import on', () => {
  const database = databaseAt(120);
  const key = addRecording(database);
  const kinds = database.prepare('SELECT kind FROM readings WHERE recording_key = ?').pluck();
  expect(kinds.all(key)).toEqual(['first']);
  const again = `INSERT INTO readings (id, recording_key, kind, blinded, created_at, created_after)
    VALUES ('x', ${key}, 'first', 0, 'now', 0)`;
  expect(() => database.exec(again)).toThrow('UNIQUE');
});

it.each([`UPDATE signed_versions SET reader = 'Ben'`, 'DELETE FROM signed_versions'])(
  'does not let a signed version be changed: %s',
  (statement) => {
    const database = databaseAt(120);
    addRecording(database);
    database.exec(VERSION);
    expect(() => database.exec(statement)).toThrow('never changes');
  },
);

it.each([
  ['an adjudication of nothing', `'adjudicated', 'Cy', 0, 'now', 0, NULL, NULL, NULL`],
  ['an adjudication of one reading', `'adjudicated', 'Cy', 0, 'now', 0, 1, NULL, NULL`],
  ['a second reading by nobody', `'second', NULL, 1, 'now', 0, NULL, NULL, NULL`],
])('refuses %s', (_what, values) => {
  const database = databaseAt(120);
  addRecording(database);
  database.exec(VERSION);
  expect(() => database.exec(`INSERT INTO readings VALUES (7, 'reading-7', 1, ${values})`)).toThrow(
    'CHECK',
  );
});
