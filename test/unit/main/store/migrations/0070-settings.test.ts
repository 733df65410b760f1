import { expect, it } from 'vitest';
import { databaseAt } from './database-at.ts';

it('keeps settings as JSON and view states of known recordings', () => {
  const database = databaseAt(70);
  database.exec(`INSERT INTO settings VALUES ('reader', '"A"')`);
  expect(() => database.exec(`INSERT INTO settings VALUES ('theme', 'dark')`)).toThrow('CHECK');
  expect(() => database.exec(`INSERT INTO view_states VALUES (3, '{}')`)).toThrow('FOREIGN KEY');
});
