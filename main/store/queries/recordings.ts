import type { Database } from 'better-sqlite3';
import type { RecordingSummary } from '../../../app/contract/schemas.ts';

export type RecordingStatus = RecordingSummary['status'];

export interface StoredRecording {
  /** Row key, for the other tables; ids are for everybody else. */
  readonly key: number;
  readonly id: string;
  readonly name: string;
  readonly status: RecordingStatus;
  readonly error: string | null;
  readonly importedAt: string;
  /** When somebody looked at it last; null: never. */
  readonly openedAt: string | null;
  readonly sourcePath: string;
  /** Annotation files found beside the original when it was imported. */
  readonly annotators: readonly string[];
  readonly sampleRateHz: number;
  readonly sampleCount: number;
  readonly startTime: string | null;
}

interface Row {
  recording_key: number;
  id: string;
  name: string;
  status: RecordingStatus;
  error: string | null;
  imported_at: string;
  opened_at: string | null;
  source_path: string;
  annotators: string;
  sample_rate_hz: number;
  sample_count: number;
  start_time: string | null;
}

export function recordingsTable(database: Database) {
  const insert = database.prepare<[string, string, string, string]>(
    `INSERT INTO recordings (id, name, source_path, imported_at, status, sample_rate_hz, sample_count)
     VALUES (?, ?, ?, ?, 'importing', 0, 0)`,
  );
  const list = database.prepare<[], Row>(
    `SELECT * FROM recordings WHERE removed_at IS NULL
     ORDER BY coalesce(opened_at, imported_at) DESC, recording_key DESC`,
  );
  const byId = database.prepare<[string], Row>(
    'SELECT * FROM recordings WHERE id = ? AND removed_at IS NULL',
  );
  const setStatus = database.prepare<[RecordingStatus, string | null, number]>(
    'UPDATE recordings SET status = ?, error = ? WHERE recording_key = ?',
  );
  const describe = database.prepare<[string, number, number, string | null, string, number]>(
    `UPDATE recordings SET name = ?, sample_rate_hz = ?, sample_count = ?, start_time = ?, annotators = ?
     WHERE recording_key = ?`,
  );
  const markOpened = database.prepare<[string, number]>(
    'UPDATE recordings SET opened_at = ? WHERE recording_key = ?',
  );
  // Name and path may name a patient; the emptied row is what the edit log refers to.
  const markRemoved = database.prepare<[string, number]>(
    `UPDATE recordings SET removed_at = ?, name = '', source_path = '', annotators = '[]', error = NULL,
       start_time = NULL WHERE recording_key = ?`,
  );

  return {
    insert(recording: {
      id: string;
      name: string;
      sourcePath: string;
      importedAt: string;
    }): number {
      const { id, name, sourcePath, importedAt } = recording;
      return Number(insert.run(id, name, sourcePath, importedAt).lastInsertRowid);
    },
    /** The latest opened first. */
    list: (): StoredRecording[] => list.all().map(fromRow),
    byId(id: string): StoredRecording | null {
      const row = byId.get(id);
      return row === undefined ? null : fromRow(row);
    },
    setStatus(key: number, status: RecordingStatus, error: string | null = null): void {
      setStatus.run(status, error, key);
    },
    describe(
      key: number,
      description: Pick<
        StoredRecording,
        'name' | 'sampleRateHz' | 'sampleCount' | 'startTime' | 'annotators'
      >,
    ): void {
      const { name, sampleRateHz, sampleCount, startTime, annotators } = description;
      describe.run(name, sampleRateHz, sampleCount, startTime, JSON.stringify(annotators), key);
    },
    markOpened(key: number, at: string): void {
      markOpened.run(at, key);
    },
    markRemoved(key: number, at: string): void {
      markRemoved.run(at, key);
    },
  };
}

function fromRow(row: Row): StoredRecording {
  return {
    key: row.recording_key,
    id: row.id,
    name: row.name,
    status: row.status,
    error: row.error,
    importedAt: row.imported_at,
    openedAt: row.opened_at,
    sourcePath: row.source_path,
    annotators: JSON.parse(row.annotators) as string[],
    sampleRateHz: row.sample_rate_hz,
    sampleCount: row.sample_count,
    startTime: row.start_time,
  };
}
