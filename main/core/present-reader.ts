import { AppError } from '../../app/domain/app-error.ts';
import { isNamed } from '../../app/domain/reader-name.ts';
import type { Store } from '../store/store.ts';

/**
 * Whoever reads from now on. Whoever gives the first name takes over what was read without one; a
 * name that the library knows in another spelling is the same reader's.
 */
export function nameReader(store: Store, given: string): void {
  const name = given.trim().replaceAll(/\s+/g, ' ');
  store.transaction(() => {
    const reader = isNamed(name) ? store.readings.knownName(name) : name;
    const wasNamed = isNamed(store.settings.read().reader);
    store.settings.write({ reader });
    if (!wasNamed && isNamed(reader)) store.readings.claimUnnamed(reader);
  });
}

/**
 * What carries a name needs one.
 * @throws AppError conflict
 */
export function requireName(reader: string): void {
  if (isNamed(reader)) return;
  throw new AppError('conflict', 'Nobody has said yet who reads.', {
    remedy: 'Give your name or initials first.',
  });
}
