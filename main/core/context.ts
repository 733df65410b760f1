import type { JobRegistry } from '../jobs/job-registry.ts';
import type { CoreEvent, LogLevel } from '../process/core-protocol.ts';
import type { Store } from '../store/store.ts';
import type { LibraryFolders } from './library-folders.ts';
import type { OpenFolders } from '../imports/open-folders.ts';
import type { OpenReadings } from './open-readings.ts';

/** What the parts of the core share. */
export interface CoreContext {
  readonly store: Store;
  readonly folders: LibraryFolders;
  readonly readings: OpenReadings;
  readonly openFolders: OpenFolders;
  readonly jobs: JobRegistry;
  readonly emit: (event: CoreEvent) => void;
  readonly log: (level: LogLevel, message: string) => void;
}

/** ISO 8601, UTC: how every time is stored. */
export function now(): string {
  return new Date().toISOString();
}
