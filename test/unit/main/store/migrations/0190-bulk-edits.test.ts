import { expect, it } from 'vitest';
import { editedBeatsTable } from '../../../../../main/store/queries/edited-beats.ts';
import { editsTable } from '../../../../../main/store/queries/edits.ts';
import type { ReadingKey } from '../../../../../main/store/queries/readings.ts';
import { migrate } from '../../../../../main/store/migrations/run.ts';
import { addRecording, databaseAt } from './database-at.ts';

const READING = 1 as ReadingKey;

it('keeps every mark that the readings have', () => {
  const database = databaseAt(170);
  addRecording(database);
  const insert = database.prepare('INSERT INTO edited_beats VALUES (1, ?, ?, ?, ?, ?)');
  const beatIds = Array.from({ length: 3000 }, (_, index) => index + 1);
  for (const beatId of beatIds) {
    const isLabelled = beatId % 3 > 0;
    insert.run(
      beatId,
      200 * beatId,
      isLabelled ? 'NSVFQ'[beatId % 5] : null,
      isLabelled ? `Reader ${beatId % 4}` : null,
      Number(beatId % 7 === 0),
    );
  }
  migrate(database, { through: 190 });
  const marks = editedBeatsTable(database);
  expect(marks.list(READING)).toEqual(
    beatIds.map((beatId) => [
      beatId,
      {
        sample: 200 * beatId,
        label:
          beatId % 3 > 0
            ? { beatClass: 'NSVFQ'[beatId % 5], reader: `Reader ${beatId % 4}` }
            : null,
        deleted: beatId % 7 === 0,
      },
    ]),
  );
  expect(marks.highestId(1)).toBe(3000);
  expect(marks.countLabelled(1)).toBe(
    beatIds.filter((beatId) => beatId % 3 > 0 && beatId % 7 > 0).length,
  );
});

it.each(['UPDATE edit_blocks SET edit_count = 1', 'DELETE FROM edit_blocks'])(
  'does not let the log be changed: %s',
  (statement) => {
    const database = databaseAt(190);
    const recordingKey = addRecording(database);
    const entries = Array.from({ length: 100 }, (_, index) => ({
      kind: 'relabel' as const,
      beatId: index + 1,
      before: { sample: index, beatClass: 'N' as const, reader: null },
      after: { sample: index, beatClass: 'V' as const, reader: 'Ada' },
    }));
    const edits = editsTable(database);
    const change = { kind: 'edit', target: null, entries, regions: [] } as const;
    const id = edits.append({ key: READING, recordingKey }, change, { reader: 'Ada', at: 'now' });
    expect(() => database.exec(statement)).toThrow('append-only');
    expect(edits.changesOf(id).entries).toEqual(entries);
  },
);
