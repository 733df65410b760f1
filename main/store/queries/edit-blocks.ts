import type { Database } from 'better-sqlite3';
import type { LogEntry, TransactionKind } from '../../../app/domain/annotation-log.ts';
import { countChanges, packEntries, unpackEntries, type ChangeCount } from '../edit-columns.ts';
import type { ReadingKey } from './readings.ts';

/** From this many entries on, those of a transaction are kept as columns. */
export const BULK_ENTRIES = 64;
/** Few enough that the history of one beat unpacks little. */
const ENTRIES_A_BLOCK = 1024;

/** An entry as the log numbers it, with what its transaction says of it. */
export interface NumberedEntry extends LogEntry {
  readonly seq: number;
  readonly transactionKind: TransactionKind;
  readonly at: string;
  /** Who made the transaction. */
  readonly author: string;
}

type Row = Pick<NumberedEntry, 'transactionKind' | 'at' | 'author'> & {
  readonly firstSeq: number;
  readonly readers: string;
  readonly columns: Uint8Array;
};

const BLOCKS = `SELECT b.first_seq AS firstSeq, b.readers, b.columns, t.kind AS transactionKind, t.at,
    t.reader AS author
  FROM edit_blocks b CROSS JOIN transactions t USING (transaction_key)`;

/** Table `edit_blocks`: entries of the edit log that were made many at once. */
export function editBlocksTable(database: Database) {
  const insert = database.prepare<
    [number, number, number, number, number, number, string, Uint8Array]
  >(
    `INSERT INTO edit_blocks (first_seq, transaction_key, recording_key, edit_count, lowest_beat,
       highest_beat, readers, columns) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const ofSpan = database.prepare<[number, number], Row>(
    `${BLOCKS} WHERE b.first_seq >= ? AND b.first_seq < ? ORDER BY b.first_seq`,
  );
  const ofReading = database.prepare<[number, number], Row>(
    `${BLOCKS} WHERE t.reading_key = ? AND b.first_seq <= ? ORDER BY b.first_seq`,
  );
  const latest = database.prepare<[number], Row>(
    `${BLOCKS} WHERE t.reading_key = ? ORDER BY b.first_seq DESC`,
  );
  const ofBeat = database.prepare<[number, number, number, number], Row>(
    `${BLOCKS} WHERE b.recording_key = ? AND b.lowest_beat <= ? AND b.highest_beat >= ?
       AND t.reading_key = ? ORDER BY b.first_seq`,
  );
  const ofRecording = database.prepare<[number, number], Row>(
    `${BLOCKS} WHERE b.recording_key = ? AND b.first_seq <= ? ORDER BY b.first_seq`,
  );
  return {
    /** Must run within a transaction of the store; entries are numbered from `firstSeq` on. */
    append(
      place: {
        readonly recordingKey: number;
        readonly transaction: number;
        readonly firstSeq: number;
      },
      entries: readonly LogEntry[],
    ): void {
      const { recordingKey, transaction, firstSeq } = place;
      for (let first = 0; first < entries.length; first += ENTRIES_A_BLOCK) {
        const block = entries.slice(first, first + ENTRIES_A_BLOCK);
        const beatIds = block.map(({ beatId }) => beatId);
        const { readers, columns } = packEntries(block);
        insert.run(
          firstSeq + first,
          transaction,
          recordingKey,
          block.length,
          Math.min(...beatIds),
          Math.max(...beatIds),
          JSON.stringify(readers),
          columns,
        );
      }
    },
    /** Entries numbered from `firstSeq` to before `endSeq`, which one transaction spans. */
    ofSpan: (firstSeq: number, endSeq: number): LogEntry[] =>
      ofSpan.all(firstSeq, endSeq).flatMap(unpack),
    /** How often each kind of change occurs in that span. */
    changesOf: (firstSeq: number, endSeq: number): ChangeCount[] =>
      countChanges(ofSpan.all(firstSeq, endSeq).map(({ columns }) => columns)),
    /** Of a reading, up to a sequence number, the earliest first. */
    through: (key: ReadingKey, seq: number): NumberedEntry[] =>
      numberedThrough(ofReading.all(key, seq), seq),
    /** Of all readings of a recording. */
    ofRecording: (recordingKey: number, seq: number): NumberedEntry[] =>
      numberedThrough(ofRecording.all(recordingKey, seq), seq),
    /** What a reading has of one beat, the earliest first. */
    ofBeat: (key: ReadingKey, recordingKey: number, beatId: number): NumberedEntry[] =>
      ofBeat
        .all(recordingKey, beatId, beatId, key)
        .flatMap(numbered)
        .filter((entry) => entry.beatId === beatId),
    /** The latest first. */
    latest(key: ReadingKey, limit: number): NumberedEntry[] {
      const entries: NumberedEntry[] = [];
      for (const row of latest.iterate(key)) {
        if (entries.length >= limit) break;
        entries.push(...numbered(row).toReversed());
      }
      return entries.slice(0, limit);
    },
  };
}

/** Entries of rows and of blocks as one log, the earliest first. */
export function inOrder<Entry extends { readonly seq: number }>(
  rows: Entry[],
  ofBlocks: readonly Entry[],
): Entry[] {
  return ofBlocks.length === 0 ? rows : [...rows, ...ofBlocks].sort((a, b) => a.seq - b.seq);
}

function unpack({ readers, columns }: Pick<Row, 'readers' | 'columns'>): LogEntry[] {
  return unpackEntries({ readers: JSON.parse(readers) as string[], columns });
}

function numbered(row: Row): NumberedEntry[] {
  const { firstSeq, transactionKind, at, author } = row;
  return unpack(row).map((entry, index) => ({
    ...entry,
    seq: firstSeq + index,
    transactionKind,
    at,
    author,
  }));
}

function numberedThrough(rows: readonly Row[], seq: number): NumberedEntry[] {
  return rows.flatMap(numbered).filter((entry) => entry.seq <= seq);
}
