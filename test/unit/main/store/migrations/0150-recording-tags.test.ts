import { expect, it } from 'vitest';
import { addRecording, databaseAt } from './database-at.ts';

const TAG = `INSERT INTO recording_tags (recording_key, tag) VALUES (1, 'teaching')`;

it('keeps a tag once for each recording there is', () => {
  const database = databaseAt(150);
  expect(() => database.exec(TAG)).toThrow('FOREIGN KEY');
  addRecording(database);
  database.exec(TAG);
  expect(() => database.exec(TAG)).toThrow('UNIQUE');
  expect(() => database.exec(`UPDATE recording_tags SET tag = ''`)).toThrow('CHECK');
});
