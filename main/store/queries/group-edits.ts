import type { Database } from 'better-sqlite3';
import type { GroupEntry } from '../../../app/domain/group-edits.ts';
import { toBlob, toUint32 } from '../columns.ts';
import type { ReadingKey } from './readings.ts';

type Row = [from: number, to: number, beatIds: Uint8Array];

/** Entries of the edit log that split and merge groups. */
export function groupEditsTable(database: Database) {
  const insert = database.prepare<
    [number, number, number, number, number, number, number, Uint8Array]
  >(
    `INSERT INTO group_edits (seq, transaction_key, recording_key, grouping_key, from_group, to_group,
       beat_count, beat_ids) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const ofTransaction = database
    .prepare<[number], Row>(
      `SELECT from_group, to_group, beat_ids FROM group_edits, (
         SELECT first_seq, edit_count FROM transactions WHERE transaction_key = ?
       ) WHERE seq >= first_seq AND seq < first_seq + edit_count ORDER BY seq`,
    )
    .raw();
  const groupingOf = database
    .prepare<[number], number>(
      `SELECT grouping_key FROM group_edits, (
         SELECT first_seq, edit_count FROM transactions WHERE transaction_key = ?
       ) WHERE seq >= first_seq AND seq < first_seq + edit_count LIMIT 1`,
    )
    .pluck();
  const ofGrouping = database
    .prepare<[ReadingKey, number], Row>(
      `SELECT from_group, to_group, beat_ids
       FROM group_edits JOIN transactions USING (transaction_key)
       WHERE reading_key = ? AND grouping_key = ? ORDER BY seq`,
    )
    .raw();

  return {
    /** Must run within a transaction of the store; entries are numbered from `firstSeq` on. */
    append(
      place: {
        readonly recordingKey: number;
        readonly transaction: number;
        readonly firstSeq: number;
      },
      groupingKey: number,
      entries: readonly GroupEntry[],
    ): void {
      entries.forEach(({ from, to, beatIds }, index) => {
        const { recordingKey, transaction, firstSeq } = place;
        const seq = firstSeq + index;
        insert.run(seq, transaction, recordingKey, groupingKey, from, to, beatIds.length, toBlob(beatIds)); // prettier-ignore
      });
    },
    entriesOf: (transaction: number): GroupEntry[] => ofTransaction.all(transaction).map(toEntry),
    /** The grouping that a transaction's entries were made on; null when it has none. */
    groupingOf: (transaction: number): number | null => groupingOf.get(transaction) ?? null,
    /** What a reading has made of a grouping, the earliest first. */
    ofGrouping: (reading: ReadingKey, groupingKey: number): GroupEntry[] =>
      ofGrouping.all(reading, groupingKey).map(toEntry),
  };
}

function toEntry([from, to, beatIds]: Row): GroupEntry {
  return { from, to, beatIds: toUint32(beatIds) };
}
