import { expect, it } from 'vitest';
import { migrate } from '../../../../../main/store/migrations/run.ts';
import { addModel, addRecording, databaseAt } from './database-at.ts';

const SET = `INSERT INTO training_sets (id, created_at, edits_from, edits_through, sha256, content)
  VALUES ('set-1', 'now', 3, 9, '${'a'.repeat(64)}', '{}')`;

it.each([`UPDATE training_sets SET edits_through = 12`, 'DELETE FROM training_sets'])(
  'does not let a training set be changed: %s',
  (statement) => {
    const database = databaseAt(85);
    database.exec(SET);
    expect(() => database.exec(statement)).toThrow('never change');
  },
);

it('keeps a set once, and runs of known sets only', () => {
  const database = databaseAt(85);
  addModel(database);
  const run = database.prepare(
    `INSERT INTO training_runs (id, status, started_at, base_model_id, config, edits_through, training_set_id)
     VALUES (?, 'running', 'now', 'model-1', '{}', 9, 'set-1')`,
  );
  expect(() => run.run('run-1')).toThrow('FOREIGN KEY');
  database.exec(SET);
  run.run('run-1');
  expect(() => database.exec(SET.replace('set-1', 'set-2'))).toThrow('UNIQUE');
});

it('knows who locked a recording whenever it is locked', () => {
  const database = databaseAt(85);
  const key = addRecording(database);
  const lock = database.prepare(
    'INSERT INTO recording_roles (recording_key, locked_by, locked_at) VALUES (?, ?, ?)',
  );
  expect(() => lock.run(key, null, 'now')).toThrow('CHECK');
  lock.run(key, 'Ada', 'now');
});

it('keeps promotions made before readers were', () => {
  const database = databaseAt(80);
  addModel(database);
  database.exec(`INSERT INTO promotions (at, kind, model_id) VALUES ('now', 'promote', 'model-1')`);
  migrate(database);
  expect(database.prepare('SELECT model_id, reader, shown FROM promotions').all()).toEqual([
    { model_id: 'model-1', reader: null, shown: null },
  ]);
});
