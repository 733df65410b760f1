import { expect, it } from 'vitest';
import { addRecording, databaseAt } from './database-at.ts';

it('keeps recordings with their leads and findings', () => {
  const database = databaseAt(10);
  const key = addRecording(database);
  database.prepare(`INSERT INTO leads VALUES (?, 0, 'MLII', 'mV', 200, 1024, 1)`).run(key);
  database.prepare(`INSERT INTO findings VALUES (?, 0, 'checksum', 0, 1, 'It fits.')`).run(key);
  expect(database.prepare('SELECT name, gain_per_unit FROM leads').all()).toEqual([
    { name: 'MLII', gain_per_unit: 200 },
  ]);
});

it('refuses leads of an unknown recording, a second one of the same id, and unknown states', () => {
  const database = databaseAt(10);
  expect(() => database.exec(`INSERT INTO leads VALUES (7, 0, 'V5', 'mV', 200, 0, 1)`)).toThrow(
    'FOREIGN KEY',
  );
  addRecording(database);
  expect(() => addRecording(database)).toThrow('UNIQUE');
  expect(() => database.exec(`UPDATE recordings SET status = 'lost'`)).toThrow('CHECK');
});

it('refuses a gain of zero, by which no voltage could be computed', () => {
  const database = databaseAt(10);
  const key = addRecording(database);
  const lead = database.prepare(`INSERT INTO leads VALUES (?, 0, 'MLII', 'mV', 0, 0, 1)`);
  expect(() => lead.run(key)).toThrow('CHECK');
});
