import type { Database } from 'better-sqlite3';
import * as v from 'valibot';
import { settingsSchema } from '../../../app/contract/schemas.ts';
import type { Settings } from '../../../app/contract/schemas.ts';

const DEFAULTS: Settings = {
  reader: 'Reader',
  theme: 'system',
  engine: 'auto',
  timeDisplay: 'elapsed',
  playMode: 'scroll',
  // CSS defines 96 pixels to the inch; a reader with a ruler corrects it.
  pixelsPerMm: 96 / 25.4,
  keys: {},
};

export function settingsTable(database: Database) {
  const put = database.prepare<[string, string]>(
    'INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)',
  );
  const list = database.prepare<[], { name: string; value: string }>('SELECT * FROM settings');

  return {
    /** Defaults for what was never set, or is no longer valid. */
    read(): Settings {
      const settings: Record<string, unknown> = { ...DEFAULTS };
      for (const { name, value } of list.all()) {
        const schema = Object.entries(settingsSchema.entries).find(([key]) => key === name)?.[1];
        const parsed = schema && v.safeParse(schema, JSON.parse(value));
        if (parsed?.success === true) settings[name] = parsed.output;
      }
      return settings as Settings;
    },
    write(settings: { readonly [Name in keyof Settings]?: Settings[Name] | undefined }): void {
      for (const [name, value] of Object.entries(settings)) {
        if (value !== undefined) put.run(name, JSON.stringify(value));
      }
    },
  };
}
