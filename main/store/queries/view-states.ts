import type { Database } from 'better-sqlite3';
import * as v from 'valibot';
import { viewStateSchema } from '../../../app/contract/schemas.ts';
import type { ViewState } from '../../../app/contract/schemas.ts';

export function viewStatesTable(database: Database) {
  const put = database.prepare<[number, string]>(
    'INSERT OR REPLACE INTO view_states (recording_key, state) VALUES (?, ?)',
  );
  const read = database
    .prepare<[number], string>('SELECT state FROM view_states WHERE recording_key = ?')
    .pluck();
  const remove = database.prepare<[number]>('DELETE FROM view_states WHERE recording_key = ?');

  return {
    write(key: number, state: ViewState): void {
      put.run(key, JSON.stringify(state));
    },
    /** null when there is none, or one that this version does not understand. */
    read(key: number): ViewState | null {
      const json = read.get(key);
      if (json === undefined) return null;
      const parsed = v.safeParse(viewStateSchema, JSON.parse(json));
      return parsed.success ? parsed.output : null;
    },
    remove(key: number): void {
      remove.run(key);
    },
  };
}
