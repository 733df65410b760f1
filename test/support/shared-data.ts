import { existsSync } from 'node:fs';
import path from 'node:path';

/** Folder with the public recordings, beside the repository; never part of it. */
export const SHARED_DATA = path.resolve(import.meta.dirname, '../../../shared/data');

/** Whether a folder of recordings is there; tests that need one skip without it. */
export function hasSharedData(name: string): boolean {
  return existsSync(path.join(SHARED_DATA, name));
}
