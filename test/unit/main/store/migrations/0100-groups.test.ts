import { expect, it } from 'vitest';
import { addRecording, databaseAt } from './database-at.ts';

const GROUPING = `INSERT INTO groupings (recording_key, made_at, edits_through, grouped, group_count,
  id_count, groups, oddness) VALUES (1, 'now', 0, 2, 1, 2, zeroblob(4), zeroblob(2))`;
const GROUP_EDIT = `INSERT INTO group_edits (seq, transaction_key, recording_key, grouping_key,
  from_group, to_group, beat_count, beat_ids) VALUES (1, 1, 1, 1, 0, 1, 1, zeroblob(4))`;

it('has one grouping a recording, of whole columns, and never changes what readers did', () => {
  const database = databaseAt(100);
  expect(() => database.exec(GROUPING)).toThrow('FOREIGN KEY');
  addRecording(database);
  expect(() => database.exec(GROUPING.replace('zeroblob(4)', 'zeroblob(3)'))).toThrow('CHECK');
  database.exec(GROUPING);
  expect(() => database.exec(GROUPING)).toThrow('UNIQUE');

  expect(() => database.exec(GROUP_EDIT)).toThrow('FOREIGN KEY');
  database.exec(`INSERT INTO transactions (recording_key, kind, reader, at, first_seq, edit_count)
    VALUES (1, 'edit', 'AB', 'now', 1, 1)`);
  database.exec(GROUP_EDIT);
  expect(() => database.exec('UPDATE group_edits SET to_group = 2')).toThrow('append-only');
  expect(() => database.exec('DELETE FROM group_edits')).toThrow('append-only');
});
