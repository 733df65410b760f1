import type { Database } from 'better-sqlite3';
import { toBlob, toUint32 } from '../columns.ts';

export function detectionsTable(database: Database) {
  const insert = database.prepare<[number, string, number, Uint8Array]>(
    'INSERT INTO detections (recording_key, made_at, beat_count, samples) VALUES (?, ?, ?, ?)',
  );
  const read = database
    .prepare<[number], Uint8Array>('SELECT samples FROM detections WHERE recording_key = ?')
    .pluck();
  const remove = database.prepare<[number]>('DELETE FROM detections WHERE recording_key = ?');

  return {
    /** Sample of every beat the detector found, ascending; index 0 is beat id 1. */
    insert(key: number, samples: Uint32Array, at: string): void {
      insert.run(key, at, samples.length, toBlob(samples));
    },
    read(key: number): Uint32Array | null {
      const blob = read.get(key);
      return blob === undefined ? null : toUint32(blob);
    },
    remove(key: number): void {
      remove.run(key);
    },
  };
}
