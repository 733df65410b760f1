import type { Database } from 'better-sqlite3';
import type { PerClass } from '../../../app/domain/beat-class.ts';

/** What a recording shows at present, counted, so that the library lists without reading beats. */
export interface CurrentReading {
  /** The model in use for the recording; null before the first analysis. */
  readonly modelId: string | null;
  readonly beatCount: number;
  readonly byClass: PerClass;
  readonly editedCount: number;
  /** Samples that are analysed; null before the signal's quality was computed. */
  readonly analysedSamples: number | null;
  /** Beats that are not counted, since they lie in excluded time. */
  readonly excludedBeats: number;
}

interface Row {
  model_id: string | null;
  beat_count: number;
  n_count: number;
  s_count: number;
  v_count: number;
  f_count: number;
  q_count: number;
  edited_count: number;
  analysed_samples: number | null;
  excluded_beats: number;
}

type Counts = [number, number, number, number, number, number, number, number | null, number];

export function currentReadingsTable(database: Database) {
  const write = database.prepare<[number, string | null, ...Counts]>(
    `INSERT INTO current_readings (recording_key, model_id, beat_count,
       n_count, s_count, v_count, f_count, q_count, edited_count, analysed_samples, excluded_beats)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (recording_key) DO UPDATE SET
       model_id = excluded.model_id, beat_count = excluded.beat_count, n_count = excluded.n_count,
       s_count = excluded.s_count, v_count = excluded.v_count, f_count = excluded.f_count,
       q_count = excluded.q_count, edited_count = excluded.edited_count,
       analysed_samples = excluded.analysed_samples, excluded_beats = excluded.excluded_beats`,
  );
  const read = database.prepare<[number], Row>(
    'SELECT * FROM current_readings WHERE recording_key = ?',
  );
  const setModel = database.prepare<[string, number]>(
    'UPDATE current_readings SET model_id = ? WHERE recording_key = ?',
  );
  const remove = database.prepare<[number]>('DELETE FROM current_readings WHERE recording_key = ?');

  return {
    write(key: number, current: CurrentReading): void {
      const { modelId, beatCount, byClass, editedCount, analysedSamples, excludedBeats } = current;
      const { N, S, V, F, Q } = byClass;
      write.run(
        key,
        modelId,
        beatCount,
        N,
        S,
        V,
        F,
        Q,
        editedCount,
        analysedSamples,
        excludedBeats,
      );
    },
    read(key: number): CurrentReading | null {
      const row = read.get(key);
      if (row === undefined) return null;
      return {
        modelId: row.model_id,
        beatCount: row.beat_count,
        byClass: {
          N: row.n_count,
          S: row.s_count,
          V: row.v_count,
          F: row.f_count,
          Q: row.q_count,
        },
        editedCount: row.edited_count,
        analysedSamples: row.analysed_samples,
        excludedBeats: row.excluded_beats,
      };
    },
    /** Another model has classified the recording. */
    setModel(key: number, modelId: string): void {
      setModel.run(modelId, key);
    },
    remove(key: number): void {
      remove.run(key);
    },
  };
}
