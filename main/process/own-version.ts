import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';

const packageSchema = v.object({ version: v.string() });

/** Ectopy's own version: of the nearest package above this module, from source as from a bundle. */
export function ownVersion(): string {
  let folder = new URL('./', import.meta.url);
  while (!existsSync(new URL('package.json', folder))) {
    const above = new URL('../', folder);
    if (above.href === folder.href) throw new Error('Ectopy lies outside its own package');
    folder = above;
  }
  const file = fileURLToPath(new URL('package.json', folder));
  return v.parse(packageSchema, JSON.parse(readFileSync(file, 'utf8'))).version;
}
