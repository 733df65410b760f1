import type { Database } from 'better-sqlite3';
import * as v from 'valibot';
import { DEFAULT_SETTINGS, settingsSchema } from '../../../app/contract/settings.ts';
import type { Settings } from '../../../app/contract/settings.ts';

export function settingsTable(database: Database) {
  const put = database.prepare<[string, string]>(
    'INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)',
  );
  const list = database.prepare<[], { name: string; value: string }>('SELECT * FROM settings');

  return {
    /** Defaults for what was never set, or is no longer valid. */
    read(): Settings {
      const settings: Record<string, unknown> = { ...DEFAULT_SETTINGS };
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
