import { expect, it } from 'vitest';
import { migrate } from '../../../../../main/store/migrations/run.ts';
import { addRecording, databaseAt } from './database-at.ts';

const INSERT_VERSION = `INSERT INTO signed_versions (id, reading_key, number, reader, signed_at,
    edits_through, model_id, criteria, sha256, beat_count, beat_ids, samples, classes, judged)
  VALUES ('v', 1, 1, 'Ada', 'now', 0, 'old-model', '{}', '${'a'.repeat(64)}', 0, x'', x'', x'', x'')`;

it('keeps versions signed before by the scheme of their time, and contents as long as the recording', () => {
  const database = databaseAt(170);
  addRecording(database);
  database.exec(INSERT_VERSION);
  migrate(database, { through: 180 });
  expect(database.prepare('SELECT hash_scheme FROM signed_versions').pluck().get()).toBe(1);

  database.exec(`INSERT INTO signed_contents VALUES (1, '{"conclusion":"Ada was here"}')`);
  const change = () => database.exec(`UPDATE signed_contents SET contents = '{}'`);
  const remove = () => database.exec('DELETE FROM signed_contents');
  expect(change).toThrow('never changes');
  expect(remove).toThrow('never changes');
  database.exec(`UPDATE recordings SET removed_at = 'now'`);
  expect(remove).not.toThrow();
});

it('gives a blinded reading the model that it was signed with', () => {
  const database = databaseAt(180);
  addRecording(database);
  database.exec(`INSERT INTO readings
    (id, recording_key, kind, reader, blinded, created_at, created_after)
    VALUES ('second', 1, 'second', 'Ben', 1, 'now', 0)`);
  database.exec(INSERT_VERSION.replace("'v', 1", "'v', 2"));
  migrate(database, { through: 181 });
  expect(database.prepare('SELECT model_id FROM readings').pluck().all()).toEqual([
    null,
    'old-model',
  ]);
});
