import { expect, it } from 'vitest';
import { MIGRATIONS } from '../../../../../main/store/migrations/index.ts';
import {
  migrate,
  SCHEMA_VERSION,
  schemaVersion,
} from '../../../../../main/store/migrations/run.ts';
import { databaseAt } from './database-at.ts';

it('goes up step by step to the version that this Ectopy writes', () => {
  const versions = MIGRATIONS.map(({ version }) => version);
  expect(versions).toEqual([...new Set(versions)].toSorted((a, b) => a - b));
  expect(SCHEMA_VERSION).toBe(versions.at(-1));
});

it.each(MIGRATIONS.map(({ version }) => version))(
  'reaches the newest schema from version %i, the same as from nothing',
  (version) => {
    const stepwise = databaseAt(version);
    expect(schemaVersion(stepwise)).toBe(version);
    migrate(stepwise);
    const schema = 'SELECT type, name, sql FROM sqlite_schema ORDER BY name';
    expect(stepwise.prepare(schema).all()).toEqual(
      databaseAt(SCHEMA_VERSION).prepare(schema).all(),
    );
  },
);

it('leaves the database as it was when a step fails', () => {
  const database = databaseAt(10);
  const failing = {
    version: 20,
    up: () => {
      database.exec('CREATE TABLE half (a INTEGER) STRICT');
      throw new Error('power cut');
    },
  };
  expect(() => {
    migrate(database, { through: 20, migrations: [failing] });
  }).toThrow('power cut');
  expect(schemaVersion(database)).toBe(10);
  expect(database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'half'").get()).toBeUndefined();
});

it('makes strict tables only', () => {
  const lax = databaseAt(SCHEMA_VERSION)
    .prepare(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 0 AND name NOT LIKE 'sqlite_%'",
    )
    .all();
  expect(lax).toEqual([]);
});
