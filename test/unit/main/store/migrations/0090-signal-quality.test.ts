import { expect, it } from 'vitest';
import { addRecording, databaseAt } from './database-at.ts';

const MARK = `INSERT INTO region_edits (seq, transaction_key, recording_key, region_id,
    new_verdict, new_start, new_end, new_reader)
  VALUES (1, 1, 1, 1, 'exclude', 100, 200, 'AB')`;

function withTransaction() {
  const database = databaseAt(90);
  const key = addRecording(database);
  database
    .prepare(
      `INSERT INTO transactions (recording_key, kind, reader, at, first_seq, edit_count)
       VALUES (?, 'edit', 'AB', 'now', 1, 1)`,
    )
    .run(key);
  return database;
}

it.each(['UPDATE region_edits SET new_end = 300', 'DELETE FROM region_edits'])(
  'does not let a region of the log be changed: %s',
  (statement) => {
    const database = withTransaction();
    database.exec(MARK);
    expect(() => database.exec(statement)).toThrow('append-only');
  },
);

it('takes only regions that are stretches', () => {
  const database = withTransaction();
  expect(() => database.exec(MARK.replace('100, 200', '200, 200'))).toThrow('CHECK');
  expect(() => database.exec(MARK.replace("'exclude'", 'NULL'))).toThrow('CHECK');
});
