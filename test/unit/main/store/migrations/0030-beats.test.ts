import { expect, it } from 'vitest';
import { addModel, addRecording, databaseAt } from './database-at.ts';

it('refuses columns whose length is not that of their beats', () => {
  const database = databaseAt(30);
  const key = addRecording(database);
  addModel(database);
  const detection = database.prepare(`INSERT INTO detections VALUES (?, 'now', 2, ?)`);
  expect(() => detection.run(key, Buffer.alloc(7))).toThrow('CHECK');
  detection.run(key, Buffer.alloc(8));
  const prediction = database.prepare(
    `INSERT INTO predictions VALUES (?, 'model-1', 'now', 'wasm', 0, 2, ?, ?)`,
  );
  expect(() => prediction.run(key, Buffer.alloc(2), Buffer.alloc(10))).toThrow('CHECK');
  prediction.run(key, Buffer.alloc(2), Buffer.alloc(20));
});

it('shows only the classes of a model that has classified the recording', () => {
  const database = databaseAt(30);
  const key = addRecording(database);
  addModel(database);
  const show = database.prepare(`INSERT INTO current_readings VALUES (?, ?, 2, 1, 0, 1, 0, 0, 0)`);
  expect(() => show.run(key, 'model-1')).toThrow('FOREIGN KEY');
  show.run(key, null);
});
