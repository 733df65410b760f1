import { expect, it } from 'vitest';
import { addModel, databaseAt } from './database-at.ts';

const RUN = `INSERT INTO training_runs (id, status, started_at, base_model_id, config, edits_through)
  VALUES ('run-1', 'running', 'now', 'model-1', '{}', 12)`;

it('keeps runs of known models, and epochs of known runs', () => {
  const database = databaseAt(60);
  expect(() => database.exec(RUN)).toThrow('FOREIGN KEY');
  addModel(database);
  database.exec(RUN);
  database.exec(`INSERT INTO training_epochs VALUES (1, 0, 0.5, NULL, '{"N":1}')`);
  expect(() => database.exec(`INSERT INTO training_epochs VALUES (2, 0, 0.5, NULL, '{}')`)).toThrow(
    'FOREIGN KEY',
  );
  expect(() => database.exec(`UPDATE training_runs SET status = 'lost'`)).toThrow('CHECK');
});
