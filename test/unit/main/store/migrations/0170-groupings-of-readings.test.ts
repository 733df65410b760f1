import { expect, it } from 'vitest';
import { migrate } from '../../../../../main/store/migrations/run.ts';
import { addRecording, databaseAt } from './database-at.ts';

it.each([
  ['keeps the groups of the only reading', [], [{ grouping_key: 1, reading_key: 1 }]],
  ['drops groups that two readings shared', ['second'], []],
])('%s', (_name, kinds, kept) => {
  const database = databaseAt(160);
  addRecording(database);
  database.exec(`INSERT INTO groupings (recording_key, made_at, edits_through, grouped, group_count,
    id_count, groups, oddness) VALUES (1, 'now', 0, 2, 1, 2, zeroblob(4), zeroblob(2))`);
  for (const kind of kinds) {
    database.exec(`INSERT INTO readings
      (id, recording_key, kind, reader, blinded, created_at, created_after)
      VALUES ('${kind}', 1, '${kind}', 'Ben', 1, 'now', 0)`);
  }
  migrate(database, { through: 170 });
  const groupings = database.prepare('SELECT grouping_key, reading_key FROM groupings').all();
  expect(groupings).toEqual(kept);
  // A key that splits and merges name is never given again.
  const key = database
    .prepare(
      `INSERT OR REPLACE INTO groupings (reading_key, made_at, edits_through, grouped, group_count,
        id_count, groups, oddness) VALUES (1, 'now', 0, 0, 0, 0, x'', x'') RETURNING grouping_key`,
    )
    .pluck()
    .get();
  expect(key).toBe(2);
});
