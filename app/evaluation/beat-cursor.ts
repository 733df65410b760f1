import {
  beatClassOfCode,
  FLUTTER_WAVE_CODE,
  NOISE_CODE,
  VF_END_CODE,
  VF_ONSET_CODE,
  type ClassMapping,
} from '../domain/annotation-codes.ts';
import { classLine, NO_BEAT, UNLABELLED } from './beat-matrix.ts';

/** What the comparison needs of an annotation; WFDB annotations have these fields and more. */
export interface ComparedAnnotation {
  readonly sample: number;
  /** WFDB annotation code. */
  readonly code: number;
  readonly subtype: number;
  /** Text of a rhythm change such as "(AFIB"; only the comparison of runs reads it. */
  readonly aux?: string;
}

/** The time of "no further beat": later than every beat, and still exact to subtract. */
export const END_OF_ANNOTATIONS = Number.MAX_SAFE_INTEGER;

const UNKNOWN = -1;

/** The two most recent stretches of one kind (VF, shutdown); bxb remembers no more. */
class RecentStretches {
  onset = UNKNOWN;
  end = UNKNOWN;
  previousOnset = UNKNOWN;
  previousEnd = UNKNOWN;

  open(onset: number): void {
    this.previousOnset = this.onset;
    this.previousEnd = this.end;
    this.onset = onset;
  }

  contains(sample: number): boolean {
    const inLatest =
      this.onset !== UNKNOWN &&
      this.onset <= sample &&
      (sample <= this.end || this.end === UNKNOWN);
    const inPrevious =
      this.previousOnset !== UNKNOWN && this.previousOnset <= sample && sample <= this.previousEnd;
    return inLatest || inPrevious;
  }

  /** Whether a stretch starts in [from, to). */
  startsWithin(from: number, to: number): boolean {
    return (
      (from <= this.onset && this.onset < to) ||
      (from <= this.previousOnset && this.previousOnset < to)
    );
  }
}

/** Bits 4 and 5 of the subtype of a signal quality annotation: neither lead is readable. */
export function isShutdown(annotation: ComparedAnnotation): boolean {
  return annotation.code === NOISE_CODE && (annotation.subtype & 0x30) === 0x30;
}

/**
 * Walks one annotation file beat by beat with one beat of look-ahead, as bxb does: annotations in
 * ventricular fibrillation ([ to ]) are left out, shutdowns are kept in mind. A lone shutdown mark
 * (AHA style) spans from one match window after the beat before to one before the annotation after.
 */
export class BeatCursor {
  /** The current beat: its sample, and the line of its class in the matrix. */
  sample = 0;
  line = UNLABELLED;
  nextSample = 0;
  nextLine = UNLABELLED;
  /** Interval to the previous beat in samples, 0 where VF or a shutdown lies between. */
  rrSamples = 0;
  /** True until a beat has been read: bxb starts from an empty pair at sample 0. */
  empty = true;
  readonly vf = new RecentStretches();
  readonly shutdowns = new RecentStretches();
  /** Total of closed shutdowns so far, samples. */
  shutdownSamples = 0;
  readonly #annotations: readonly ComparedAnnotation[];
  readonly #mapping: ClassMapping;
  readonly #matchWindowSamples: number;
  /** Where an unclosed shutdown ends for the total: the end of the recording, or null: not counted. */
  readonly #endSample: number | null;
  readonly #side: 'reference' | 'test';
  #position = 0;
  #nextIsEmpty = true;

  constructor(options: {
    annotations: readonly ComparedAnnotation[];
    mapping: ClassMapping;
    matchWindowSamples: number;
    endSample: number | null;
    side: 'reference' | 'test';
  }) {
    this.#annotations = options.annotations;
    this.#mapping = options.mapping;
    this.#matchWindowSamples = options.matchWindowSamples;
    this.#endSample = options.endSample;
    this.#side = options.side;
  }

  /** Steps to the next beat; past the last one, `sample` is END_OF_ANNOTATIONS. */
  advance(): void {
    const previousSample = this.sample;
    this.sample = this.nextSample;
    this.line = this.nextLine;
    this.empty = this.#nextIsEmpty;
    const interrupted =
      previousSample === 0 ||
      this.sample === END_OF_ANNOTATIONS ||
      this.vf.startsWithin(previousSample, this.sample) ||
      this.shutdowns.startsWithin(previousSample, this.sample);
    this.rrSamples = interrupted ? 0 : this.sample - previousSample;
    this.#readNext();
  }

  #take(): ComparedAnnotation | undefined {
    return this.#annotations[this.#position++];
  }

  #readNext(): void {
    this.#nextIsEmpty = false;
    for (let annotation = this.#take(); annotation !== undefined; annotation = this.#take()) {
      const { code, sample } = annotation;
      const beatClass = beatClassOfCode(code, this.#mapping);
      if (beatClass !== null || code === FLUTTER_WAVE_CODE) {
        // A flutter wave outside [ ] takes a place in the order of beats but has no class.
        this.nextSample = sample;
        this.nextLine = beatClass === null ? NO_BEAT : classLine(beatClass);
        return;
      }
      const readable = isShutdown(annotation)
        ? this.#readShutdown(sample)
        : code === VF_ONSET_CODE
          ? this.#skipFibrillation(sample)
          : true;
      if (!readable) break;
    }
    this.nextSample = END_OF_ANNOTATIONS;
    this.nextLine = UNLABELLED;
  }

  /** False when the file ends inside the shutdown. */
  #readShutdown(onset: number): boolean {
    this.shutdowns.open(onset);
    const following = this.#take();
    if (following === undefined) {
      // bxb closes it in the reference alone; in a test file an earlier shutdown's end stays in force.
      if (this.#side === 'reference') this.shutdowns.end = END_OF_ANNOTATIONS;
      if (this.#endSample !== null) this.shutdownSamples += this.#endSample - onset;
      return false;
    }
    if (following.code === NOISE_CODE && !isShutdown(following)) {
      this.shutdowns.end = following.sample;
    } else {
      const before = this.vf.end > this.sample ? this.vf.end : this.sample;
      this.shutdowns.end = following.sample - this.#matchWindowSamples;
      this.shutdowns.onset = Math.min(before + this.#matchWindowSamples, this.shutdowns.end);
      this.#position--;
    }
    this.shutdownSamples += this.shutdowns.end - this.shutdowns.onset;
    return true;
  }

  /** False when the file ends inside the fibrillation; its end then keeps the previous value. */
  #skipFibrillation(onset: number): boolean {
    this.vf.open(onset);
    let annotation = this.#take();
    while (annotation !== undefined && annotation.code !== VF_END_CODE) annotation = this.#take();
    if (annotation === undefined) return false;
    this.vf.end = annotation.sample;
    return true;
  }
}
