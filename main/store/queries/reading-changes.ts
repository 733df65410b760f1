import type { Database } from 'better-sqlite3';
import type { Author } from './event-criteria.ts';
import type { ReadingKey } from './readings.ts';

/** Whatever readers change of what is signed, whichever table it is in. */
export function readingChangesView(database: Database) {
  const lastAfter = database.prepare<{ key: ReadingKey; at: string }, Author>(
    `SELECT reader, at FROM (
       SELECT reader, at FROM transactions WHERE reading_key = @key
       UNION ALL SELECT reader, at FROM event_judgements WHERE reading_key = @key
       UNION ALL SELECT reader, at FROM bookmark_log WHERE reading_key = @key
       UNION ALL SELECT reader, at FROM report_forms WHERE reading_key = @key
       UNION ALL SELECT reader, at FROM event_criteria WHERE recording_key IS NULL
         OR recording_key = (SELECT recording_key FROM readings WHERE reading_key = @key)
     ) WHERE at > @at ORDER BY at DESC LIMIT 1`,
  );
  return {
    /** The last change after a time; null when nobody changed anything. */
    lastAfter: (key: ReadingKey, at: string): Author | null => lastAfter.get({ key, at }) ?? null,
  };
}
