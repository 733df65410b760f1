import type { Database } from 'better-sqlite3';
import type { AuditEntry, AuditFilter } from '../../../app/contract/readings.ts';
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

const OF_READINGS = 'reading_key IN (SELECT value FROM json_each(@readings))';
const BY_READER = "(@reader = '' OR t.reader = @reader)";
const OF_CLASS = '(@beatClass IS NULL OR e.old_class = @beatClass OR e.new_class = @beatClass)';

/**
 * What was begun and signed; without a class, as a class filter leaves beats alone. The trail is
 * numbered as the edit log; of one number, what was edited comes before what was signed.
 */
const MARKS = `
  SELECT 'region-' || e.seq AS id, t.at, t.reader, r.kind AS reading,
    iif(t.kind = 'edit', 'region', t.kind) AS kind, NULL AS beatId,
    coalesce(e.new_start, e.old_start) AS sample, NULL AS oldClass, NULL AS newClass,
    NULL AS version, NULL AS sha256, e.seq AS position, 0 AS place
  FROM region_edits e JOIN transactions t USING (transaction_key) JOIN readings r USING (reading_key)
  WHERE t.${OF_READINGS} AND ${BY_READER} AND @beatClass IS NULL
  UNION ALL
  SELECT 'begun-' || t.reading_key, t.created_at, t.reader, t.kind, 'begun', NULL, NULL, NULL, NULL,
    NULL, NULL, t.created_after, 2
  FROM readings t WHERE t.kind <> 'first' AND t.${OF_READINGS} AND ${BY_READER} AND @beatClass IS NULL
  UNION ALL
  SELECT 'signed-' || t.version_key, t.signed_at, t.reader, r.kind, 'signed', NULL, NULL, NULL, NULL,
    t.number, t.sha256, t.edits_through, 1
  FROM signed_versions t JOIN readings r USING (reading_key)
  WHERE t.${OF_READINGS} AND ${BY_READER} AND @beatClass IS NULL`;

/** Read from the end of the log, so that a page needs no sorting of the whole. */
const EDITS = `
  SELECT 'edit-' || e.seq AS id, t.at, t.reader, r.kind AS reading,
    iif(t.kind = 'edit', e.kind, t.kind) AS kind, e.beat_id AS beatId,
    coalesce(e.new_sample, e.old_sample) AS sample, e.old_class AS oldClass,
    e.new_class AS newClass, NULL AS version, NULL AS sha256, e.seq AS position, 0 AS place
  FROM edits e CROSS JOIN transactions t USING (transaction_key)
    CROSS JOIN readings r USING (reading_key)
  WHERE t.${OF_READINGS} AND ${BY_READER} AND ${OF_CLASS}`;

/** Who changed, began and signed what in readings, whatever table it is in. */
export function auditTrailView(database: Database) {
  const page = database.prepare<ScopeParams & { first: number; count: number }, AuditRow>(
    `${EDITS} UNION ALL ${MARKS} ORDER BY position DESC, place DESC LIMIT @count OFFSET @first`,
  );
  const countMarks = database
    .prepare<ScopeParams, number>(`SELECT count(*) FROM (${MARKS})`)
    .pluck();
  const countEdits = database
    .prepare<Omit<ScopeParams, 'beatClass'>, number>(
      `SELECT coalesce(sum(edit_count), 0) FROM transactions t WHERE ${OF_READINGS} AND ${BY_READER}`,
    )
    .pluck();
  const countRegions = database
    .prepare<Omit<ScopeParams, 'beatClass'>, number>(
      `SELECT count(*) FROM region_edits e JOIN transactions t USING (transaction_key)
       WHERE ${OF_READINGS} AND ${BY_READER}`,
    )
    .pluck();
  const countOfClass = database
    .prepare<ScopeParams, number>(`SELECT count(*) FROM (${EDITS})`)
    .pluck();
  const readers = database
    .prepare<{ readings: string }, string>(
      `SELECT reader FROM transactions WHERE reading_key IN (SELECT value FROM json_each(@readings))
       UNION SELECT reader FROM signed_versions
         WHERE reading_key IN (SELECT value FROM json_each(@readings))
       UNION SELECT reader FROM readings
         WHERE kind <> 'first' AND reading_key IN (SELECT value FROM json_each(@readings))
       ORDER BY 1`,
    )
    .pluck();

  return {
    /** The latest first. */
    page: (scope: AuditScope, first: number, count: number): AuditEntry[] =>
      page.all({ ...paramsOf(scope), first, count }).map(toEntry),
    total(scope: AuditScope): number {
      const params = paramsOf(scope);
      if (params.beatClass !== null) return countOfClass.get(params) ?? 0;
      const { readings, reader } = params;
      // A transaction's count is of beats and regions, and regions are among the marks.
      const edits = countEdits.get({ readings, reader }) ?? 0;
      return edits - (countRegions.get({ readings, reader }) ?? 0) + (countMarks.get(params) ?? 0);
    },
    /** Everybody in these readings, in the order of the alphabet. */
    readers: (readings: readonly ReadingKey[]): string[] =>
      readers.all({ readings: JSON.stringify(readings) }),
  };
}

function paramsOf({ readings, reader, beatClass }: AuditScope): ScopeParams {
  return { readings: JSON.stringify(readings), reader, beatClass: beatClass ?? null };
}

function toEntry(row: AuditRow): AuditEntry {
  const { id, at, reader, reading, kind, beatId, sample, oldClass, newClass, version, sha256 } =
    row;
  return { id, at, reader, reading, kind, beatId, sample, oldClass, newClass, version, sha256 };
}
