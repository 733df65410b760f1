import type { Database } from 'better-sqlite3';
import * as v from 'valibot';
import { viewStateSchema } from '../../../app/contract/schemas.ts';
import type { ViewState } from '../../../app/contract/schemas.ts';
import type { ReadingKey } from './readings.ts';

/** Where the reader was, in each reading. */
export function viewStatesTable(database: Database) {
  const put = database.prepare<[number, string]>(
    'INSERT OR REPLACE INTO view_states (reading_key, state) VALUES (?, ?)',
  );
  const read = database
    .prepare<[number], string>('SELECT state FROM view_states WHERE reading_key = ?')
    .pluck();
  const remove = database.prepare<[number]>(
    `DELETE FROM view_states
     WHERE reading_key IN (SELECT reading_key FROM readings WHERE recording_key = ?)`,
  );

  return {
    write(key: ReadingKey, state: ViewState): void {
      put.run(key, JSON.stringify(state));
    },
    /** null when there is none, or one that this version does not understand. */
    read(key: ReadingKey): ViewState | null {
      const json = read.get(key);
      if (json === undefined) return null;
      const parsed = v.safeParse(viewStateSchema, JSON.parse(json));
      return parsed.success ? parsed.output : null;
    },
    /** Those of all readings of a recording. */
    remove(recordingKey: number): void {
      remove.run(recordingKey);
    },
  };
}
