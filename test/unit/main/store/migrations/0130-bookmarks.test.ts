import { expect, it } from 'vitest';
import { addRecording, databaseAt } from './database-at.ts';

const BOOKMARK = `INSERT INTO bookmark_log
  (id, reading_key, start_sample, duration_s, leads, note, removed, reader, at)
  VALUES ('b-1', 1, 500, 7, '[0]', 'pause', 0, 'Ada', 'now')`;

it('keeps every state of a bookmark, and only of readings there are', () => {
  const database = databaseAt(130);
  expect(() => database.exec(BOOKMARK)).toThrow('FOREIGN KEY');
  addRecording(database);
  database.exec(BOOKMARK);
  database.exec(BOOKMARK.replace('pause', 'longest pause'));
  expect(() => database.exec(`UPDATE bookmark_log SET note = ''`)).toThrow('append-only');
  expect(database.prepare('SELECT note FROM bookmark_log ORDER BY seq').pluck().all()).toEqual([
    'pause',
    'longest pause',
  ]);
});
