import { expect, it } from 'vitest';
import { addRecording, databaseAt } from './database-at.ts';

it('refuses annotation columns of unequal length', () => {
  const database = databaseAt(50);
  const key = addRecording(database);
  const insert = database.prepare(
    `INSERT INTO reference_readings VALUES (?, 'atr', 'now', 2, ?, ?, ?)`,
  );
  expect(() => insert.run(key, Buffer.alloc(8), Buffer.alloc(2), Buffer.alloc(1))).toThrow('CHECK');
  insert.run(key, Buffer.alloc(8), Buffer.alloc(2), Buffer.alloc(2));
});
