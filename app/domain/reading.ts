import type { BeatClass } from './beat-class.ts';

/**
 * The beats of one recording as they stand: what the detector found, with the readers' marks over
 * it. Beat ids are 1..n for the detector's beats in order of time; an inserted beat gets the next
 * id, which is never given again.
 */
export interface Reading {
  /** Sample of beat id 1, 2, … as detected; ascending. */
  readonly detected: Uint32Array;
  readonly sampleCount: number;
  /** Beats that a reader has touched, by beat id. */
  readonly marks: Map<number, BeatMark>;
  /** Marked beats that are not deleted, by sample. */
  readonly markedAt: Map<number, number>;
  /** Id of the next inserted beat. */
  nextBeatId: number;
}

/** What readers have made of one beat. */
export interface BeatMark {
  readonly sample: number;
  /** null: no reader has judged the class, so that the model's counts. */
  readonly label: { readonly beatClass: BeatClass; readonly reader: string } | null;
  readonly deleted: boolean;
}

/** A beat at one moment: its place, its class, and the reader who gave it (null: the model). */
export interface BeatValue {
  readonly sample: number;
  readonly beatClass: BeatClass;
  readonly reader: string | null;
}

export function createReading(detected: Uint32Array, sampleCount: number): Reading {
  return {
    detected,
    sampleCount,
    marks: new Map(),
    markedAt: new Map(),
    nextBeatId: detected.length + 1,
  };
}

export function detectedCount(reading: Reading): number {
  return reading.detected.length;
}

/** A beat's mark, or what stands for one when no reader has touched it; null for an unknown id. */
export function beatMark(reading: Reading, beatId: number): BeatMark | null {
  const mark = reading.marks.get(beatId);
  if (mark !== undefined) return mark;
  const sample = reading.detected[beatId - 1];
  return sample === undefined ? null : { sample, label: null, deleted: false };
}

/** Sets a beat's mark, in place, and keeps ids of inserted beats from being given again. */
export function setBeatMark(reading: Reading, beatId: number, mark: BeatMark): void {
  const old = reading.marks.get(beatId);
  if (old !== undefined && reading.markedAt.get(old.sample) === beatId) {
    reading.markedAt.delete(old.sample);
  }
  reading.marks.set(beatId, mark);
  if (!mark.deleted) reading.markedAt.set(mark.sample, beatId);
  if (beatId >= reading.nextBeatId) reading.nextBeatId = beatId + 1;
}

/** Id of the beat at exactly this sample, or null. */
export function beatAt(reading: Reading, sample: number): number | null {
  const marked = reading.markedAt.get(sample);
  if (marked !== undefined) return marked;
  const index = lowerBound(reading.detected, sample);
  return reading.detected[index] === sample && !reading.marks.has(index + 1) ? index + 1 : null;
}

/** First index whose value is not below the one asked for. */
function lowerBound(sorted: Uint32Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? Infinity) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

export interface BeatPlaces {
  readonly beatId: Uint32Array;
  readonly sample: Uint32Array;
}

/** All beats that are not deleted (or all there ever were), sorted by sample. */
export function beatPlaces(
  reading: Reading,
  { withDeleted }: { readonly withDeleted: boolean } = { withDeleted: false },
): BeatPlaces {
  const { detected, marks } = reading;
  const marked = [...marks]
    .filter(([, mark]) => withDeleted || !mark.deleted)
    .sort(([idA, a], [idB, b]) => a.sample - b.sample || idA - idB);
  let touched = 0;
  for (const id of marks.keys()) if (id <= detected.length) touched++;

  const count = detected.length - touched + marked.length;
  const beatId = new Uint32Array(count);
  const sample = new Uint32Array(count);
  let next = 0;
  let written = 0;
  const takeMarkedUpTo = (limit: number): void => {
    for (let entry = marked[next]; entry !== undefined && entry[1].sample < limit;) {
      beatId[written] = entry[0];
      sample[written++] = entry[1].sample;
      entry = marked[++next];
    }
  };
  for (let index = 0; index < detected.length; index++) {
    if (marks.has(index + 1)) continue;
    const place = detected[index] ?? 0;
    takeMarkedUpTo(place);
    beatId[written] = index + 1;
    sample[written++] = place;
  }
  takeMarkedUpTo(Infinity);
  return { beatId, sample };
}
