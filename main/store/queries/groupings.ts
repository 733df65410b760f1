import type { Database } from 'better-sqlite3';
import { toBlob, toUint16, toUint8 } from '../columns.ts';

/** The groups of a recording as they were formed; see migration 100. */
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
  const remove = database.prepare<[number]>('DELETE FROM groupings WHERE recording_key = ?');
  const insert = database.prepare<
    [number, string, string | null, number, number, number, number, Uint8Array, Uint8Array]
  >(
    `INSERT INTO groupings (recording_key, made_at, model_id, edits_through, grouped, group_count,
       id_count, groups, oddness) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const read = database.prepare<[number], Row>('SELECT * FROM groupings WHERE recording_key = ?');
  const exists = database
    .prepare<[number], number>('SELECT 1 FROM groupings WHERE recording_key = ?')
    .pluck();

  return {
    /** In place of the one that there was. Must run within a transaction of the store. */
    write(recordingKey: number, grouping: Omit<StoredGrouping, 'key'>): void {
      const { madeAt, modelId, editsThrough, grouped, groupCount, groupOf, oddness } = grouping;
      remove.run(recordingKey);
      insert.run(
        recordingKey,
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
    read(recordingKey: number): StoredGrouping | null {
      const row = read.get(recordingKey);
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
    exists: (recordingKey: number): boolean => exists.get(recordingKey) !== undefined,
    remove(recordingKey: number): void {
      remove.run(recordingKey);
    },
  };
}
