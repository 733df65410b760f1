import type { Span } from '../../../app/domain/regions.ts';

/** A stretch that the reader bookmarked, as all views of the recording draw it. */
export interface StretchMark extends Span {
  readonly id: string;
  /** "2", or "2 couplet at rest": what stands beside the mark. */
  readonly label: string;
  /** What a tooltip and a screen reader say of it. */
  readonly name: string;
  /** The one last gone to or made. */
  readonly isCurrent: boolean;
  readonly goTo: () => void;
}

/** The outline of a bookmark of 8 x 11 px: a ribbon with a notched end, told from every other mark by its shape. */
export const RIBBON_PATH = 'M0 0H8V11L4 8L0 11Z';

/** Marks that would lie on one another in the overview, as one. */
export interface MarkCluster {
  readonly startSample: number;
  readonly marks: readonly StretchMark[];
  /** The marks in turn: the one after the current, else the first. */
  readonly next: StretchMark;
}

/** Ribbons closer than this hide one another, CSS pixels. */
const CLUSTER_PX = 9;

/** Puts marks, by time, together with those that begin beside them. */
export function clusterMarks(
  marks: readonly StretchMark[],
  pixelsPerSample: number,
): readonly MarkCluster[] {
  const groups: StretchMark[][] = [];
  for (const mark of marks) {
    const group = groups.at(-1);
    const from = group?.[0]?.startSample ?? -Infinity;
    if (group !== undefined && (mark.startSample - from) * pixelsPerSample < CLUSTER_PX) {
      group.push(mark);
    } else groups.push([mark]);
  }
  return groups.flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const current = group.findIndex(({ isCurrent }) => isCurrent);
    return [{ startSample: first.startSample, marks: group, next: group[current + 1] ?? first }];
  });
}
