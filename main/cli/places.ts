import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '../../app/domain/app-error.ts';
import { readStoredModel } from '../core/model-registry.ts';
import { entryFile } from '../process/entry-file.ts';

/** The shipped resources, beside `main` in the sources and beside `dist` when built. */
export function resourcesFolder(): string {
  return fileURLToPath(new URL('../../resources', entryFile('core')));
}

/**
 * The library to work on: what `--library` or ECTOPY_LIBRARY says, else the application's own, in
 * the folder where Electron keeps an application's data.
 */
export function libraryFolder(option: string | undefined): string {
  const chosen = option ?? process.env.ECTOPY_LIBRARY;
  if (chosen !== undefined && chosen !== '') return path.resolve(chosen);
  return path.join(applicationDataFolder(), 'Ectopy', 'library');
}

function applicationDataFolder(): string {
  switch (process.platform) {
    case 'win32':
      return process.env.APPDATA ?? path.join(homedir(), 'AppData', 'Roaming');
    case 'darwin':
      return path.join(homedir(), 'Library', 'Application Support');
    default:
      return process.env.XDG_CONFIG_HOME ?? path.join(homedir(), '.config');
  }
}

/**
 * The folder of a model: the shipped one, or `wanted` as the path of a model folder or as the id of
 * a shipped model or of one in the library. Opens no library, so it works while the app runs.
 * @throws AppError not-found, model-damaged
 */
export function modelFolder(wanted: string | undefined, library: string): string {
  const shipped = path.join(resourcesFolder(), 'models');
  if (wanted === undefined) return newestShippedModel(shipped);
  const places = [path.resolve(wanted)];
  if (/^[0-9a-z-]+$/.test(wanted)) {
    places.push(path.join(shipped, wanted), path.join(library, 'models', wanted));
  }
  const found = places.find((place) => existsSync(path.join(place, 'card.json')));
  if (found !== undefined) return found;
  throw new AppError('not-found', `There is no model "${wanted}".`, {
    remedy:
      'Give the id of a model that "ectopy models list" names, or the path of a model folder.',
  });
}

/** The newest, as in the app before anybody promotes another one. */
function newestShippedModel(shipped: string): string {
  const names = existsSync(shipped) ? readdirSync(shipped) : [];
  const [first] = names
    .map((name) => path.join(shipped, name))
    .filter((folder) => existsSync(path.join(folder, 'card.json')))
    .map((folder) => ({ folder, ...readStoredModel(folder, { shipped: true }) }))
    .toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  if (first !== undefined) return first.folder;
  throw new AppError('model-damaged', 'The model that comes with Ectopy is missing.', {
    file: shipped,
    remedy: 'Reinstall Ectopy, or name a model folder with --model.',
  });
}
