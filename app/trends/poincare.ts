import type { NnIntervals } from './nn-intervals.ts';
import { standardDeviation } from './spread.ts';
import { intervalBeforeMs, type TrendBeats } from './trend-beats.ts';

/** What a point of the plot is; printed beside it. */
export const POINCARE_DEFINITION =
  'Each point is a beat that has an RR interval on either side in analysed time: across, the ' +
  'interval before it; upwards, the one after it. SD1 and SD2 are of NN intervals alone.';

/** The Poincaré plot: columns of points, in order of time. */
export interface PoincarePoints {
  /** Index of the beat between the two intervals. */
  readonly beat: Uint32Array;
  readonly beforeMs: Float32Array;
  readonly afterMs: Float32Array;
}

export function poincarePoints(beats: TrendBeats): PoincarePoints {
  const { gaps } = beats;
  const beat = new Uint32Array(gaps.length);
  const beforeMs = new Float32Array(gaps.length);
  const afterMs = new Float32Array(gaps.length);
  let points = 0;
  for (let index = 1; index + 1 < gaps.length; index += 1) {
    if (gaps[index] === 1 || gaps[index + 1] === 1) continue;
    beat[points] = index;
    beforeMs[points] = intervalBeforeMs(beats, index);
    afterMs[points++] = intervalBeforeMs(beats, index + 1);
  }
  return {
    beat: beat.subarray(0, points),
    beforeMs: beforeMs.subarray(0, points),
    afterMs: afterMs.subarray(0, points),
  };
}

/** A point of the plane of the plot, ms. */
export interface PoincarePlace {
  readonly beforeMs: number;
  readonly afterMs: number;
}

/** Indices of the points inside a closed outline, by the even-odd rule. */
export function pointsInside(
  { beat, beforeMs, afterMs }: PoincarePoints,
  outline: readonly PoincarePlace[],
): Uint32Array {
  const left = Math.min(...outline.map((place) => place.beforeMs));
  const right = Math.max(...outline.map((place) => place.beforeMs));
  const inside = new Uint32Array(beat.length);
  let found = 0;
  for (let point = 0; point < beat.length; point += 1) {
    const x = beforeMs[point] ?? 0;
    // Most points lie beside the outline, and need not be held against each of its lines.
    if (x < left || x > right) continue;
    if (isInOutline(x, afterMs[point] ?? 0, outline)) inside[found++] = point;
  }
  return inside.slice(0, found);
}

function isInOutline(x: number, y: number, outline: readonly PoincarePlace[]): boolean {
  let isInside = false;
  let from = outline.at(-1);
  for (const to of outline) {
    if (from !== undefined && from.afterMs > y !== to.afterMs > y) {
      const share = (y - from.afterMs) / (to.afterMs - from.afterMs);
      if (x < from.beforeMs + share * (to.beforeMs - from.beforeMs)) isInside = !isInside;
    }
    from = to;
  }
  return isInside;
}

/** Standard deviations of the plot of NN intervals, ms; NaN with fewer than two points. */
export interface PoincareSpread {
  /** Across the line of identity. */
  readonly sd1: number;
  /** Along it. */
  readonly sd2: number;
}

/** Brennan, Palaniswami and Kamen, IEEE Trans Biomed Eng 2001; 48: 1342-1347. */
export function poincareSpread({ count, ms, follows }: NnIntervals): PoincareSpread {
  const across = new Float64Array(count);
  const along = new Float64Array(count);
  let pairs = 0;
  for (let index = 1; index < count; index += 1) {
    if (follows[index] === 0) continue;
    const before = ms[index - 1] ?? 0;
    const after = ms[index] ?? 0;
    across[pairs] = (after - before) / Math.SQRT2;
    along[pairs++] = (after + before) / Math.SQRT2;
  }
  return {
    sd1: standardDeviation(across.subarray(0, pairs)),
    sd2: standardDeviation(along.subarray(0, pairs)),
  };
}
