import type { Database } from 'better-sqlite3';
import { toBlob, toUint16, toUint8 } from '../columns.ts';

/** What one model said about every beat of one recording; index 0 is beat id 1. */
export interface Predictions {
  readonly modelId: string;
  readonly engine: string;
  readonly lead: number;
  /** Index into BEAT_CLASSES, or NO_MODEL_CLASS for an id that had no beat then. */
  readonly classes: Uint8Array;
  /** Five per beat, 0..65535 for 0..1. */
  readonly probabilities: Uint16Array;
}

interface Row {
  model_id: string;
  engine: string;
  lead_index: number;
  classes: Uint8Array;
  probabilities: Uint8Array;
}

export function predictionsTable(database: Database) {
  const write = database.prepare<
    [number, string, string, string, number, number, Uint8Array, Uint8Array]
  >(
    `INSERT INTO predictions
       (recording_key, model_id, made_at, engine, lead_index, beat_count, classes, probabilities)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (recording_key, model_id) DO UPDATE SET
       made_at = excluded.made_at, engine = excluded.engine, lead_index = excluded.lead_index,
       beat_count = excluded.beat_count, classes = excluded.classes,
       probabilities = excluded.probabilities`,
  );
  const read = database.prepare<[number, string], Row>(
    `SELECT model_id, engine, lead_index, classes, probabilities FROM predictions
     WHERE recording_key = ? AND model_id = ?`,
  );
  const readOther = database.prepare<[number, string], Row>(
    `SELECT model_id, engine, lead_index, classes, probabilities FROM predictions
     WHERE recording_key = ? AND model_id <> ? ORDER BY made_at DESC LIMIT 1`,
  );
  const exists = database
    .prepare<[number, string], number>(
      'SELECT 1 FROM predictions WHERE recording_key = ? AND model_id = ?',
    )
    .pluck();
  const remove = database.prepare<[number]>('DELETE FROM predictions WHERE recording_key = ?');

  return {
    write(key: number, predictions: Predictions, at: string): void {
      const { modelId, engine, lead, classes, probabilities } = predictions;
      const count = classes.length;
      write.run(key, modelId, at, engine, lead, count, toBlob(classes), toBlob(probabilities));
    },
    read(key: number, modelId: string): Predictions | null {
      const row = read.get(key, modelId);
      return row === undefined ? null : fromRow(row);
    },
    /** What the model said that classified last, other than the one named; null when there is none. */
    readOther(key: number, modelId: string): Predictions | null {
      const row = readOther.get(key, modelId);
      return row === undefined ? null : fromRow(row);
    },
    exists: (key: number, modelId: string): boolean => exists.get(key, modelId) !== undefined,
    remove(key: number): void {
      remove.run(key);
    },
  };
}

function fromRow(row: Row): Predictions {
  return {
    modelId: row.model_id,
    engine: row.engine,
    lead: row.lead_index,
    classes: toUint8(row.classes),
    probabilities: toUint16(row.probabilities),
  };
}
