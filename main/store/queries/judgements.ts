import type { Database } from 'better-sqlite3';
import type { JudgementEntry } from '../../../app/learning/reader-agreement.ts';

/** What the logs of a recording's readings say of who judged which beat, the earliest first. */
export function judgementsView(database: Database) {
  const through = database.prepare<[number, number], JudgementEntry>(
    `SELECT e.seq, e.beat_id AS beatId, t.kind AS transactionKind, e.kind AS editKind,
       e.old_class AS oldClass, e.old_reader AS oldReader,
       e.new_class AS newClass, e.new_reader AS newReader
     FROM edits e JOIN transactions t USING (transaction_key)
     WHERE e.recording_key = ? AND e.seq <= ? ORDER BY e.seq`,
  );
  return { through: (key: number, seq: number): JudgementEntry[] => through.all(key, seq) };
}
