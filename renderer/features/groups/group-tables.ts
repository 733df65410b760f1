import type { BeatColumns } from '../../../app/contract/beat-columns.ts';
import { BEAT_CLASSES } from '../../../app/domain/beat-class.ts';
import { summariseGroups, type GroupSummary } from '../../../app/groups/group-summary.ts';
import { formatCount } from '../../text/format.ts';

/** What is shown of each group, by its number. */
export function summariesOf(
  groupOf: Uint16Array,
  beats: BeatColumns,
): ReadonlyMap<number, GroupSummary> {
  const { groups } = summariseGroups({ ...beats, groupOf });
  return new Map(groups.map((summary) => [summary.group, summary]));
}

/** "1,372 N, 30 V", in the order of the classes; `byClass` as in BEAT_CLASSES. */
export function mixOf(byClass: readonly number[]): string {
  return BEAT_CLASSES.flatMap((beatClass, index) => {
    const count = byClass[index] ?? 0;
    return count === 0 ? [] : [`${formatCount(count)} ${beatClass}`];
  }).join(', ');
}

/**
 * The order of the groups after a split or a merge: what was there stays where it was, new groups
 * come behind the one in hand.
 */
export function orderAfterChange(
  order: readonly number[],
  present: Iterable<number>,
  current: number | null,
): number[] {
  const known = new Set(order);
  const left = new Set(present);
  const added = [...left].filter((group) => !known.has(group));
  const at = current === null ? -1 : order.indexOf(current);
  return [...order.slice(0, at + 1), ...added, ...order.slice(at + 1)].filter((group) =>
    left.has(group),
  );
}
