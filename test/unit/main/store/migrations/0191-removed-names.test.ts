import { expect, it } from 'vitest';
import { addModel, databaseAt } from './database-at.ts';

const SHOWN = JSON.stringify({ runId: 'run-1', sha256: 'a', name: 'Jane Doe' });

it.each([
  `UPDATE promotions SET reader = 'Ben'`,
  `UPDATE promotions SET shown = json_set(shown, '$.sha256', 'b')`,
  'UPDATE promotions SET shown = NULL',
  'DELETE FROM promotions',
])('keeps promotions as they were: %s', (statement) => {
  const database = databaseAt(191);
  addModel(database);
  database
    .prepare(`INSERT INTO promotions (at, kind, model_id, reader, shown) VALUES (?, ?, ?, ?, ?)`)
    .run('now', 'promote', 'model-1', 'Ada', SHOWN);
  expect(() => database.exec(statement)).toThrow('append-only');
  database.exec(`UPDATE promotions SET shown = json_set(shown, '$.name', 'removed')`);
  expect(database.prepare(`SELECT shown ->> 'name' FROM promotions`).pluck().get()).toBe('removed');
});
