import type { SampleReader } from '../domain/recording.ts';
import { readBeatPoints, type BeatPoints } from './beat-points.ts';
import { clusterPoints, type Clustering } from './cluster-points.ts';

/**
 * Beats in groups of like shape and timing. Purity of label and number of groups on MIT-BIH are
 * printed by `test/unit/app/groups/mit-bih.test.ts`; the constants here were chosen on it.
 */
export interface GroupedBeats {
  /** Group of every beat, 0 … `count` - 1; the largest group is 0. */
  readonly groupOf: Uint16Array;
  readonly count: number;
  /** How far every beat is from the middle of its group: 0 is the middle, 255 a usual beat's size. */
  readonly oddness: Uint8Array;
}

export interface GroupingOptions {
  /** Per beat: 0 where no reader gave a class, else 1 + its index. Kept apart by the groups. */
  readonly judged?: Uint8Array | undefined;
  /** 0..1; may throw to stop. */
  readonly onProgress?: (fraction: number) => void;
}

const CELLS = 160;
/** Few enough to look through, enough for the rare shapes of a day. */
const MOST_GROUPS = 40;
/** Nearer than a quarter of a usual beat's size, beats look the same. */
const SAME_DISTANCE = 0.25;
/** A split is of beats that were one group already: into few parts, however near they are. */
const SPLIT_CELLS = 48;
const SPLIT_PARTS = 4;
/** Time goes to reading first, then to clustering. */
const READING_SHARE = 0.6;

/** Groups all beats of a recording; `beatSamples` ascend. */
export function groupBeats(
  reader: SampleReader,
  beatSamples: Uint32Array,
  { judged, onProgress }: GroupingOptions = {},
): GroupedBeats {
  const beats = readBeatPoints(reader, beatSamples, {
    onProgress: (fraction) => onProgress?.(READING_SHARE * fraction),
  });
  onProgress?.(READING_SHARE);
  const clustering = clusterPoints(beats.points, beats.length, {
    cells: CELLS,
    most: MOST_GROUPS,
    leastDistance: SAME_DISTANCE,
    kinds: judged,
  });
  return bySize(beats, clustering);
}

/**
 * Splits a group (`members`: positions in `beatSamples`, ascending) into at most four by what its
 * own beats differ in most; parts are numbered by size. One part only where all beats are equal.
 */
export function splitBeats(
  reader: SampleReader,
  beatSamples: Uint32Array,
  members: Uint32Array,
  { judged }: Pick<GroupingOptions, 'judged'> = {},
): GroupedBeats {
  const beats = readBeatPoints(reader, beatSamples, { members });
  const clustering = clusterPoints(beats.points, beats.length, {
    cells: SPLIT_CELLS,
    most: SPLIT_PARTS,
    leastDistance: 0,
    kinds: judged,
  });
  return bySize(beats, clustering);
}

function bySize({ points, length }: BeatPoints, clustering: Clustering): GroupedBeats {
  const { clusterOf, centres, count } = clustering;
  const sizes = new Uint32Array(count);
  for (const cluster of clusterOf) sizes[cluster] = (sizes[cluster] as number) + 1;
  const order = Array.from(sizes.keys()).sort(
    (a, b) => (sizes[b] as number) - (sizes[a] as number),
  );
  const numbers = new Uint16Array(count);
  order.forEach((cluster, number) => {
    numbers[cluster] = number;
  });
  const oddness = Uint8Array.from(clusterOf, (cluster, point) => {
    let sum = 0;
    for (let k = 0; k < length; k += 1) {
      const own = points[point * length + k] as number;
      sum += (own - (centres[cluster * length + k] as number)) ** 2;
    }
    return Math.min(255, Math.round(255 * Math.sqrt(sum)));
  });
  return { groupOf: clusterOf.map((cluster) => numbers[cluster] as number), count, oddness };
}
