import type { Database } from 'better-sqlite3';
import type { LogEntry as ShownLogEntry } from '../../../app/contract/schemas.ts';
import type { LogEntry, Transaction, TransactionKind } from '../../../app/domain/annotation-log.ts';
import type { BeatClass } from '../../../app/domain/beat-class.ts';
import type { BeatValue } from '../../../app/domain/reading.ts';
import { BULK_ENTRIES, editBlocksTable, inOrder, type NumberedEntry } from './edit-blocks.ts';
import { groupEditsTable } from './group-edits.ts';
import type { ReadingKey, StoredReading } from './readings.ts';
import { regionEditsTable } from './region-edits.ts';

type EntryRow = [
  kind: LogEntry['kind'],
  beatId: number,
  oldSample: number | null,
  oldClass: BeatClass | null,
  oldReader: string | null,
  newSample: number | null,
  newClass: BeatClass | null,
  newReader: string | null,
];

const ENTRY_COLUMNS = `kind, beat_id, old_sample, old_class, old_reader,
  new_sample, new_class, new_reader`;

/** Read in the order of the log, a transaction's edits by the span of their numbers. */
const IN_ORDER = `FROM transactions t CROSS JOIN edits e
    ON e.seq >= t.first_seq AND e.seq < t.first_seq + t.edit_count
  WHERE t.reading_key = ?`;

const SHOWN_COLUMNS = `e.seq, t.at, t.reader, iif(t.kind = 'edit', e.kind, t.kind) AS kind,
  e.beat_id AS beatId, e.old_class AS oldClass, e.new_class AS newClass,
  e.old_sample AS oldSample, e.new_sample AS newSample`;

type Value = [number | null, BeatClass | null, string | null];

export type TransactionHeader = Pick<Transaction, 'id' | 'kind' | 'target'>;

/**
 * The append-only logs, one a reading: tables `transactions`, `edits`, for many beats at once
 * `edit_blocks` and, for regions and groups, `region_edits` and `group_edits`.
 */
