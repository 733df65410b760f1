import type { Grouping } from '../../app/contract/groups.ts';
import type { EditResult } from '../../app/contract/schemas.ts';
import { AppError } from '../../app/domain/app-error.ts';
import { beatClassIndex } from '../../app/domain/beat-class.ts';
import {
  beatIdsOf,
  nextGroupNumber,
  NO_GROUP,
  planMerge,
  planSplit,
} from '../../app/domain/group-edits.ts';
import { beatPlaces } from '../../app/domain/reading.ts';
import type { BeatPlaces } from '../../app/domain/reading.ts';
import type { GroupedBeats } from '../../app/groups/group-beats.ts';
import type { GroupTask } from '../jobs/analysis-tasks.ts';
import { runAnalysis } from '../jobs/run-analysis.ts';
import { now } from './context.ts';
import type { CoreContext } from './context.ts';
import { changeGroups } from './edit-recording.ts';
import type { OpenReading } from './open-reading.ts';
import { readingGroups } from './reading-groups.ts';
import { requireEditable } from './reading-rights.ts';

/** Groups of beats: formed by a job, split and merged by readers. */

type Context = Pick<CoreContext, 'store' | 'readings'>;

/** What the groups were formed from; null before. */
export function groupingOf({ store, readings }: Context, recordingId: string): Grouping | null {
  const { identity } = readings.of(recordingId);
  const grouping = store.groupings.read(identity.key);
  if (grouping === null) return null;
  const { madeAt, modelId, grouped, groupCount, editsThrough } = grouping;
  return {
    madeAt,
    modelId,
    beats: grouped,
    groups: groupCount,
    editsSince: store.edits.stepsAfter(identity.key, editsThrough),
  };
}

/** Forms the groups anew and keeps them; `signal` aborts. */
export async function formGroups(
  context: Pick<CoreContext, 'store' | 'readings' | 'folders'>,
  recordingId: string,
  listeners: Parameters<typeof runAnalysis>[1],
): Promise<void> {
  const { store, readings, folders } = context;
  const open = readings.current(recordingId);
  const { identity, reading, predictions } = open;
  const places = beatPlaces(reading);
  const editsThrough = store.edits.lastSeq();
  const task = groupTask(folders.recording(recordingId), open, places);
  const grouped = await runAnalysis(task, listeners);
  // Gone, or cancelled, while it was computed.
  if (listeners.signal.aborted || store.recordings.byId(recordingId) === null) return;
  const idCount = reading.nextBeatId - 1;
  const groupOf = new Uint16Array(idCount).fill(NO_GROUP);
  const oddness = new Uint8Array(idCount);
  places.beatId.forEach((id, row) => {
    groupOf[id - 1] = grouped.groupOf[row] as number;
    oddness[id - 1] = grouped.oddness[row] as number;
  });
  store.transaction(() => {
    store.groupings.write(identity.key, {
      madeAt: now(),
      modelId: predictions?.modelId ?? null,
      editsThrough,
      grouped: places.beatId.length,
      groupCount: grouped.count,
      groupOf,
      oddness,
    });
  });
  readings.forget(recordingId);
}

/**
 * Splits a group by what its beats differ in, or takes the given beats out of it.
 * @throws AppError conflict when that leaves nothing to split, not-found for a group without beats
 */
export async function splitGroup(
  context: Pick<CoreContext, 'store' | 'readings' | 'folders'>,
  recordingId: string,
  group: number,
  beatIds: readonly number[] | null,
): Promise<EditResult> {
  const open = context.readings.of(recordingId);
  requireEditable(context.store, open);
  const { groupOf } = readingGroups(context, open);
  const parts =
    beatIds === null
      ? await partsOf(context, recordingId, group)
      : [new Uint32Array(), requireMembers(groupOf, group, beatIds)];
  // A split is computed elsewhere: what it was asked of may have changed.
  const { grouping, entries, groupOf: current } = readingGroups(context, context.readings.of(recordingId)); // prettier-ignore
  const next = nextGroupNumber(current, entries);
  return changeGroups(context, recordingId, {
    groupingKey: grouping.key,
    entries: planSplit(group, parts, next),
  });
}

/** @throws AppError conflict when the groups have no beats to move */
export function mergeGroups(
  context: Context,
  recordingId: string,
  groups: readonly number[],
  into: number,
): EditResult {
  const open = context.readings.of(recordingId);
  requireEditable(context.store, open);
  const { grouping, groupOf } = readingGroups(context, open);
  const entries = planMerge(groupOf, groups, into);
  if (entries.length === 0) throw new AppError('conflict', 'These groups are one already.');
  return changeGroups(context, recordingId, { groupingKey: grouping.key, entries });
}

async function partsOf(
  context: Pick<CoreContext, 'store' | 'readings' | 'folders'>,
  recordingId: string,
  group: number,
): Promise<Uint32Array[]> {
  const open = context.readings.of(recordingId);
  const { groupOf } = readingGroups(context, open);
  const places = beatPlaces(open.reading);
  const members = Uint32Array.from(places.beatId.keys()).filter(
    (row) => groupOf[(places.beatId[row] as number) - 1] === group,
  );
  const task = groupTask(context.folders.recording(recordingId), open, places);
  const split: GroupedBeats =
    members.length < 2
      ? { groupOf: new Uint16Array(), count: 0, oddness: new Uint8Array() }
      : await runAnalysis(
          { ...task, members },
          { signal: new AbortController().signal, onProgress: () => undefined },
        );
  if (split.count < 2) throw new AppError('conflict', 'The beats of this group are all alike.');
  return Array.from({ length: split.count }, (_, part) => {
    const own = members.filter((_row, index) => split.groupOf[index] === part);
    return own.map((row) => places.beatId[row] as number);
  });
}

function requireMembers(
  groupOf: Uint16Array,
  group: number,
  beatIds: readonly number[],
): Uint32Array {
  const ids = Uint32Array.from(new Set(beatIds)).sort();
  if (ids.some((id) => groupOf[id - 1] !== group)) {
    throw new AppError('conflict', 'Some of these beats are not in this group any more.');
  }
  if (ids.length === beatIdsOf(groupOf, group).length) {
    throw new AppError('conflict', 'These are all the beats of the group.');
  }
  return ids;
}

function groupTask(folder: string, { reading }: OpenReading, places: BeatPlaces): GroupTask {
  const judged = Uint8Array.from(places.beatId, (id, row) => {
    const label = places.marked[row] === 1 ? reading.marks.get(id)?.label : null;
    return label == null ? 0 : 1 + beatClassIndex(label.beatClass);
  });
  return { kind: 'group', folder, beatSamples: places.sample, judged, members: null };
}
