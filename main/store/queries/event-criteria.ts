import type { Database } from 'better-sqlite3';
import * as v from 'valibot';
import { eventCriteriaSchema } from '../../../app/contract/events-review.ts';
import type { EventCriteria } from '../../../app/rhythm/event-criteria.ts';

export interface Author {
  readonly reader: string;
  readonly at: string;
}

/** Criteria by recording; those of recording null are the library's. */
export function eventCriteriaTable(database: Database) {
  const insert = database.prepare<[number | null, string | null, string, string]>(
    'INSERT INTO event_criteria (recording_key, criteria, reader, at) VALUES (?, ?, ?, ?)',
  );
  const latest = database
    .prepare<[number | null], string | null>(
      `SELECT criteria FROM event_criteria WHERE recording_key IS ?
       ORDER BY criteria_key DESC LIMIT 1`,
    )
    .pluck();

  return {
    /** `criteria`: null takes earlier ones back. */
    write(key: number | null, criteria: EventCriteria | null, { reader, at }: Author): void {
      insert.run(key, criteria === null ? null : JSON.stringify(criteria), reader, at);
    },
    /** null when there are none, or ones that this version does not understand. */
    read(key: number | null): EventCriteria | null {
      const json = latest.get(key) ?? null;
      if (json === null) return null;
      const parsed = v.safeParse(eventCriteriaSchema, JSON.parse(json));
      return parsed.success ? parsed.output : null;
    },
  };
}
