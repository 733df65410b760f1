import type { Database } from 'better-sqlite3';
import * as v from 'valibot';
import { bookmarkSchema } from '../../../app/contract/editing.ts';
import { dispositionSchema } from '../../../app/contract/events-review.ts';
import { readerRegionSchema } from '../../../app/contract/quality.ts';
import { reportFormSchema } from '../../../app/contract/report.ts';

/** What a reading says besides its beats, as it was signed. */
const contentsSchema = v.object({
  /** Version of the criteria of signal quality that the analysed time followed from; null: not assessed. */
  quality: v.nullable(v.number()),
  regions: v.array(readerRegionSchema),
  events: v.array(dispositionSchema),
  bookmarks: v.array(bookmarkSchema),
  patient: reportFormSchema.entries.patient,
  conclusion: reportFormSchema.entries.conclusion,
});
export type SignedContents = v.InferOutput<typeof contentsSchema>;

/** Table `signed_contents`: written once, never changed, gone with the recording. */
export function signedContentsTable(database: Database) {
  const insert = database.prepare<[number, string]>(
    'INSERT INTO signed_contents (version_key, contents) VALUES (?, ?)',
  );
  const read = database
    .prepare<[number], string>('SELECT contents FROM signed_contents WHERE version_key = ?')
    .pluck();
  const forget = database.prepare<[number]>(
    `DELETE FROM signed_contents WHERE version_key IN
       (SELECT version_key FROM signed_versions JOIN readings USING (reading_key)
        WHERE recording_key = ?)`,
  );
  return {
    insert(versionKey: number, contents: SignedContents): void {
      insert.run(versionKey, JSON.stringify(contents));
    },
    /** Null for versions signed before contents were kept. */
    read(versionKey: number): SignedContents | null {
      const text = read.get(versionKey);
      return text === undefined ? null : v.parse(contentsSchema, JSON.parse(text));
    },
    /** Of all readings of a recording that is being removed. */
    forget(recordingKey: number): void {
      forget.run(recordingKey);
    },
  };
}
