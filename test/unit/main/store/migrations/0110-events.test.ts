import { expect, it } from 'vitest';
import { addRecording, databaseAt } from './database-at.ts';

function judge(): ReturnType<typeof databaseAt> {
  // Judgements name readings, which come with a later step.
  const database = databaseAt(120);
  const key = addRecording(database);
  database.exec(`INSERT INTO event_criteria (recording_key, criteria, reader, at)
    VALUES (${key}, '{}', 'AB', 'now'), (NULL, NULL, 'AB', 'now');
    INSERT INTO event_judgements (reading_key, kind, start_sample, end_sample, status, comment, reader, at)
    SELECT reading_key, 'pause', 10, 900, 'confirmed', '', 'AB', 'now' FROM readings`);
  return database;
}

it.each([
  `UPDATE event_criteria SET criteria = '{}'`,
  'DELETE FROM event_criteria',
  `UPDATE event_judgements SET status = 'open'`,
  'DELETE FROM event_judgements',
])('never changes what readers said: %s', (statement) => {
  const database = judge();
  expect(() => database.exec(statement)).toThrow('append-only');
});

it('takes events that last, of readings that exist', () => {
  const database = judge();
  const insert = database.prepare(
    `INSERT INTO event_judgements (reading_key, kind, start_sample, end_sample, status, comment, reader, at)
     VALUES (?, 'pause', ?, ?, 'open', '', 'AB', 'now')`,
  );
  expect(() => insert.run(1, 900, 900)).toThrow('CHECK');
  expect(() => insert.run(99, 10, 900)).toThrow('FOREIGN KEY');
});
