import type { Database } from 'better-sqlite3';
import type { Bookmark } from '../../../app/contract/editing.ts';
import type { ReadingKey } from './readings.ts';

type Row = Omit<Bookmark, 'leads'> & { readonly leads: string };

const LATEST = `SELECT id, start_sample AS startSample, duration_s AS durationS, leads, note,
    reader, at
  FROM bookmark_log b
  WHERE reading_key = ? AND NOT removed
    AND seq = (SELECT max(seq) FROM bookmark_log WHERE reading_key = b.reading_key AND id = b.id)`;

/** Strips marked for the report: table `bookmark_log`, of which the last row of an id counts. */
export function bookmarksTable(database: Database) {
  const append = database.prepare<
    [ReadingKey, string, number, number, string, string, number, string, string]
  >(
    `INSERT INTO bookmark_log
       (reading_key, id, start_sample, duration_s, leads, note, removed, reader, at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  // Of several at one time the first marked comes first, whatever was written of it later.
  const list = database.prepare<[ReadingKey], Row>(
    `${LATEST} ORDER BY start_sample,
       (SELECT min(seq) FROM bookmark_log WHERE reading_key = b.reading_key AND id = b.id)`,
  );
  const find = database.prepare<[ReadingKey, string], Row>(`${LATEST} AND id = ?`);

  const lastSavedAt = database
    .prepare<[ReadingKey], string | null>('SELECT max(at) FROM bookmark_log WHERE reading_key = ?')
    .pluck();
  const forget = database.prepare<[number]>(
    `DELETE FROM bookmark_log WHERE reading_key IN
       (SELECT reading_key FROM readings WHERE recording_key = ?)`,
  );

  const write = (key: ReadingKey, bookmark: Bookmark, removed: 0 | 1): void => {
    const { id, startSample, durationS, leads, note, reader, at } = bookmark;
    append.run(key, id, startSample, durationS, JSON.stringify(leads), note, removed, reader, at);
  };
  return {
    /** In the order of their times. */
    list: (key: ReadingKey): Bookmark[] => list.all(key).map(toBookmark),
    find: (key: ReadingKey, id: string): Bookmark | null => {
      const row = find.get(key, id);
      return row === undefined ? null : toBookmark(row);
    },
    /** A new bookmark, a changed one, or a removed one that comes back. */
    put(key: ReadingKey, bookmark: Bookmark): void {
      write(key, bookmark, 0);
    },
    remove(key: ReadingKey, bookmark: Bookmark): void {
      write(key, bookmark, 1);
    },
    /** When a strip was last marked, changed or removed; null: never. */
    lastSavedAt: (key: ReadingKey): string | null => lastSavedAt.get(key) ?? null,
    /** All that was ever marked in a recording: notes go with it. */
    forget(recordingKey: number): void {
      forget.run(recordingKey);
    },
  };
}

function toBookmark({ leads, ...row }: Row): Bookmark {
  return { ...row, leads: JSON.parse(leads) as number[] };
}
