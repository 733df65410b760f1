import type { Database } from 'better-sqlite3';

/** What stands in the place of a name. */
const REMOVED = 'a removed recording';

/** Columns in which the training keeps recordings by name, as prose or as JSON. */
const PLACES = [
  { table: 'training_runs', key: 'run_key', column: 'holdout', json: false },
  { table: 'training_runs', key: 'run_key', column: 'comparison', json: true },
  { table: 'promotions', key: 'promotion_key', column: 'shown', json: true },
] as const;

/** Takes the name of a recording that is being removed out of what was computed with it. */
export function removedNames(database: Database) {
  const places = PLACES.map(({ table, key, column, json }) => ({
    json,
    list: database
      .prepare<[string], [key: number, text: string]>(
        `SELECT ${key}, ${column} FROM ${table} WHERE instr(${column}, ?) > 0`,
      )
      .raw(),
    write: database.prepare<[string, number]>(`UPDATE ${table} SET ${column} = ? WHERE ${key} = ?`),
  }));

  return {
    /** Must run within a transaction of the store. */
    forget({ id, name }: { readonly id: string; readonly name: string }): void {
      if (name === '') return;
      for (const { json, list, write } of places) {
        // In JSON a name may be escaped.
        for (const [key, text] of list.all(json ? id : name)) {
          const rest = json ? withoutNames(text, id, name) : inProse(text, name);
          if (rest !== text) write.run(rest, key);
        }
      }
    },
  };
}

function withoutNames(text: string, id: string, name: string): string {
  return JSON.stringify(
    JSON.parse(text, (_key, value: unknown) => {
      if (typeof value === 'string') return inProse(value, name);
      const isIt = typeof value === 'object' && value !== null && 'recordingId' in value;
      return isIt && value.recordingId === id ? { ...value, name: REMOVED } : value;
    }),
  );
}

/** Where a sentence lists recordings: "…: 208, 213, each …" or "…: 208 from 0:10:00 on". */
function inProse(text: string, name: string): string {
  const escaped = name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.replaceAll(new RegExp(`(?<=[:,] )${escaped}(?=,| from )`, 'g'), REMOVED);
}
