import type { Database } from 'better-sqlite3';
import type { HistoryStep, StepChange } from '../../../app/contract/editing.ts';

/** Kinds of change that a step names. */
const MOST_CHANGES = 4;

/** What a transaction of the edit log was about. */
export function editHistoryView(database: Database) {
  const head = database.prepare<[number], Omit<HistoryStep, 'changes'>>(
    `SELECT transaction_key AS transactionId, at, reader, edit_count AS count
     FROM transactions WHERE transaction_key = ?`,
  );
  const changes = database.prepare<{ id: number; most: number }, StepChange>(
    `WITH span AS (
       SELECT first_seq, first_seq + edit_count AS end_seq
       FROM transactions WHERE transaction_key = :id
     )
     SELECT kind, old_class AS "from", new_class AS "to", count(*) AS count
     FROM edits, span WHERE seq >= first_seq AND seq < end_seq
     GROUP BY kind, old_class, new_class
     UNION ALL
     SELECT 'region', NULL, NULL, count(*) FROM region_edits, span
     WHERE seq >= first_seq AND seq < end_seq HAVING count(*) > 0
     UNION ALL
     SELECT 'group', NULL, NULL, count(*) FROM group_edits, span
     WHERE seq >= first_seq AND seq < end_seq HAVING count(*) > 0
     ORDER BY count DESC LIMIT :most`,
  );

  return {
    /** Null for a number that the log does not have. */
    step(transactionId: number): HistoryStep | null {
      const row = head.get(transactionId);
      if (row === undefined) return null;
      return { ...row, changes: changes.all({ id: transactionId, most: MOST_CHANGES }) };
    },
  };
}
