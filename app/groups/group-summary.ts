import { NO_GROUP } from '../domain/group-edits.ts';
import { BEAT_CLASSES } from '../domain/beat-class.ts';

/** A recording's present beats in order of time, and the group of every beat id. */
export interface GroupedReading {
  /** By beat id, that of id 1 first; ids beyond its end are in no group. */
  readonly groupOf: Uint16Array;
  readonly beatId: Uint32Array;
  readonly sample: Uint32Array;
  /** Index into BEAT_CLASSES. */
  readonly beatClass: Uint8Array;
  /** Index into BEAT_CLASSES; anything else where no model has classified the beat. */
  readonly modelClass: Uint8Array;
  /** The model's probability of its class, 0..254 for 0..1. */
  readonly confidence: Uint8Array;
}

/** A group as it stands. */
export interface GroupSummary {
  readonly group: number;
  /** Rows of its beats in the reading, ascending. */
  readonly members: Uint32Array;
  /** Beats by class, in the order of BEAT_CLASSES. */
  readonly byClass: readonly number[];
  /** Index of the commonest class. */
  readonly beatClass: number;
  /** Part of the beats that are of another class, 0..1. */
  readonly mixed: number;
  /** Part of the classified beats whose class by the model is not the commonest one here. */
  readonly disagreement: number;
  /** Mean probability of the model's class, 0..1; null where no model has classified any. */
  readonly confidence: number | null;
  /** Median interval before the beat, samples; null for a lone first beat. */
  readonly medianRrSamples: number | null;
}

const CONFIDENCE_STEPS = 254;

/** Beats of each group as formed, deleted ones included. */
export function groupSizes(groupOf: Uint16Array): ReadonlyMap<number, number> {
  const sizes = new Map<number, number>();
  for (const group of groupOf) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  return sizes;
}

/** All groups that have beats, by number. Beats of no group are counted only in `ungrouped`. */
export function summariseGroups(reading: GroupedReading): {
  readonly groups: GroupSummary[];
  readonly ungrouped: number;
} {
  const { groupOf, beatId } = reading;
  const members = new Map<number, number[]>();
  let ungrouped = 0;
  beatId.forEach((id, row) => {
    const group = groupOf[id - 1] ?? NO_GROUP;
    if (group === NO_GROUP) {
      ungrouped += 1;
      return;
    }
    const known = members.get(group);
    if (known === undefined) members.set(group, [row]);
    else known.push(row);
  });
  const groups = Array.from(members, ([group, rows]) =>
    summarise(group, Uint32Array.from(rows), reading),
  );
  return { groups: groups.sort((a, b) => a.group - b.group), ungrouped };
}

/**
 * How much a look at the group would tell, for "needs a look" first: mixed classes, the model's
 * disagreement and doubt add up, each 0..1, and so does being small (1 for one beat, 0.1 for 100).
 */
export function needOfLook({ members, mixed, disagreement, confidence }: GroupSummary): number {
  return 2 * mixed + disagreement + (1 - (confidence ?? 0)) + 1 / Math.sqrt(members.length);
}

function summarise(
  group: number,
  members: Uint32Array,
  { sample, beatClass, modelClass, confidence }: GroupedReading,
): GroupSummary {
  const byClass = BEAT_CLASSES.map(() => 0);
  const byModel = BEAT_CLASSES.map(() => 0);
  const intervals: number[] = [];
  let classified = 0;
  let sure = 0;
  for (const row of members) {
    const own = beatClass[row] as number;
    byClass[own] = (byClass[own] ?? 0) + 1;
    const model = modelClass[row] as number;
    if (byModel[model] !== undefined) {
      byModel[model] += 1;
      classified += 1;
      sure += (confidence[row] as number) / CONFIDENCE_STEPS;
    }
    if (row > 0) intervals.push((sample[row] as number) - (sample[row - 1] as number));
  }
  const commonest = byClass.indexOf(Math.max(...byClass));
  intervals.sort((a, b) => a - b);
  return {
    group,
    members,
    byClass,
    beatClass: commonest,
    mixed: 1 - (byClass[commonest] ?? 0) / members.length,
    disagreement: classified === 0 ? 0 : 1 - (byModel[commonest] ?? 0) / classified,
    confidence: classified === 0 ? null : sure / classified,
    medianRrSamples: intervals[intervals.length >> 1] ?? null,
  };
}

/** Up to `most` rows, evenly spread over the members and so over the recording. */
export function spreadSample(members: Uint32Array, most: number): Uint32Array {
  if (members.length <= most) return members;
  return Uint32Array.from({ length: most }, (_, index) => members[Math.floor((index * members.length) / most)] as number); // prettier-ignore
}
