/** Beats that a reader moved from one group to another: what splitting and merging leave in the log. */
export interface GroupEntry {
  readonly from: number;
  readonly to: number;
  /** Ascending. */
  readonly beatIds: Uint32Array;
}

/** What a transaction makes of groups, and of which grouping: formed anew, groups are others. */
export interface GroupChange {
  readonly groupingKey: number;
  readonly entries: readonly GroupEntry[];
}

/** Group of a beat that was not there when the groups were formed. */
export const NO_GROUP = 65_535;

/** Entries that make a group of each of the parts (beat ids) but the first, which stays. */
export function planSplit(
  group: number,
  parts: readonly Uint32Array[],
  nextGroup: number,
): GroupEntry[] {
  return parts.slice(1).map((beatIds, index) => ({ from: group, to: nextGroup + index, beatIds }));
}

/** Entries that move all beats of the groups into one of them. */
export function planMerge(
  groupOf: Uint16Array,
  groups: readonly number[],
  into: number,
): GroupEntry[] {
  return groups
    .filter((group) => group !== into)
    .map((from) => ({ from, to: into, beatIds: beatIdsOf(groupOf, from) }))
    .filter(({ beatIds }) => beatIds.length > 0);
}

/** What takes the entries back. */
export function planGroupUndo(entries: readonly GroupEntry[]): GroupEntry[] {
  return entries.toReversed().map(({ from, to, beatIds }) => ({ from: to, to: from, beatIds }));
}

/** Moves the beats, in place. `groupOf` is by beat id, that of id 1 first. */
export function applyGroupEntries(groupOf: Uint16Array, entries: readonly GroupEntry[]): void {
  for (const { to, beatIds } of entries) {
    for (const beatId of beatIds) groupOf[beatId - 1] = to;
  }
}

/** Ids of a group's beats, ascending, deleted ones included. */
export function beatIdsOf(groupOf: Uint16Array, group: number): Uint32Array {
  const ids: number[] = [];
  groupOf.forEach((own, index) => {
    if (own === group) ids.push(index + 1);
  });
  return Uint32Array.from(ids);
}

/** The first number that no group has had. */
export function nextGroupNumber(groupOf: Uint16Array, entries: readonly GroupEntry[]): number {
  let next = 0;
  for (const group of groupOf) if (group !== NO_GROUP && group >= next) next = group + 1;
  for (const { from, to } of entries) next = Math.max(next, from + 1, to + 1);
  return next;
}
