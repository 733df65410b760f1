import type { RecordingSummary } from '../../../app/contract/schemas.ts';
import { isBeatClass, type BeatClass } from '../../../app/domain/beat-class.ts';

/** What the table can be ordered by: a beat class orders by its count. */
export type SortKey = 'name' | 'duration' | 'beats' | 'edited' | 'imported' | BeatClass;

export interface SortOrder {
  readonly key: SortKey;
  readonly descending: boolean;
}

export function durationS({ sampleCount, sampleRateHz }: RecordingSummary): number {
  return sampleRateHz > 0 ? sampleCount / sampleRateHz : 0;
}

const BY_NAME = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

function compare(a: RecordingSummary, b: RecordingSummary, key: SortKey): number {
  if (isBeatClass(key)) return a.byClass[key] - b.byClass[key];
  switch (key) {
    case 'name':
      return BY_NAME.compare(a.name, b.name);
    case 'duration':
      return durationS(a) - durationS(b);
    case 'beats':
      return a.beatCount - b.beatCount;
    case 'edited':
      return a.editedBeats - b.editedBeats;
    case 'imported':
      return a.importedAt.localeCompare(b.importedAt);
  }
}

/** Ordered copy; equal ones stay in order of name, so that rows never change places by chance. */
export function sortRecordings(
  recordings: readonly RecordingSummary[],
  { key, descending }: SortOrder,
): RecordingSummary[] {
  const sign = descending ? -1 : 1;
  return recordings.toSorted(
    (a, b) => sign * compare(a, b, key) || BY_NAME.compare(a.name, b.name),
  );
}

/** A second click on a heading turns the order round; counts start with the largest. */
export function nextOrder(order: SortOrder, key: SortKey): SortOrder {
  if (order.key === key) return { key, descending: !order.descending };
  return { key, descending: key !== 'name' };
}

/** Recordings whose name or source path holds every word of `query`, whatever the case. */
export function searchRecordings(
  recordings: readonly RecordingSummary[],
  query: string,
): RecordingSummary[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return recordings.filter(({ name, sourcePath }) => {
    const text = `${name} ${sourcePath}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
