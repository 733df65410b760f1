import type { ReadingKind } from '../domain/reading-kind.ts';

/** Readings as screens and reports name them. */
export const READING_KIND_NAMES: Readonly<Record<ReadingKind, string>> = {
  first: 'First reading',
  second: 'Second reading',
  adjudicated: 'Adjudicated reading',
};
