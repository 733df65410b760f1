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

/** The trail is numbered as the edit log; of one number, what was edited comes before what was signed. */
const TRAIL = `
  SELECT 'edit-' || e.seq AS id, t.at, t.reader, r.kind AS reading,
    iif(t.kind = 'edit', e.kind, t.kind) AS kind, e.beat_id AS beatId,
    coalesce(e.new_sample, e.old_sample) AS sample, e.old_class AS oldClass,
    e.new_class AS newClass, NULL AS version, NULL AS sha256, e.seq AS position, 0 AS place
  FROM json_each(@readings) j JOIN readings r ON r.reading_key = j.value
    CROSS JOIN transactions t ON t.reading_key = r.reading_key
    CROSS JOIN edits e ON e.seq >= t.first_seq AND e.seq < t.first_seq + t.edit_count
  UNION ALL
  SELECT 'region-' || e.seq, t.at, t.reader, r.kind, iif(t.kind = 'edit', 'region', t.kind),
    NULL, coalesce(e.new_start, e.old_start), NULL, NULL, NULL, NULL, e.seq, 0
  FROM json_each(@readings) j JOIN readings r ON r.reading_key = j.value
    CROSS JOIN transactions t ON t.reading_key = r.reading_key
    CROSS JOIN region_edits e ON e.seq >= t.first_seq AND e.seq < t.first_seq + t.edit_count
  UNION ALL
  SELECT 'begun-' || reading_key, created_at, reader, kind, 'begun', NULL, NULL, NULL, NULL, NULL,
    NULL, created_after, 2
  FROM json_each(@readings) j JOIN readings r ON r.reading_key = j.value
  WHERE kind <> 'first'
  UNION ALL
  SELECT 'signed-' || version_key, signed_at, s.reader, r.kind, 'signed', NULL, NULL, NULL, NULL,
    number, sha256, edits_through, 1
  FROM json_each(@readings) j JOIN readings r ON r.reading_key = j.value
    JOIN signed_versions s ON s.reading_key = r.reading_key`;

const FILTERED = `FROM (${TRAIL})
  WHERE (@reader = '' OR reader = @reader)
    AND (@beatClass IS NULL OR oldClass = @beatClass OR newClass = @beatClass)`;

/** Who changed, began and signed what in readings, whatever table it is in. */
export function auditTrailView(database: Database) {
  const page = database.prepare<ScopeParams & { first: number; count: number }, AuditEntry>(
    `SELECT id, at, reader, reading, kind, beatId, sample, oldClass, newClass, version, sha256
     ${FILTERED} ORDER BY position DESC, place DESC LIMIT @count OFFSET @first`,
  );
  const total = database.prepare<ScopeParams, number>(`SELECT count(*) ${FILTERED}`).pluck();
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
      page.all({ ...paramsOf(scope), first, count }),
    total: (scope: AuditScope): number => total.get(paramsOf(scope)) ?? 0,
    /** Everybody in these readings, in the order of the alphabet. */
    readers: (readings: readonly ReadingKey[]): string[] =>
      readers.all({ readings: JSON.stringify(readings) }),
  };
}

function paramsOf({ readings, reader, beatClass }: AuditScope): ScopeParams {
  return { readings: JSON.stringify(readings), reader, beatClass: beatClass ?? null };
}