export function editsTable(database: Database) {
  const blocks = editBlocksTable(database);
  const regionEdits = regionEditsTable(database);
  const groupEdits = groupEditsTable(database);
  const insertTransaction = database.prepare<
    [number, ReadingKey, TransactionKind, number | null, string, string, number, number]
  >(
    `INSERT INTO transactions
       (recording_key, reading_key, kind, target, reader, at, first_seq, edit_count)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertEntry = database.prepare<
    [number, number, number, LogEntry['kind'], number, ...Value, ...Value]
  >(
    `INSERT INTO edits (seq, transaction_key, recording_key, ${ENTRY_COLUMNS})
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const headers = database.prepare<{ key: number; through: number }, TransactionHeader>(
    `SELECT transaction_key AS id, kind, target FROM transactions
     WHERE reading_key = @key AND first_seq <= @through AND transaction_key IS NOT
       (SELECT start_transaction FROM readings WHERE reading_key = @key)
     ORDER BY transaction_key`,
  );
  const span = database
    .prepare<[number], [firstSeq: number, endSeq: number]>(
      `SELECT first_seq, first_seq + edit_count FROM transactions WHERE transaction_key = ?`,
    )
    .raw();
  const ofSpan = database
    .prepare<[number, number], EntryRow>(
      `SELECT ${ENTRY_COLUMNS} FROM edits WHERE seq >= ? AND seq < ? ORDER BY seq`,
    )
    .raw();
  const entriesThrough = database
    .prepare<[number, number], [...EntryRow, seq: number]>(
      `SELECT e.${ENTRY_COLUMNS}, e.seq ${IN_ORDER} AND e.seq <= ?
       ORDER BY t.transaction_key, e.seq`,
    )
    .raw();
  const latest = database.prepare<[number, number], ShownLogEntry>(
    `SELECT ${SHOWN_COLUMNS} ${IN_ORDER} ORDER BY t.transaction_key DESC, e.seq DESC LIMIT ?`,
  );
  const ofBeat = database.prepare<[number, number, number], ShownLogEntry>(
    `SELECT ${SHOWN_COLUMNS} FROM edits e JOIN transactions t USING (transaction_key)
     WHERE e.recording_key = ? AND e.beat_id = ? AND t.reading_key = ? ORDER BY e.seq`,
  );
  const lastSeq = database
    .prepare<[], number>(
      'SELECT first_seq + edit_count - 1 FROM transactions ORDER BY first_seq DESC LIMIT 1',
    )
    .pluck();
  const readers = database
    .prepare<{ key: number; through: number }, string>(
      `SELECT reader FROM transactions WHERE reading_key = @key AND first_seq <= @through
       GROUP BY reader ORDER BY min(transaction_key)`,
    )
    .pluck();
  const stepsAfter = database
    .prepare<[number, number], number>(
      `SELECT count(*) FROM transactions t WHERE reading_key = ? AND first_seq > ? AND
         (EXISTS (SELECT 1 FROM edits e WHERE e.seq BETWEEN t.first_seq AND t.first_seq + t.edit_count - 1) OR
          EXISTS (SELECT 1 FROM edit_blocks b WHERE b.transaction_key = t.transaction_key))`,
    )
    .pluck();
  const lastSavedAt = database
    .prepare<[number], string>(
      'SELECT at FROM transactions WHERE reading_key = ? ORDER BY transaction_key DESC LIMIT 1',
    )
    .pluck();

  return {
    /** Must run within a transaction of the store. Returns the number that the log gives it. */
    append(
      { key, recordingKey }: Pick<StoredReading, 'key' | 'recordingKey'>,
      { kind, target, entries, regions, groups }: Omit<Transaction, 'id'>,
      author: { readonly reader: string; readonly at: string },
    ): number {
      const firstSeq = (lastSeq.get() ?? 0) + 1;
      const { reader, at } = author;
      const count = entries.length + regions.length + (groups?.entries.length ?? 0);
      const id = Number(
        insertTransaction.run(recordingKey, key, kind, target, reader, at, firstSeq, count)
          .lastInsertRowid,
      );
      const isBulk = entries.length >= BULK_ENTRIES;
      if (isBulk) blocks.append({ recordingKey, transaction: id, firstSeq }, entries);
      const rows = isBulk ? [] : entries;
      rows.forEach(({ kind: entryKind, beatId, before, after }, index) => {
        insertEntry.run(
          firstSeq + index,
          id,
          recordingKey,
          entryKind,
          beatId,
          before?.sample ?? null,
          before?.beatClass ?? null,
          before?.reader ?? null,
          after?.sample ?? null,
          after?.beatClass ?? null,
          after?.reader ?? null,
        );
      });
      const seq = firstSeq + entries.length;
      regionEdits.append(recordingKey, id, seq, regions);
      if (groups !== undefined) {
        const place = { recordingKey, transaction: id, firstSeq: seq + regions.length };
        groupEdits.append(place, groups.groupingKey, groups.entries);
      }
      return id;
    },
    /**
     * The transactions that a reader can step back through, the earliest first, without their
     * entries; up to a sequence number if one is given.
     */
    headers: (key: ReadingKey, through = Number.MAX_SAFE_INTEGER): TransactionHeader[] =>
      headers.all({ key, through }),
    /** All that a transaction changed. */
    changesOf(transaction: number): Pick<Transaction, 'entries' | 'regions' | 'groups'> {
      const place = span.get(transaction);
      if (place === undefined) return { entries: [], regions: [] };
      const rows = ofSpan.all(...place);
      const entries = rows.length > 0 ? rows.map(toEntry) : blocks.ofSpan(...place);
      // Nearly all are of beats alone, and a jump reads thousands.
      if (entries.length === place[1] - place[0]) return { entries, regions: [] };
      const groupingKey = groupEdits.groupingOf(transaction);
      return {
        entries,
        regions: regionEdits.entriesOf(transaction),
        ...(groupingKey !== null && {
          groups: { groupingKey, entries: groupEdits.entriesOf(transaction) },
        }),
      };
    },
    /** All entries up to a sequence number, the earliest first. */
    entriesThrough: (key: ReadingKey, seq: number): (LogEntry & { seq: number })[] =>
      inOrder(
        entriesThrough.all(key, seq).map((row) => ({ ...toEntry(row), seq: row[8] })),
        blocks.through(key, seq),
      ),
    /** The latest first. */
    latest: (key: ReadingKey, limit: number): ShownLogEntry[] =>
      inOrder(latest.all(key, limit).toReversed(), blocks.latest(key, limit).map(toShown))
        .toReversed()
        .slice(0, limit),
    /** The earliest first. */
    ofBeat: (
      { key, recordingKey }: Pick<StoredReading, 'key' | 'recordingKey'>,
      beatId: number,
    ): ShownLogEntry[] =>
      inOrder(
        ofBeat.all(recordingKey, beatId, key),
        blocks.ofBeat(key, recordingKey, beatId).map(toShown),
      ),
    /** Sequence number of the last edit in the library, 0 before the first. */
    lastSeq: (): number => lastSeq.get() ?? 0,
    /** Everybody who edited a reading, the first first; up to a sequence number if one is given. */
    readers: (key: ReadingKey, through = Number.MAX_SAFE_INTEGER): string[] =>
      readers.all({ key, through }),
    /** Steps of a reading that changed beats, however many each, behind a sequence number. */
    stepsAfter: (key: ReadingKey, seq: number): number => stepsAfter.get(key, seq) ?? 0,
    lastSavedAt: (key: ReadingKey): string | null => lastSavedAt.get(key) ?? null,
  };
}

function toEntry(row: Readonly<EntryRow> | readonly [...EntryRow, number]): LogEntry {
  const [kind, beatId, oldSample, oldClass, oldReader, newSample, newClass, newReader] = row;
  return {
    kind,
    beatId,
    before: toValue(oldSample, oldClass, oldReader),
    after: toValue(newSample, newClass, newReader),
  };
}

function toShown(entry: NumberedEntry): ShownLogEntry {
  const { seq, at, author, transactionKind, kind, beatId, before, after } = entry;
  return {
    seq,
    at,
    reader: author,
    kind: transactionKind === 'edit' ? kind : transactionKind,
    beatId,
    oldClass: before?.beatClass ?? null,
    newClass: after?.beatClass ?? null,
    oldSample: before?.sample ?? null,
    newSample: after?.sample ?? null,
  };
}

function toValue(...[sample, beatClass, reader]: Value): BeatValue | null {
  return sample === null || beatClass === null ? null : { sample, beatClass, reader };
}
