import type { Database } from 'better-sqlite3';
import type { ReadingKind } from '../../../app/domain/reading-kind.ts';

declare const reading: unique symbol;

/** Row key of a reading, for the other tables; a recording's key will not do in its place. */
export type ReadingKey = number & { readonly [reading]: true };

export interface StoredReading {
  readonly key: ReadingKey;
  readonly id: string;
  readonly recordingKey: number;
  readonly kind: ReadingKind;
  /** Whose it is; null for a first reading that nobody has edited or signed yet. */
  readonly reader: string | null;
  /** Begun without sight of the first reading. */
  readonly blinded: boolean;
  readonly createdAt: string;
  /** The last number of the edit log when it was begun. */
  readonly createdAfter: number;
  /** Keys of the signed versions that an adjudicated reading decides between; null for the others. */
  readonly firstVersion: number | null;
  readonly secondVersion: number | null;
  /** The model that a blinded or adjudicated reading keeps; null: the one in use. */
  readonly modelId: string | null;
}

export type NewReading = Omit<StoredReading, 'key'>;

interface Row {
  reading_key: ReadingKey;
  id: string;
  recording_key: number;
  kind: ReadingKind;
  reader: string | null;
  blinded: number;
  created_at: string;
  created_after: number;
  first_version: number | null;
  second_version: number | null;
  model_id: string | null;
}

/** Tables `readings` and `opened_readings`. Every recording has a first reading from its import on. */
export function readingsTable(database: Database) {
  const insert = database.prepare<
    [
      string,
      number,
      ReadingKind,
      string | null,
      number,
      string,
      number,
      number | null,
      number | null,
      string | null,
    ]
  >(
    `INSERT INTO readings (id, recording_key, kind, reader, blinded, created_at, created_after,
       first_version, second_version, model_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const ofRecording = database.prepare<[number], Row>(
    'SELECT * FROM readings WHERE recording_key = ? ORDER BY reading_key',
  );
  const byId = database.prepare<[string], Row>('SELECT * FROM readings WHERE id = ?');
  const shared = database
    .prepare<[], string>(
      `SELECT id FROM recordings WHERE removed_at IS NULL AND recording_key IN
         (SELECT recording_key FROM readings WHERE kind <> 'first')`,
    )
    .pluck();
  const nameReader = database.prepare<[string, number]>(
    'UPDATE readings SET reader = ? WHERE reading_key = ? AND reader IS NULL',
  );
  // The reading that a reader opened last, else the reader's own, else the first.
  const openedBy = database.prepare<{ recording: number; reader: string }, Row>(
    `SELECT r.* FROM readings r LEFT JOIN opened_readings o
       ON o.reading_key = r.reading_key AND o.reader = @reader
     WHERE r.recording_key = @recording
     ORDER BY o.reading_key IS NULL, r.reader IS NOT @reader, r.reading_key LIMIT 1`,
  );
  const open = database.prepare<[number, string, number, number | null]>(
    `INSERT OR REPLACE INTO opened_readings (recording_key, reader, reading_key, version_key)
     VALUES (?, ?, ?, ?)`,
  );
  const openVersion = database
    .prepare<[number, string], number | null>(
      'SELECT version_key FROM opened_readings WHERE recording_key = ? AND reader = ?',
    )
    .pluck();

  const startWith = database.prepare<[number, number]>(
    'UPDATE readings SET start_transaction = ? WHERE reading_key = ?',
  );

  return {
    /** Returns the key that the reading gets. */
    insert(given: NewReading): ReadingKey {
      const { id, recordingKey, kind, reader, blinded, createdAt, createdAfter } = given;
      const { lastInsertRowid } = insert.run(
        id,
        recordingKey,
        kind,
        reader,
        Number(blinded),
        createdAt,
        createdAfter,
        given.firstVersion,
        given.secondVersion,
        given.modelId,
      );
      return Number(lastInsertRowid) as ReadingKey;
    },
    /** The first begun first. */
    ofRecording: (recordingKey: number): StoredReading[] =>
      ofRecording.all(recordingKey).map(fromRow),
    byId(id: string): StoredReading | null {
      const row = byId.get(id);
      return row === undefined ? null : fromRow(row);
    },
    /** Ids of the recordings that have more than their first reading. */
    sharedRecordings: (): string[] => shared.all(),
    /** The reading of a recording that this reader has open. */
    openedBy(recordingKey: number, reader: string): StoredReading {
      const row = openedBy.get({ recording: recordingKey, reader });
      if (row === undefined) throw new Error(`Recording ${recordingKey} has no reading`);
      return fromRow(row);
    },
    /** What a reading takes over at its start is no step of its undo history. */
    startWith(key: ReadingKey, transaction: number): void {
      startWith.run(transaction, key);
    },
    /** `versionKey`: of a signed version that is looked at meanwhile, of whichever reading. */
    open(
      { recordingKey, key }: Pick<StoredReading, 'recordingKey' | 'key'>,
      reader: string,
      versionKey: number | null = null,
    ): void {
      open.run(recordingKey, reader, key, versionKey);
    },
    /** Key of the signed version that this reader has open; null: the reading as it stands. */
    openVersion: (recordingKey: number, reader: string): number | null =>
      openVersion.get(recordingKey, reader) ?? null,
    /** A first reading gets its reader with the first edit; later ones change nothing. */
    nameReader({ key }: StoredReading, reader: string): void {
      nameReader.run(reader, key);
    },
  };
}

function fromRow(row: Row): StoredReading {
  return {
    key: row.reading_key,
    id: row.id,
    recordingKey: row.recording_key,
    kind: row.kind,
    reader: row.reader,
    blinded: row.blinded === 1,
    createdAt: row.created_at,
    createdAfter: row.created_after,
    firstVersion: row.first_version,
    secondVersion: row.second_version,
    modelId: row.model_id,
  };
}
