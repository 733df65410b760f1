import type { GroupColumns } from '../../app/contract/group-columns.ts';
import { AppError } from '../../app/domain/app-error.ts';
import { applyGroupEntries, type GroupEntry } from '../../app/domain/group-edits.ts';
import type { Reading } from '../../app/domain/reading.ts';
import type { StoredGrouping } from '../store/queries/groupings.ts';
import type { CoreContext } from './context.ts';
import type { OpenReading } from './open-readings.ts';

/** The groups of a recording as they were formed, and as the reader of a reading made them. */
export interface ReadingGroups {
  readonly grouping: StoredGrouping;
  readonly entries: readonly GroupEntry[];
  readonly groupOf: Uint16Array;
}

/** The latest of each reading in memory. */
const known = new WeakMap<Reading, ReadingGroups>();

/** After a split, a merge or a new grouping. */
export function forgetGroups(reading: Reading): void {
  known.delete(reading);
}

/**
 * Group and oddness by beat id.
 * @throws AppError not-found, conflict before the groups have been formed
 */
export function groupsOf(
  context: Pick<CoreContext, 'store' | 'readings'>,
  recordingId: string,
): GroupColumns {
  const { groupOf, grouping } = readingGroups(context, context.readings.of(recordingId));
  return { groupOf, oddness: grouping.oddness };
}

/** @throws AppError conflict before the groups have been formed */
export function readingGroups(
  { store }: Pick<CoreContext, 'store'>,
  { recording, identity, reading }: OpenReading,
): ReadingGroups {
  const there = known.get(reading);
  if (there !== undefined) return there;
  const grouping = store.groupings.read(recording.key);
  if (grouping === null) {
    throw new AppError('conflict', 'The beats of this recording have not been grouped yet.', {
      remedy: 'Group them in the groups view.',
    });
  }
  const entries = store.groupEdits.ofGrouping(identity.key, grouping.key);
  const groupOf = grouping.groupOf.slice();
  applyGroupEntries(groupOf, entries);
  const groups = { grouping, entries, groupOf };
  known.set(reading, groups);
  return groups;
}
