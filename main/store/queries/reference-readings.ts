import type { Database } from 'better-sqlite3';
import { toBlob, toInt8, toUint32, toUint8 } from '../columns.ts';

/** An annotation file as read, at the recording's sampling rate; columns of equal length. */
export interface ReferenceReading {
  readonly annotator: string;
  readonly sample: Uint32Array;
  /** WFDB annotation codes, those that are no beats included. */
  readonly code: Uint8Array;
  readonly subtype: Int8Array;
}

interface Row {
  annotator: string;
  samples: Uint8Array;
  codes: Uint8Array;
  subtypes: Uint8Array;
}

export function referenceReadingsTable(database: Database) {
  const write = database.prepare<
    [number, string, string, number, Uint8Array, Uint8Array, Uint8Array]
  >(
    `INSERT OR REPLACE INTO reference_readings
       (recording_key, annotator, loaded_at, annotation_count, samples, codes, subtypes)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const read = database.prepare<[number, string], Row>(
    `SELECT annotator, samples, codes, subtypes FROM reference_readings
     WHERE recording_key = ? AND annotator = ?`,
  );
  const annotators = database
    .prepare<[number], string>(
      'SELECT annotator FROM reference_readings WHERE recording_key = ? ORDER BY annotator',
    )
    .pluck();
  const remove = database.prepare<[number]>(
    'DELETE FROM reference_readings WHERE recording_key = ?',
  );

  return {
    write(key: number, { annotator, sample, code, subtype }: ReferenceReading, at: string): void {
      const columns = [toBlob(sample), toBlob(code), toBlob(subtype)] as const;
      write.run(key, annotator, at, sample.length, ...columns);
    },
    read(key: number, annotator: string): ReferenceReading | null {
      const row = read.get(key, annotator);
      if (row === undefined) return null;
      return {
        annotator: row.annotator,
        sample: toUint32(row.samples),
        code: toUint8(row.codes),
        subtype: toInt8(row.subtypes),
      };
    },
    annotators: (key: number): string[] => annotators.all(key),
    remove(key: number): void {
      remove.run(key);
    },
  };
}
