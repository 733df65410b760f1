import type { Database } from 'better-sqlite3';
import type { JudgementEntry } from '../../../app/learning/reader-agreement.ts';
import { editBlocksTable, inOrder, type NumberedEntry } from './edit-blocks.ts';

/** What the logs of a recording's readings say of who judged which beat, the earliest first. */
export function judgementsView(database: Database) {
  const blocks = editBlocksTable(database);
  const through = database.prepare<[number, number], JudgementEntry>(
    `SELECT e.seq, e.beat_id AS beatId, t.kind AS transactionKind, e.kind AS editKind,
       e.old_class AS oldClass, e.old_reader AS oldReader,
       e.new_class AS newClass, e.new_reader AS newReader
     FROM edits e JOIN transactions t USING (transaction_key)
     WHERE e.recording_key = ? AND e.seq <= ? ORDER BY e.seq`,
  );
  return {
    through: (key: number, seq: number): JudgementEntry[] =>
      inOrder(through.all(key, seq), blocks.ofRecording(key, seq).map(toJudgement)),
  };
}

function toJudgement(entry: NumberedEntry): JudgementEntry {
  const { seq, beatId, transactionKind, kind, before, after } = entry;
  return {
    seq,
    beatId,
    transactionKind,
    editKind: kind,
    oldClass: before?.beatClass ?? null,
    oldReader: before?.reader ?? null,
    newClass: after?.beatClass ?? null,
    newReader: after?.reader ?? null,
  };
}
