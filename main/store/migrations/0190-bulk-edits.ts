import type { Database } from 'better-sqlite3';
import { BEATS_A_MARK_BLOCK, packMarks } from '../edit-columns.ts';
import type { BeatClass } from '../../../app/domain/beat-class.ts';
import type { BeatMark } from '../../../app/domain/reading.ts';
import type { Migration } from './migration.ts';

type OldRow = [
  readingKey: number,
  beatId: number,
  sample: number,
  beatClass: BeatClass | null,
  reader: string | null,
  deleted: number,
];

/**
 * A label of a whole day at once. The entries of a transaction on many beats are columns in
 * `edit_blocks`, of which each row takes a number of the log per entry, as if they were rows of
 * `edits`: a tenth of the time of a row per beat, and an eighth of the room. Marks are kept by blocks of
 * beat ids alike. Layouts: `edit-columns.ts`; `readers` is the JSON list that the columns refer to.
 */
export const bulkEditsMigration: Migration = {
  version: 190,
  up: (database) => {
    database.exec(`
      CREATE TABLE edit_blocks (
        first_seq INTEGER PRIMARY KEY,
        transaction_key INTEGER NOT NULL REFERENCES transactions (transaction_key),
        recording_key INTEGER NOT NULL,
        edit_count INTEGER NOT NULL CHECK (edit_count > 0),
        lowest_beat INTEGER NOT NULL CHECK (lowest_beat > 0),
        highest_beat INTEGER NOT NULL CHECK (highest_beat >= lowest_beat),
        readers TEXT NOT NULL CHECK (json_type(readers) = 'array'),
        columns BLOB NOT NULL CHECK (length(columns) = 19 * edit_count)
      ) STRICT;
      CREATE INDEX edit_blocks_by_beat ON edit_blocks (recording_key, lowest_beat, highest_beat);
      CREATE TRIGGER edit_blocks_are_not_updated BEFORE UPDATE ON edit_blocks
      BEGIN SELECT RAISE(ABORT, 'the edit log is append-only'); END;
      CREATE TRIGGER edit_blocks_are_not_deleted BEFORE DELETE ON edit_blocks
      BEGIN SELECT RAISE(ABORT, 'the edit log is append-only'); END;

      CREATE TABLE mark_blocks (
        reading_key INTEGER NOT NULL REFERENCES readings (reading_key),
        block INTEGER NOT NULL CHECK (block >= 0),
        mark_count INTEGER NOT NULL CHECK (mark_count > 0),
        readers TEXT NOT NULL CHECK (json_type(readers) = 'array'),
        columns BLOB NOT NULL CHECK (length(columns) = 12 * mark_count),
        PRIMARY KEY (reading_key, block)
      ) STRICT;
    `);
    packOldMarks(database);
    database.exec('DROP TABLE edited_beats');
  },
};

function packOldMarks(database: Database): void {
  const rows = database
    .prepare<[], OldRow>(
      `SELECT reading_key, beat_id, sample, beat_class, reader, deleted FROM edited_beats
       ORDER BY reading_key, beat_id`,
    )
    .raw();
  const insert = database.prepare('INSERT INTO mark_blocks VALUES (?, ?, ?, ?, ?)');
  const blocks = new Map<string, OldRow[]>();
  for (const row of rows.all()) {
    const place = `${row[0]} ${Math.floor(row[1] / BEATS_A_MARK_BLOCK)}`;
    const block = blocks.get(place);
    if (block === undefined) blocks.set(place, [row]);
    else block.push(row);
  }
  for (const [place, marks] of blocks) {
    const [reading, block] = place.split(' ').map(Number);
    const { readers, columns } = packMarks(marks.map(toMark));
    insert.run(reading, block, marks.length, JSON.stringify(readers), columns);
  }
}

function toMark([, beatId, sample, beatClass, reader, deleted]: OldRow): [number, BeatMark] {
  const label = beatClass === null || reader === null ? null : { beatClass, reader };
  return [beatId, { sample, label, deleted: deleted === 1 }];
}
