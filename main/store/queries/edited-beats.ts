import type { Database } from 'better-sqlite3';
import type { BeatMark } from '../../../app/domain/reading.ts';
import { BEATS_A_MARK_BLOCK, packMarks, unpackMarks } from '../edit-columns.ts';
import type { ReadingKey } from './readings.ts';

interface Row {
  readonly readers: string;
  readonly columns: Uint8Array;
}

/**
 * Table `mark_blocks`, the logs reduced: in each reading, the present mark of every beat that its
 * reader has touched.
 */
export function editedBeatsTable(database: Database) {
  const put = database.prepare<[number, number, number, string, Uint8Array]>(
    `INSERT INTO mark_blocks (reading_key, block, mark_count, readers, columns)
     VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (reading_key, block) DO UPDATE SET mark_count = excluded.mark_count,
       readers = excluded.readers, columns = excluded.columns`,
  );
  const list = database.prepare<[number], Row>(
    'SELECT readers, columns FROM mark_blocks WHERE reading_key = ? ORDER BY block',
  );
  const ofRecording = database.prepare<[number], Row>(
    `SELECT readers, columns FROM mark_blocks
     WHERE reading_key IN (SELECT reading_key FROM readings WHERE recording_key = ?)`,
  );
  const lastBlocks = database.prepare<[number], Row>(
    `SELECT m.readers, m.columns FROM readings r JOIN mark_blocks m USING (reading_key)
     WHERE r.recording_key = ?
       AND m.block = (SELECT max(block) FROM mark_blocks WHERE reading_key = r.reading_key)`,
  );
  const remove = database.prepare<[number]>(
    `DELETE FROM mark_blocks
     WHERE reading_key IN (SELECT reading_key FROM readings WHERE recording_key = ?)`,
  );

  return {
    /** Writes the present marks of the touched beats, by the blocks that they are in. */
    write(key: ReadingKey, marks: ReadonlyMap<number, BeatMark>, touched: Iterable<number>): void {
      const blocks = new Set<number>();
      for (const beatId of touched) blocks.add(Math.floor(beatId / BEATS_A_MARK_BLOCK));
      for (const block of blocks) {
        const first = block * BEATS_A_MARK_BLOCK;
        const inBlock: [number, BeatMark][] = [];
        for (let beatId = first; beatId < first + BEATS_A_MARK_BLOCK; beatId++) {
          const mark = marks.get(beatId);
          if (mark !== undefined) inBlock.push([beatId, mark]);
        }
        const { readers, columns } = packMarks(inBlock);
        put.run(key, block, inBlock.length, JSON.stringify(readers), columns);
      }
    },
    list: (key: ReadingKey): [beatId: number, mark: BeatMark][] => list.all(key).flatMap(toMarks),
    /** Beats of a recording that are there and whose class a reader set or confirmed. */
    countLabelled(recordingKey: number): number {
      const labelled = new Set<number>();
      for (const [beatId, { label, deleted }] of ofRecording.all(recordingKey).flatMap(toMarks)) {
        if (label !== null && !deleted) labelled.add(beatId);
      }
      return labelled.size;
    },
    /** The highest id that a beat of a recording has in any reading's marks; 0 without marks. */
    highestId: (recordingKey: number): number =>
      lastBlocks
        .all(recordingKey)
        .flatMap(toMarks)
        .reduce((highest, [beatId]) => Math.max(highest, beatId), 0),
    /** The marks of all readings of a recording. */
    remove(recordingKey: number): void {
      remove.run(recordingKey);
    },
  };
}

function toMarks({ readers, columns }: Row): [beatId: number, mark: BeatMark][] {
  return unpackMarks({ readers: JSON.parse(readers) as string[], columns });
}
