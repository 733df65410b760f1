import { expect, it } from 'vitest';
import { databaseAt } from './database-at.ts';

const RUN = `INSERT INTO protocol_runs (id, status, started_at, request, engine)
  VALUES ('run-1', 'running', 'now', '{}', 'wasm')`;
const EPOCH = `INSERT INTO protocol_epochs VALUES (1, 'paper', 'fold 1', 1, 1, '{}')`;

it('keeps curves of known runs, and lets them go with their run', () => {
  const database = databaseAt(80);
  expect(() => database.exec(EPOCH)).toThrow('FOREIGN KEY');
  database.exec(RUN);
  database.exec(EPOCH);
  expect(() => database.exec(EPOCH)).toThrow('UNIQUE');
  database.exec('DELETE FROM protocol_runs');
  expect(database.prepare('SELECT * FROM protocol_epochs').all()).toEqual([]);
});

it('knows no run that is done without its result, or has one without being done', () => {
  const database = databaseAt(80);
  database.exec(RUN);
  expect(() => database.exec(`UPDATE protocol_runs SET status = 'done'`)).toThrow('CHECK');
  expect(() => database.exec(`UPDATE protocol_runs SET result = '{}'`)).toThrow('CHECK');
  database.exec(`UPDATE protocol_runs SET status = 'done', result = '{}'`);
});
