import type { Database } from 'better-sqlite3';
import { isNamed, sameReader, UNNAMED_READER } from '../../../app/domain/reader-name.ts';
import type { ReadingKind } from '../../../app/domain/reading-kind.ts';

declare const reading: unique symbol;

/** Row key of a reading, for the other tables; a recording's key will not do in its place. */
export type ReadingKey = number & { readonly [reading]: true };

export interface StoredReading {
  readonly key: ReadingKey;
  readonly id: string;
  readonly recordingKey: number;
  readonly kind: ReadingKind;
  /** Whose it is; null for a first reading that nobody with a name has edited or signed yet. */
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
  // Libraries from before names were asked for have readings in the name that stands for nobody.
  const nameReader = database.prepare<[string, number, string]>(
    'UPDATE readings SET reader = ? WHERE reading_key = ? AND (reader IS NULL OR lower(reader) = lower(?))',
  );
  const claimUnnamed = database.prepare<{ reader: string; unnamed: string }>(
    `UPDATE readings SET reader = @reader
     WHERE lower(reader) = lower(@unnamed) OR (reader IS NULL AND reading_key IN
       (SELECT reading_key FROM transactions UNION SELECT reading_key FROM event_judgements))`,
  );
  const names = database
    .prepare<[], string>('SELECT reader FROM readings WHERE reader IS NOT NULL')
    .pluck();
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
    /** A first reading gets its reader with the first edit in a name; later ones change nothing. */
    nameReader({ key }: StoredReading, reader: string): void {
      if (isNamed(reader)) nameReader.run(reader, key, UNNAMED_READER);
    },
    /** What was read without a name becomes this reader's; the edit log stays as it was written. */
    claimUnnamed(reader: string): void {
      claimUnnamed.run({ reader, unnamed: UNNAMED_READER });
    },
    /** A name as the library has it already, if only case or spaces differ. */
    knownName: (reader: string): string =>
      names.all().find((known) => sameReader(known, reader)) ?? reader,
  };
}

function fromRow(row: Row): StoredReading {
  return {
    key: row.reading_key,
    id: row.id,
    recordingKey: row.recording_key,
    kind: row.kind,
    reader: row.reader !== null && isNamed(row.reader) ? row.reader : null,
    blinded: row.blinded === 1,
    createdAt: row.created_at,
    createdAfter: row.created_after,
    firstVersion: row.first_version,
    secondVersion: row.second_version,
    modelId: row.model_id,
  };
}
