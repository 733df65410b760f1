import { firstAtOrAfter } from './sorted-search.ts';
import type { BeatClass } from './beat-class.ts';
import type { RegionMarks } from './reader-regions.ts';

/**
 * The beats of one recording as they stand: what the detector found, with the readers' marks over
 * it, of beats and of stretches. Beat ids are 1..n for the detector's beats in order of time; an
 * inserted beat gets the next id, which is never given again.
 */
export interface Reading extends RegionMarks {
  /** Sample of beat id 1, 2, … as detected; ascending. */
  readonly detected: Uint32Array;
  /** Beats that a reader has touched, by beat id. */
  readonly marks: Map<number, BeatMark>;
  /** Beats that are not where they were detected, by sample: moved and inserted ones. */
  readonly placedAt: Map<number, number>;
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
    placedAt: new Map(),
    nextBeatId: detected.length + 1,
    regions: new Map(),
    nextRegionId: 1,
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
  const { marks, placedAt, detected } = reading;
  // Nearly all beats stay where they were detected: these cost no look-up by place.
  const detectedAt = detected[beatId - 1];
  const old = marks.get(beatId);
  if (old !== undefined && old.sample !== detectedAt && placedAt.get(old.sample) === beatId) {
    placedAt.delete(old.sample);
  }
  marks.set(beatId, mark);
  if (!mark.deleted && mark.sample !== detectedAt) placedAt.set(mark.sample, beatId);
  if (beatId >= reading.nextBeatId) reading.nextBeatId = beatId + 1;
}

/** Id of the beat at exactly this sample, or null. */
export function beatAt(reading: Reading, sample: number): number | null {
  const placed = reading.placedAt.get(sample);
  if (placed !== undefined) return placed;
  const index = firstAtOrAfter(reading.detected, sample);
  if (reading.detected[index] !== sample) return null;
  const mark = reading.marks.get(index + 1);
  const isThere = mark === undefined || (!mark.deleted && mark.sample === sample);
  return isThere ? index + 1 : null;
}

export interface BeatPlaces {
  readonly beatId: Uint32Array;
  readonly sample: Uint32Array;
  /** 1 where the beat has a mark. */
  readonly marked: Uint8Array;
}

/** What a mark makes of a detected beat. */
const UNMARKED = 0;
const MARKED = 1;
const GONE = 2;

/** All beats that are not deleted, sorted by sample. */
export function beatPlaces(reading: Reading): BeatPlaces {
  const { detected, marks } = reading;
  // A byte per beat, as a look-up in the map per beat would take longer than all the rest.
  const state = new Uint8Array(detected.length + 1);
  const placed: (readonly [beatId: number, sample: number])[] = [];
  let gone = 0;
  for (const [id, { sample, deleted }] of marks) {
    const isInPlace = !deleted && detected[id - 1] === sample;
    if (!deleted && !isInPlace) placed.push([id, sample]);
    if (id > detected.length) continue;
    state[id] = isInPlace ? MARKED : GONE;
    if (!isInPlace) gone++;
  }
  placed.sort(([idA, sampleA], [idB, sampleB]) => sampleA - sampleB || idA - idB);

  const count = detected.length - gone + placed.length;
  const beatId = new Uint32Array(count);
  const sample = new Uint32Array(count);
  const marked = new Uint8Array(count);
  let next = 0;
  let written = 0;
  const takePlacedBefore = (limit: number): void => {
    for (let beat = placed[next]; beat !== undefined && beat[1] < limit; beat = placed[++next]) {
      beatId[written] = beat[0];
      sample[written] = beat[1];
      marked[written++] = MARKED;
    }
  };
  for (let index = 0; index < detected.length; index++) {
    const of = state[index + 1] ?? UNMARKED;
    if (of === GONE) continue;
    const place = detected[index] ?? 0;
    if (next < placed.length) takePlacedBefore(place);
    beatId[written] = index + 1;
    sample[written] = place;
    marked[written++] = of;
  }
  takePlacedBefore(Infinity);
  return { beatId, sample, marked };
}
