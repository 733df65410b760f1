import { BEAT_CLASSES } from '../../../app/domain/beat-class.ts';

/** Percent with one decimal; "-" where there is no figure. */
export function percent(share: number | null): string {
  return share === null ? '-' : (100 * share).toFixed(1);
}

/** Counts by name of the class. */
export function countsByClass(
  counts: readonly number[],
  classes: readonly string[] = BEAT_CLASSES,
): Record<string, number> {
  return Object.fromEntries(classes.map((name, index) => [name, counts[index] ?? 0]));
}
