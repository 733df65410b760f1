import type { Database } from 'better-sqlite3';

/** Table `recording_tags`. */
export function recordingTagsTable(database: Database) {
  const list = database
    .prepare<[number], string>(
      'SELECT tag FROM recording_tags WHERE recording_key = ? ORDER BY tag',
    )
    .pluck();
  const insert = database.prepare<[number, string]>(
    'INSERT OR IGNORE INTO recording_tags (recording_key, tag) VALUES (?, ?)',
  );
  const remove = database.prepare<[number]>('DELETE FROM recording_tags WHERE recording_key = ?');
  return {
    /** In order of their letters. */
    list: (key: number): string[] => list.all(key),
    replace(key: number, tags: readonly string[]): void {
      remove.run(key);
      for (const tag of tags) insert.run(key, tag);
    },
  };
}
