import type { Database } from 'better-sqlite3';
import type { HistoryStep, StepChange } from '../../../app/contract/editing.ts';
import { BULK_ENTRIES, editBlocksTable } from './edit-blocks.ts';

/** Kinds of change that a step names. */
const MOST_CHANGES = 4;

interface Head extends Omit<HistoryStep, 'changes'> {
  readonly firstSeq: number;
}

/** What a transaction of the edit log was about. */
export function editHistoryView(database: Database) {
  const blocks = editBlocksTable(database);
  const head = database.prepare<[number], Head>(
    `SELECT transaction_key AS transactionId, at, reader, edit_count AS count,
       first_seq AS firstSeq
     FROM transactions WHERE transaction_key = ?`,
  );
  const changes = database.prepare<{ first: number; end: number }, StepChange>(
    `SELECT kind, old_class AS "from", new_class AS "to", count(*) AS count,
       min(coalesce(new_sample, old_sample)) AS startSample,
       max(coalesce(new_sample, old_sample)) AS endSample, NULL AS lead, NULL AS verdict
     FROM edits WHERE seq >= :first AND seq < :end
     GROUP BY kind, old_class, new_class
     UNION ALL
     SELECT 'region', NULL, NULL, count(*), min(coalesce(new_start, old_start)),
       max(coalesce(new_end, old_end)), lead_index, new_verdict
     FROM region_edits WHERE seq >= :first AND seq < :end GROUP BY lead_index, new_verdict
     UNION ALL
     SELECT 'group', NULL, NULL, count(*), NULL, NULL, NULL, NULL FROM group_edits
     WHERE seq >= :first AND seq < :end HAVING count(*) > 0`,
  );

  return {
    /** Null for a number that the log does not have. */
    step(transactionId: number): HistoryStep | null {
      const row = head.get(transactionId);
      if (row === undefined) return null;
      const { firstSeq: first, ...step } = row;
      const end = first + step.count;
      const ofBulk = step.count < BULK_ENTRIES ? [] : blocks.changesOf(first, end);
      return {
        ...step,
        changes: [
          ...changes.all({ first, end }),
          ...ofBulk.map((change) => ({ ...change, lead: null, verdict: null })),
        ]
          .sort((a, b) => b.count - a.count)
          .slice(0, MOST_CHANGES),
      };
    },
  };
}
