import type { Database } from 'better-sqlite3';

/** One step of the schema. Never edited after a release: a correction is a further step. */
export interface Migration {
  /** The `user_version` that it leads to; ascending, with gaps for what must come between. */
  readonly version: number;
  readonly up: (database: Database) => void;
}
