import type { Database } from 'better-sqlite3';
import type { AuditEntry, AuditFilter } from '../../../app/contract/readings.ts';
import type { TransactionKind } from '../../../app/domain/annotation-log.ts';
import { unpackEntries } from '../edit-columns.ts';
import { BY_READER, MARKS, OF_READINGS } from './audit-marks.ts';
import type { ReadingKey } from './readings.ts';

/** Which part of a recording's trail is asked for. */
export interface AuditScope extends AuditFilter {
  readonly readings: readonly ReadingKey[];
}

interface ScopeParams {
  readonly readings: string;
  readonly reader: string;
  readonly beatClass: string | null;
}

type AuditRow = AuditEntry & { position: number; place: number };

/** The part of the trail from one position of the log to before another. */
interface Stretch {
  readonly from: number;
  readonly before: number;
}

interface BlockRow extends Pick<AuditEntry, 'at' | 'reader' | 'reading'> {
  readonly firstSeq: number;
  readonly count: number;
  readonly transaction: number;
  readonly transactionKind: TransactionKind;
}

const OF_CLASS = '(@beatClass IS NULL OR e.old_class = @beatClass OR e.new_class = @beatClass)';

/** Read from the end of the log, so that a page needs no sorting of the whole. */
const EDITS = `
  SELECT 'edit-' || e.seq AS id, t.at, t.reader, r.kind AS reading,
    iif(t.kind = 'edit', e.kind, t.kind) AS kind, e.beat_id AS beatId,
    coalesce(e.new_sample, e.old_sample) AS sample, e.old_class AS oldClass,
    e.new_class AS newClass, NULL AS version, NULL AS sha256, e.seq AS position, 0 AS place
  FROM edits e CROSS JOIN transactions t USING (transaction_key)
    CROSS JOIN readings r USING (reading_key)
  WHERE t.${OF_READINGS} AND ${BY_READER} AND ${OF_CLASS} AND e.seq >= @from AND e.seq < @before`;

const ROWS = `${EDITS} UNION ALL
  SELECT * FROM (${MARKS}) WHERE position >= @from AND position < @before`;

/** What was edited many at once, the latest first; their entries are between the numbers of rows. */
const BLOCKS = `
  SELECT b.first_seq AS firstSeq, b.edit_count AS count, t.transaction_key AS "transaction",
    t.kind AS transactionKind, t.at, t.reader, r.kind AS reading
  FROM edit_blocks b CROSS JOIN transactions t USING (transaction_key)
    CROSS JOIN readings r USING (reading_key)
  WHERE t.${OF_READINGS} AND ${BY_READER} ORDER BY b.first_seq DESC`;

