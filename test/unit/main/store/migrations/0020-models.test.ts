import { expect, it } from 'vitest';
import { addModel, databaseAt } from './database-at.ts';

it('keeps the promotions of known models only', () => {
  const database = databaseAt(20);
  addModel(database);
  const promote = database.prepare(
    `INSERT INTO promotions (at, kind, model_id) VALUES ('now', 'promote', ?)`,
  );
  promote.run('model-1');
  expect(() => promote.run('model-2')).toThrow('FOREIGN KEY');
});

it.each([`UPDATE promotions SET model_id = 'model-2'`, 'DELETE FROM promotions'])(
  'does not let a promotion be changed: %s',
  (statement) => {
    const database = databaseAt(20);
    addModel(database);
    addModel(database, 'model-2');
    database.exec(
      `INSERT INTO promotions (at, kind, model_id) VALUES ('now', 'promote', 'model-1')`,
    );
    expect(() => database.exec(statement)).toThrow('append-only');
  },
);

it('refuses a card that is no object', () => {
  const database = databaseAt(20);
  addModel(database);
  expect(() => database.exec(`UPDATE models SET card = '[]'`)).toThrow('CHECK');
});
