import type { Database } from 'better-sqlite3';

/** One step of the schema. Never edited after a release: a correction is a further step. */
export interface Migration {
  /** The `user_version` that it leads to; multiples of ten, so that an urgent fix fits between. */
  readonly version: number;
  readonly up: (database: Database) => void;
}
