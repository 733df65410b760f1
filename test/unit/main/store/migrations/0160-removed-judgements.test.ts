import { expect, it } from 'vitest';
import { migrate } from '../../../../../main/store/migrations/run.ts';
import { addRecording, databaseAt } from './database-at.ts';

const REMOVE = `UPDATE recordings SET removed_at = 'now'`;

function judgeAt(version: number): ReturnType<typeof databaseAt> {
  const database = databaseAt(version);
  addRecording(database);
  database.exec(`INSERT INTO event_judgements
      (reading_key, kind, start_sample, end_sample, status, comment, reader, at)
    SELECT reading_key, 'pause', 10, 900, 'confirmed', 'Jane Doe', 'AB', 'now' FROM readings`);
  return database;
}

it('lets what was said go with its recording only', () => {
  const database = judgeAt(160);
  const forget = (): unknown => database.exec('DELETE FROM event_judgements');
  expect(forget).toThrow('append-only');
  database.exec(REMOVE);
  expect(forget).not.toThrow();
});

it('takes out what an earlier Ectopy left of removed recordings, and nothing else', () => {
  const count = (database: ReturnType<typeof databaseAt>): unknown =>
    database.prepare('SELECT count(*) FROM event_judgements').pluck().get();
  const removed = judgeAt(150);
  removed.exec(REMOVE);
  const kept = judgeAt(150);
  for (const database of [removed, kept]) migrate(database);
  expect([count(removed), count(kept)]).toEqual([0, 1]);
});