/** Who changed, began and signed what in readings, whatever table it is in. */
export function auditTrailView(database: Database) {
  const rows = database.prepare<ScopeParams & Stretch & { first: number; count: number }, AuditRow>(
    `${ROWS} ORDER BY position DESC, place DESC LIMIT @count OFFSET @first`,
  );
  const countRows = database
    .prepare<ScopeParams & Stretch, number>(`SELECT count(*) FROM (${ROWS})`)
    .pluck();
  const blocks = database.prepare<Omit<ScopeParams, 'beatClass'>, BlockRow>(BLOCKS);
  const columnsOf = database.prepare<[number], { readers: string; columns: Uint8Array }>(
    'SELECT readers, columns FROM edit_blocks WHERE first_seq = ?',
  );
  const countMarks = database
    .prepare<ScopeParams, number>(`SELECT count(*) FROM (${MARKS})`)
    .pluck();
  const countEdits = database
    .prepare<Omit<ScopeParams, 'beatClass'>, number>(
      `SELECT coalesce(sum(edit_count), 0) FROM transactions t WHERE ${OF_READINGS} AND ${BY_READER}`,
    )
    .pluck();
  const [countRegions, countGroups] = ['region_edits', 'group_edits'].map((table) =>
    database
      .prepare<Omit<ScopeParams, 'beatClass'>, number>(
        `SELECT count(*) FROM ${table} e JOIN transactions t USING (transaction_key)
         WHERE ${OF_READINGS} AND ${BY_READER}`,
      )
      .pluck(),
  );
  const readers = database
    .prepare<{ readings: string }, string>(
      `SELECT reader FROM transactions WHERE ${OF_READINGS}
       UNION SELECT reader FROM signed_versions
         WHERE ${OF_READINGS}
       UNION SELECT reader FROM event_judgements
         WHERE ${OF_READINGS}
       UNION SELECT reader FROM bookmark_log
         WHERE ${OF_READINGS}
       UNION SELECT reader FROM report_forms
         WHERE ${OF_READINGS}
       UNION SELECT reader FROM readings
         WHERE kind <> 'first' AND ${OF_READINGS}
       ORDER BY 1`,
    )
    .pluck();

  /** The entries of a block that the scope asks for, the latest first. */
  function entriesIn(block: BlockRow, beatClass: string | null): AuditEntry[] {
    const { firstSeq, transactionKind, at, reader, reading } = block;
    const row = columnsOf.get(firstSeq);
    if (row === undefined) return [];
    const { columns } = row;
    return unpackEntries({ readers: JSON.parse(row.readers) as string[], columns })
      .map(({ kind, beatId, before, after }, index): AuditEntry => {
        const oldClass = before?.beatClass ?? null;
        const newClass = after?.beatClass ?? null;
        return {
          id: `edit-${firstSeq + index}`,
          at,
          reader,
          reading,
          kind: transactionKind === 'edit' ? kind : transactionKind,
          beatId,
          sample: (after ?? before)?.sample ?? null,
          oldClass,
          newClass,
          version: null,
          sha256: null,
        };
      })
      .filter(
        ({ oldClass, newClass }) =>
          beatClass === null || oldClass === beatClass || newClass === beatClass,
      )
      .toReversed();
  }

  return {
    /** The latest first. */
    page(scope: AuditScope, first: number, count: number): AuditEntry[] {
      const params = paramsOf(scope);
      const entries: AuditEntry[] = [];
      let skip = first;
      let before = Number.MAX_SAFE_INTEGER;
      const takeRows = (from: number): void => {
        const stretch = { ...params, from, before };
        const found = rows.all({ ...stretch, first: skip, count: count - entries.length });
        entries.push(...found.map(toEntry));
        skip = found.length > 0 ? 0 : skip - (skip === 0 ? 0 : (countRows.get(stretch) ?? 0));
      };
      let transaction = 0;
      for (const block of blocks.all(withoutClass(params))) {
        if (entries.length >= count) break;
        // What was signed after a transaction has the number of its last entry.
        if (block.transaction !== transaction) takeRows(block.firstSeq + block.count - 1);
        transaction = block.transaction;
        before = block.firstSeq;
        if (params.beatClass === null && skip >= block.count) skip -= block.count;
        else {
          const found = entriesIn(block, params.beatClass);
          entries.push(...found.slice(skip, skip + count - entries.length));
          skip = Math.max(0, skip - found.length);
        }
      }
      if (entries.length < count) takeRows(0);
      return entries;
    },
    total(scope: AuditScope): number {
      const params = paramsOf(scope);
      const { beatClass } = params;
      if (beatClass !== null) {
        const everything = { ...params, from: 0, before: Number.MAX_SAFE_INTEGER };
        return blocks
          .all(withoutClass(params))
          .reduce(
            (sum, block) => sum + entriesIn(block, beatClass).length,
            countRows.get(everything) ?? 0,
          );
      }
      // A transaction's count is of beats, regions and groups; regions are among the marks.
      const ofAll = withoutClass(params);
      const others = (countRegions?.get(ofAll) ?? 0) + (countGroups?.get(ofAll) ?? 0);
      return (countEdits.get(ofAll) ?? 0) - others + (countMarks.get(params) ?? 0);
    },
    /** Everybody in these readings, in the order of the alphabet. */
    readers: (readings: readonly ReadingKey[]): string[] =>
      readers.all({ readings: JSON.stringify(readings) }),
  };
}

function paramsOf({ readings, reader, beatClass }: AuditScope): ScopeParams {
  return { readings: JSON.stringify(readings), reader, beatClass: beatClass ?? null };
}

function withoutClass({ readings, reader }: ScopeParams): Omit<ScopeParams, 'beatClass'> {
  return { readings, reader };
}

function toEntry(row: AuditRow): AuditEntry {
  const { id, at, reader, reading, kind, beatId, sample, oldClass, newClass, version, sha256 } =
    row;
  return { id, at, reader, reading, kind, beatId, sample, oldClass, newClass, version, sha256 };
}
