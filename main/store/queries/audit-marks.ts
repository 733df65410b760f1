/** What is in the trail without being an edit of a beat, as SQL. */

export const OF_READINGS = 'reading_key IN (SELECT value FROM json_each(@readings))';
export const BY_READER = "(@reader = '' OR t.reader = @reader)";

const NO_BEAT = 'NULL AS oldClass, NULL AS newClass';
const IN_SCOPE = `t.${OF_READINGS} AND ${BY_READER} AND @beatClass IS NULL`;

/**
 * The trail is numbered as the edit log; what has no number there comes behind the last entry of its
 * time, in the order of time (`place`; days by the ten million, exact to the millisecond).
 */
const behind = (time: string): string => `(SELECT x.first_seq + x.edit_count - 1
    FROM transactions x WHERE x.at <= ${time} ORDER BY x.at DESC, x.transaction_key DESC LIMIT 1)`;
const placeAt = (time: string): string => `1 + julianday(${time}) / 1e7`;

/** A table of words that a reader said of a reading, each at its time. */
const said = (kind: string, table: string, key: string, sample: string): string => `
  SELECT '${kind}-' || t.${key}, t.at, t.reader, r.kind, '${kind}', NULL, ${sample}, ${NO_BEAT},
    NULL, NULL, coalesce(${behind('t.at')}, 0), ${placeAt('t.at')}
  FROM ${table} t JOIN readings r USING (reading_key) WHERE ${IN_SCOPE}`;

/** Whether an adjudicator is one of the two readers is part of the trail. */
const BEGUN = `iif(lower(t.reader) IN (SELECT lower(v.reader) FROM signed_versions v
  WHERE v.version_key IN (t.first_version, t.second_version)), 'begun-own', 'begun')`;

/** Marked time, what was begun and signed, and words; without a class, as a class filter leaves beats alone. */
export const MARKS = `
  SELECT 'region-' || e.seq AS id, t.at, t.reader, r.kind AS reading,
    iif(t.kind = 'edit', 'region', t.kind) AS kind, NULL AS beatId,
    coalesce(e.new_start, e.old_start) AS sample, ${NO_BEAT},
    NULL AS version, NULL AS sha256, e.seq AS position, 0 AS place
  FROM region_edits e JOIN transactions t USING (transaction_key) JOIN readings r USING (reading_key)
  WHERE ${IN_SCOPE}
  UNION ALL
  SELECT 'begun-' || t.reading_key, t.created_at, t.reader, t.kind, ${BEGUN}, NULL, NULL, ${NO_BEAT},
    NULL, NULL, t.created_after, ${placeAt('t.created_at')}
  FROM readings t WHERE t.kind <> 'first' AND ${IN_SCOPE}
  UNION ALL
  SELECT 'signed-' || t.version_key, t.signed_at, t.reader, r.kind, 'signed', NULL, NULL, ${NO_BEAT},
    t.number, t.sha256, t.edits_through, ${placeAt('t.signed_at')}
  FROM signed_versions t JOIN readings r USING (reading_key) WHERE ${IN_SCOPE}
  UNION ALL ${said('event', 'event_judgements', 'judgement_key', 't.start_sample')}
  UNION ALL ${said('strip', 'bookmark_log', 'seq', 't.start_sample')}
  UNION ALL ${said('report', 'report_forms', 'reading_key', 'NULL')}`;
