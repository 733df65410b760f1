import { expect, it } from 'vitest';
import { addRecording, databaseAt } from './database-at.ts';

const FORM = `INSERT INTO report_forms (reading_key, form, reader, at)
  VALUES (1, '{"paper":"a4"}', 'Ada', 'now')`;

it('keeps one form a reading, and nothing that is no JSON', () => {
  const database = databaseAt(140);
  expect(() => database.exec(FORM)).toThrow('FOREIGN KEY');
  addRecording(database);
  database.exec(FORM);
  expect(() => database.exec(FORM)).toThrow('UNIQUE');
  expect(() => database.exec(`UPDATE report_forms SET form = 'a4'`)).toThrow('CHECK');
});
