import type { Database } from 'better-sqlite3';
import { MIGRATIONS } from './index.ts';
import type { Migration } from './migration.ts';

/** The version that this Ectopy writes. */
export const SCHEMA_VERSION = latestVersion(MIGRATIONS);

export function schemaVersion(database: Database): number {
  return database.pragma('user_version', { simple: true }) as number;
}

/**
 * Brings the database to the newest version, or to `through` in the tests of single steps. All
 * steps are one transaction: a failure leaves the file as it was.
 */
export function migrate(
  database: Database,
  { through = SCHEMA_VERSION, migrations = MIGRATIONS } = {},
): void {
  const from = schemaVersion(database);
  const pending = migrations.filter(({ version }) => version > from && version <= through);
  if (pending.length === 0) return;
  database.transaction(() => {
    for (const { version, up } of pending) {
      up(database);
      database.pragma(`user_version = ${version}`);
    }
  })();
  database.pragma('optimize');
}

function latestVersion(migrations: readonly Migration[]): number {
  return migrations.reduce((latest, { version }) => {
    if (version <= latest) throw new Error(`Migration ${version} is out of order`);
    return version;
  }, 0);
}
