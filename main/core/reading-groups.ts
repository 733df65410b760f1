import type { GroupColumns } from '../../app/contract/group-columns.ts';
import { AppError } from '../../app/domain/app-error.ts';
import { applyGroupEntries, type GroupEntry } from '../../app/domain/group-edits.ts';
import type { Reading } from '../../app/domain/reading.ts';
import type { StoredGrouping } from '../store/queries/groupings.ts';
import type { Store } from '../store/store.ts';
import type { CoreContext } from './context.ts';
import type { OpenReading } from './open-reading.ts';
import { ReadingMemory } from './reading-memory.ts';

/** The groups of a reading as they were formed, and as its reader made them. */
export interface ReadingGroups {
  readonly grouping: StoredGrouping;
  readonly entries: readonly GroupEntry[];
  readonly groupOf: Uint16Array;
}

const groupings = new ReadingMemory<ReadingGroups>();

/** After a split, a merge or a new grouping. */
export function forgetGroups(reading: Reading): void {
  groupings.forget(reading);
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
  open: OpenReading,
): ReadingGroups {
  return groupings.recall(open.reading, [], () => readGroups(store, open));
}

function readGroups(store: Store, { identity }: OpenReading): ReadingGroups {
  const grouping = store.groupings.read(identity.key);
  if (grouping === null) {
    throw new AppError('conflict', 'The beats of this recording have not been grouped yet.', {
      remedy: 'Group them in the groups view.',
    });
  }
  const entries = store.groupEdits.ofGrouping(identity.key, grouping.key);
  const groupOf = grouping.groupOf.slice();
  applyGroupEntries(groupOf, entries);
  return { grouping, entries, groupOf };
}
