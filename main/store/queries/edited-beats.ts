import type { Database } from 'better-sqlite3';
import type { BeatClass } from '../../../app/domain/beat-class.ts';
import type { BeatMark } from '../../../app/domain/reading.ts';
import type { ReadingKey } from './readings.ts';

type Row = [
  beatId: number,
  sample: number,
  beatClass: BeatClass | null,
  reader: string | null,
  deleted: number,
];

/** The logs reduced: in each reading, the present mark of every beat that its reader has touched. */
export function editedBeatsTable(database: Database) {
  const put = database.prepare<[number, number, number, BeatClass | null, string | null, number]>(
    `INSERT INTO edited_beats (reading_key, beat_id, sample, beat_class, reader, deleted)
     VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (reading_key, beat_id) DO UPDATE SET sample = excluded.sample,
       beat_class = excluded.beat_class, reader = excluded.reader, deleted = excluded.deleted`,
  );
  const list = database
    .prepare<[number], Row>(
      `SELECT beat_id, sample, beat_class, reader, deleted FROM edited_beats
       WHERE reading_key = ? ORDER BY beat_id`,
    )
    .raw();
  const countLabelled = database
    .prepare<[number], number>(
      `SELECT count(DISTINCT beat_id) FROM edited_beats
       WHERE reading_key IN (SELECT reading_key FROM readings WHERE recording_key = ?)
         AND beat_class IS NOT NULL AND deleted = 0`,
    )
    .pluck();
  const highestId = database
    .prepare<[number], number | null>(
      `SELECT max((SELECT max(beat_id) FROM edited_beats e WHERE e.reading_key = r.reading_key))
       FROM readings r WHERE recording_key = ?`,
    )
    .pluck();
  const remove = database.prepare<[number]>(
    `DELETE FROM edited_beats
     WHERE reading_key IN (SELECT reading_key FROM readings WHERE recording_key = ?)`,
  );

  return {
    put(key: ReadingKey, beatId: number, { sample, label, deleted }: BeatMark): void {
      const beatClass = label?.beatClass ?? null;
      put.run(key, beatId, sample, beatClass, label?.reader ?? null, Number(deleted));
    },
    list: (key: ReadingKey): [beatId: number, mark: BeatMark][] => list.all(key).map(toMark),
    /** Beats of a recording that are there and whose class a reader set or confirmed. */
    countLabelled: (recordingKey: number): number => countLabelled.get(recordingKey) ?? 0,
    /** The highest id that a beat of a recording has in any reading's marks; 0 without marks. */
    highestId: (recordingKey: number): number => highestId.get(recordingKey) ?? 0,
    /** The marks of all readings of a recording. */
    remove(recordingKey: number): void {
      remove.run(recordingKey);
    },
  };
}

function toMark([beatId, sample, beatClass, reader, deleted]: Row): [number, BeatMark] {
  const label = beatClass === null || reader === null ? null : { beatClass, reader };
  return [beatId, { sample, label, deleted: deleted === 1 }];
}
