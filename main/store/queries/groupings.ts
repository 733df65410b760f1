import type { Database } from 'better-sqlite3';
import { toBlob, toUint16, toUint8 } from '../columns.ts';
import type { ReadingKey } from './readings.ts';

/** The groups of a reading as they were formed; see migrations 100 and 170. */
export interface StoredGrouping {
  readonly key: number;
  readonly madeAt: string;
  readonly modelId: string | null;
  /** Number of the edit log that it was made after. */
  readonly editsThrough: number;
  /** Beats that were grouped. */
  readonly grouped: number;
  readonly groupCount: number;
  /** By beat id. */
  readonly groupOf: Uint16Array;
  readonly oddness: Uint8Array;
}

interface Row {
  grouping_key: number;
  made_at: string;
  model_id: string | null;
  edits_through: number;
  grouped: number;
  group_count: number;
  groups: Uint8Array;
  oddness: Uint8Array;
}

export function groupingsTable(database: Database) {
  const remove = database.prepare<[ReadingKey]>('DELETE FROM groupings WHERE reading_key = ?');
  const forget = database.prepare<[number]>(
    `DELETE FROM groupings WHERE reading_key IN
       (SELECT reading_key FROM readings WHERE recording_key = ?)`,
  );
  const insert = database.prepare<
    [ReadingKey, string, string | null, number, number, number, number, Uint8Array, Uint8Array]
  >(
    `INSERT INTO groupings (reading_key, made_at, model_id, edits_through, grouped, group_count,
       id_count, groups, oddness) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const read = database.prepare<[ReadingKey], Row>('SELECT * FROM groupings WHERE reading_key = ?');
  const exists = database
    .prepare<[ReadingKey], number>('SELECT 1 FROM groupings WHERE reading_key = ?')
    .pluck();

  return {
    /** In place of the one that there was. Must run within a transaction of the store. */
    write(key: ReadingKey, grouping: Omit<StoredGrouping, 'key'>): void {
      const { madeAt, modelId, editsThrough, grouped, groupCount, groupOf, oddness } = grouping;
      remove.run(key);
      insert.run(
        key,
        madeAt,
        modelId,
        editsThrough,
        grouped,
        groupCount,
        groupOf.length,
        toBlob(groupOf),
        toBlob(oddness),
      );
    },
    read(key: ReadingKey): StoredGrouping | null {
      const row = read.get(key);
      if (row === undefined) return null;
      return {
        key: row.grouping_key,
        madeAt: row.made_at,
        modelId: row.model_id,
        editsThrough: row.edits_through,
        grouped: row.grouped,
        groupCount: row.group_count,
        groupOf: toUint16(row.groups),
        oddness: toUint8(row.oddness),
      };
    },
    exists: (key: ReadingKey): boolean => exists.get(key) !== undefined,
    /** Of all readings of a recording. */
    forget(recordingKey: number): void {
      forget.run(recordingKey);
    },
  };
}
