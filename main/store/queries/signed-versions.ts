import type { Database } from 'better-sqlite3';
import type { SignedBeats } from '../../../app/evaluation/adjudication.ts';
import { toBlob, toUint32, toUint8 } from '../columns.ts';
import type { ReadingKey } from './readings.ts';

/** A reading as it stood when somebody signed it, without its beats. */
export interface SignedVersion {
  readonly key: number;
  readonly id: string;
  readonly readingKey: ReadingKey;
  /** Counts up within the reading, from 1. */
  readonly number: number;
  readonly reader: string;
  readonly signedAt: string;
  /** The last number of the edit log that it holds. */
  readonly editsThrough: number;
  /** The model whose classes stand where no reader gave one. */
  readonly modelId: string | null;
  /** JSON object. */
  readonly criteria: string;
  readonly sha256: string;
  /** What the hash is over; see migration 180. */
  readonly hashScheme: 1 | 2;
  readonly beatCount: number;
}

interface BeatRow {
  beat_ids: Uint8Array;
  samples: Uint8Array;
  classes: Uint8Array;
  judged: Uint8Array;
}

const HEADER = `version_key AS key, id, reading_key AS readingKey, number, reader,
  signed_at AS signedAt, edits_through AS editsThrough, model_id AS modelId, criteria, sha256,
  hash_scheme AS hashScheme, beat_count AS beatCount`;

/** Table `signed_versions`: written once, never changed. */
export function signedVersionsTable(database: Database) {
  const insert = database.prepare<
    [
      string,
      number,
      number,
      string,
      string,
      number,
      string | null,
      string,
      string,
      number,
      number,
      Uint8Array,
      Uint8Array,
      Uint8Array,
      Uint8Array,
    ]
  >(
    `INSERT INTO signed_versions (id, reading_key, number, reader, signed_at, edits_through, model_id,
       criteria, sha256, hash_scheme, beat_count, beat_ids, samples, classes, judged)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const ofReading = database.prepare<[number], SignedVersion>(
    `SELECT ${HEADER} FROM signed_versions WHERE reading_key = ? ORDER BY number`,
  );
  const byId = database.prepare<[string], SignedVersion>(
    `SELECT ${HEADER} FROM signed_versions WHERE id = ?`,
  );
  const byKey = database.prepare<[number], SignedVersion>(
    `SELECT ${HEADER} FROM signed_versions WHERE version_key = ?`,
  );
  const beats = database.prepare<[number], BeatRow>(
    'SELECT beat_ids, samples, classes, judged FROM signed_versions WHERE version_key = ?',
  );

  return {
    /** Returns the key that the version gets. */
    insert(version: Omit<SignedVersion, 'key' | 'beatCount'>, signed: SignedBeats): number {
      const { lastInsertRowid } = insert.run(
        version.id,
        version.readingKey,
        version.number,
        version.reader,
        version.signedAt,
        version.editsThrough,
        version.modelId,
        version.criteria,
        version.sha256,
        version.hashScheme,
        signed.sample.length,
        toBlob(signed.beatId),
        toBlob(signed.sample),
        toBlob(signed.beatClass),
        toBlob(signed.judged),
      );
      return Number(lastInsertRowid);
    },
    /** The first first. */
    ofReading: (key: ReadingKey): SignedVersion[] => ofReading.all(key),
    byId: (id: string): SignedVersion | null => byId.get(id) ?? null,
    byKey: (key: number): SignedVersion | null => byKey.get(key) ?? null,
    beats({ key }: SignedVersion): SignedBeats {
      const row = beats.get(key);
      if (row === undefined) throw new Error(`There is no signed version ${key}`);
      return {
        beatId: toUint32(row.beat_ids),
        sample: toUint32(row.samples),
        beatClass: toUint8(row.classes),
        judged: toUint8(row.judged),
      };
    },
  };
}
