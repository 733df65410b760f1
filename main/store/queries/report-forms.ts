import type { Database } from 'better-sqlite3';
import * as v from 'valibot';
import { reportFormSchema } from '../../../app/contract/report.ts';
import type { ReportForm } from '../../../app/report/report-form.ts';
import type { ReadingKey } from './readings.ts';

/** Table `report_forms`: what readers filled in for a reading's report. */
export function reportFormsTable(database: Database) {
  const read = database
    .prepare<[ReadingKey], string>('SELECT form FROM report_forms WHERE reading_key = ?')
    .pluck();
  const lastSavedAt = database
    .prepare<[ReadingKey], string>('SELECT at FROM report_forms WHERE reading_key = ?')
    .pluck();
  const write = database.prepare<[ReadingKey, string, string, string]>(
    'INSERT OR REPLACE INTO report_forms (reading_key, form, reader, at) VALUES (?, ?, ?, ?)',
  );
  const forget = database.prepare<[number]>(
    `DELETE FROM report_forms WHERE reading_key IN
       (SELECT reading_key FROM readings WHERE recording_key = ?)`,
  );
  return {
    /** Null when nothing has been filled in. */
    read: (key: ReadingKey): ReportForm | null => {
      const form = read.get(key);
      return form === undefined ? null : v.parse(reportFormSchema, JSON.parse(form));
    },
    write(key: ReadingKey, form: ReportForm, by: { reader: string; at: string }): void {
      write.run(key, JSON.stringify(form), by.reader, by.at);
    },
    lastSavedAt: (key: ReadingKey): string | null => lastSavedAt.get(key) ?? null,
    /** Of all readings of a recording. */
    forget(recordingKey: number): void {
      forget.run(recordingKey);
    },
  };
}
