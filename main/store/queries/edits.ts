import type { Database } from 'better-sqlite3';
import type { LogEntry as ShownLogEntry } from '../../../app/contract/schemas.ts';
import type { LogEntry, Transaction, TransactionKind } from '../../../app/domain/annotation-log.ts';
import type { BeatClass } from '../../../app/domain/beat-class.ts';
import type { BeatValue } from '../../../app/domain/reading.ts';

interface EntryRow {
  kind: LogEntry['kind'];
  beat_id: number;
  old_sample: number | null;
  old_class: BeatClass | null;
  old_reader: string | null;
  new_sample: number | null;
  new_class: BeatClass | null;
  new_reader: string | null;
}

type ShownRow = EntryRow & {
  seq: number;
  transaction_kind: TransactionKind;
  reader: string;
  at: string;
};

type Value = [number | null, BeatClass | null, string | null];

const ENTRY_COLUMNS = `e.kind, e.beat_id, e.old_sample, e.old_class, e.old_reader,
  e.new_sample, e.new_class, e.new_reader`;
const SHOWN = `SELECT e.seq, t.kind AS transaction_kind, t.reader, t.at, ${ENTRY_COLUMNS}
  FROM edits e JOIN transactions t
    ON t.recording_key = e.recording_key AND t.number = e.transaction_number
  WHERE e.recording_key = ?`;

export type TransactionHeader = Pick<Transaction, 'id' | 'kind' | 'target'>;
export type EditsTable = ReturnType<typeof editsTable>;

/** The append-only log: tables `transactions` and `edits`. */
export function editsTable(database: Database) {
  const insertTransaction = database.prepare<
    [number, number, TransactionKind, number | null, string, string]
  >(
    `INSERT INTO transactions (recording_key, number, kind, target, reader, at)
     VALUES (?, ?, ?, ?, ?, ?)`,
  );
  const insertEntry = database.prepare<
    [number, number, LogEntry['kind'], number, ...Value, ...Value]
  >(
    `INSERT INTO edits (recording_key, transaction_number, kind, beat_id,
       old_sample, old_class, old_reader, new_sample, new_class, new_reader)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const headers = database.prepare<[number], TransactionHeader>(
    `SELECT number AS id, kind, target FROM transactions WHERE recording_key = ? ORDER BY number`,
  );
  const entriesOf = database.prepare<[number, number], EntryRow>(
    `SELECT ${ENTRY_COLUMNS} FROM edits e
     WHERE recording_key = ? AND transaction_number = ? ORDER BY seq`,
  );
  const entriesThrough = database.prepare<[number, number], EntryRow>(
    `SELECT ${ENTRY_COLUMNS} FROM edits e WHERE recording_key = ? AND seq <= ? ORDER BY seq`,
  );
  const latest = database.prepare<[number, number], ShownRow>(
    `${SHOWN} ORDER BY e.seq DESC LIMIT ?`,
  );
  const ofBeat = database.prepare<[number, number], ShownRow>(
    `${SHOWN} AND e.beat_id = ? ORDER BY e.seq`,
  );
  const lastSeq = database.prepare<[], number>('SELECT coalesce(max(seq), 0) FROM edits').pluck();
  const lastSavedAt = database
    .prepare<[number], string>(
      'SELECT at FROM transactions WHERE recording_key = ? ORDER BY number DESC LIMIT 1',
    )
    .pluck();

  return {
    append(key: number, transaction: Transaction, author: { reader: string; at: string }): void {
      const { id, kind, target, entries } = transaction;
      insertTransaction.run(key, id, kind, target, author.reader, author.at);
      for (const { kind: entryKind, beatId, before, after } of entries) {
        insertEntry.run(key, id, entryKind, beatId, ...toColumns(before), ...toColumns(after));
      }
    },
    /** All transactions, the earliest first, without their entries. */
    headers: (key: number): TransactionHeader[] => headers.all(key),
    entriesOf: (key: number, transaction: number): LogEntry[] =>
      entriesOf.all(key, transaction).map(toEntry),
    /** All entries up to a sequence number, the earliest first. */
    entriesThrough: (key: number, seq: number): LogEntry[] =>
      entriesThrough.all(key, seq).map(toEntry),
    /** The latest first. */
    latest: (key: number, limit: number): ShownLogEntry[] => latest.all(key, limit).map(toShown),
    /** The earliest first. */
    ofBeat: (key: number, beatId: number): ShownLogEntry[] => ofBeat.all(key, beatId).map(toShown),
    /** Sequence number of the last edit in the library, 0 before the first. */
    lastSeq: (): number => lastSeq.get() ?? 0,
    lastSavedAt: (key: number): string | null => lastSavedAt.get(key) ?? null,
  };
}

function toColumns(value: BeatValue | null): Value {
  return value === null ? [null, null, null] : [value.sample, value.beatClass, value.reader];
}

function toValue(...[sample, beatClass, reader]: Value): BeatValue | null {
  return sample === null || beatClass === null ? null : { sample, beatClass, reader };
}

function toEntry(row: EntryRow): LogEntry {
  return {
    kind: row.kind,
    beatId: row.beat_id,
    before: toValue(row.old_sample, row.old_class, row.old_reader),
    after: toValue(row.new_sample, row.new_class, row.new_reader),
  };
}

function toShown(row: ShownRow): ShownLogEntry {
  return {
    seq: row.seq,
    at: row.at,
    reader: row.reader,
    kind: row.transaction_kind === 'edit' ? row.kind : row.transaction_kind,
    beatId: row.beat_id,
    oldClass: row.old_class,
    newClass: row.new_class,
    oldSample: row.old_sample,
    newSample: row.new_sample,
  };
}
