import type { Database } from 'better-sqlite3';
import type { BeatClass } from '../../../app/domain/beat-class.ts';
import type { BeatMark } from '../../../app/domain/reading.ts';

type Row = [
  beatId: number,
  sample: number,
  beatClass: BeatClass | null,
  reader: string | null,
  deleted: number,
];

/** The log reduced: the present mark of every beat that a reader has touched. */
export function editedBeatsTable(database: Database) {
  const put = database.prepare<[number, number, number, BeatClass | null, string | null, number]>(
    `INSERT INTO edited_beats (recording_key, beat_id, sample, beat_class, reader, deleted)
     VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (recording_key, beat_id) DO UPDATE SET sample = excluded.sample,
       beat_class = excluded.beat_class, reader = excluded.reader, deleted = excluded.deleted`,
  );
  const list = database
    .prepare<[number], Row>(
      `SELECT beat_id, sample, beat_class, reader, deleted FROM edited_beats
       WHERE recording_key = ? ORDER BY beat_id`,
    )
    .raw();
  const countLabelled = database
    .prepare<[number], number>(
      `SELECT count(*) FROM edited_beats
       WHERE recording_key = ? AND beat_class IS NOT NULL AND deleted = 0`,
    )
    .pluck();
  const remove = database.prepare<[number]>('DELETE FROM edited_beats WHERE recording_key = ?');

  return {
    put(key: number, beatId: number, { sample, label, deleted }: BeatMark): void {
      const beatClass = label?.beatClass ?? null;
      put.run(key, beatId, sample, beatClass, label?.reader ?? null, Number(deleted));
    },
    list: (key: number): [beatId: number, mark: BeatMark][] => list.all(key).map(toMark),
    /** Beats that are there and whose class a reader set or confirmed. */
    countLabelled: (key: number): number => countLabelled.get(key) ?? 0,
    remove(key: number): void {
      remove.run(key);
    },
  };
}

function toMark([beatId, sample, beatClass, reader, deleted]: Row): [number, BeatMark] {
  const label = beatClass === null || reader === null ? null : { beatClass, reader };
  return [beatId, { sample, label, deleted: deleted === 1 }];
}
