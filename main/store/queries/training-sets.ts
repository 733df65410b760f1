import type { Database } from 'better-sqlite3';
import * as v from 'valibot';
import { trainingSetSchema } from '../../../app/contract/training-governance.ts';

/** What a training set says of itself, beside its version and the edits that it is made of. */
const contentSchema = v.object({
  byClass: trainingSetSchema.entries.byClass,
  byReader: trainingSetSchema.entries.byReader,
  /** `group`: recordings of one patient have the same number. */
  members: v.array(
    v.object({
      recordingId: v.string(),
      group: v.number(),
      byClass: trainingSetSchema.entries.byClass,
    }),
  ),
  excluded: trainingSetSchema.entries.excluded,
  disagreements: trainingSetSchema.entries.disagreements,
});
export type TrainingSetContent = v.InferOutput<typeof contentSchema>;

export interface NewTrainingSet {
  readonly id: string;
  readonly createdAt: string;
  readonly editsFrom: number;
  readonly editsThrough: number;
  readonly sha256: string;
  readonly content: TrainingSetContent;
}

export interface StoredTrainingSet extends NewTrainingSet {
  readonly version: number;
}

interface Row {
  version: number;
  id: string;
  created_at: string;
  edits_from: number;
  edits_through: number;
  sha256: string;
  content: string;
}

/** Table `training_sets`. */
export function trainingSetsTable(database: Database) {
  const insert = database.prepare<[string, string, number, number, string, string]>(
    `INSERT INTO training_sets (id, created_at, edits_from, edits_through, sha256, content)
     VALUES (?, ?, ?, ?, ?, ?)`,
  );
  const list = database.prepare<[], Row>('SELECT * FROM training_sets ORDER BY version DESC');
  const byId = database.prepare<[string], Row>('SELECT * FROM training_sets WHERE id = ?');
  const byHash = database.prepare<[string], Row>('SELECT * FROM training_sets WHERE sha256 = ?');

  return {
    /** Returns the version that the set gets. */
    insert(set: NewTrainingSet): number {
      const { id, createdAt, editsFrom, editsThrough, sha256, content } = set;
      const text = JSON.stringify(content);
      return Number(
        insert.run(id, createdAt, editsFrom, editsThrough, sha256, text).lastInsertRowid,
      );
    },
    /** The latest first. */
    list: (): StoredTrainingSet[] => list.all().map(fromRow),
    byId(id: string): StoredTrainingSet | null {
      const row = byId.get(id);
      return row === undefined ? null : fromRow(row);
    },
    byHash(sha256: string): StoredTrainingSet | null {
      const row = byHash.get(sha256);
      return row === undefined ? null : fromRow(row);
    },
  };
}

function fromRow(row: Row): StoredTrainingSet {
  return {
    version: row.version,
    id: row.id,
    createdAt: row.created_at,
    editsFrom: row.edits_from,
    editsThrough: row.edits_through,
    sha256: row.sha256,
    content: v.parse(contentSchema, JSON.parse(row.content)),
  };
}
