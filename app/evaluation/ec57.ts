import type { ClassMapping } from '../domain/annotation-codes.ts';
import { BeatCursor, END_OF_ANNOTATIONS, type ComparedAnnotation } from './beat-cursor.ts';
import { BeatMatrix, BeatPairs, NO_BEAT, SHUTDOWN, UNLABELLED } from './beat-matrix.ts';
import { beatStatistics, type BeatStatistics } from './beat-statistics.ts';

/**
 * Beat-by-beat comparison as ANSI/AAMI EC57 asks for it and as the reference tool bxb
 * (WFDB Software Package 10.7.0) does it, matching clause by matching clause.
 */

export interface ComparisonOptions {
  readonly sampleRateHz: number;
  /** Length of the recording, or null when unknown: then the reference file's last beat ends it. */
  readonly sampleCount: number | null;
  readonly mapping: ClassMapping;
  /** Time at the start that is not scored, s. The standard says 300. */
  readonly learningPeriodS?: number;
  /** Largest distance of a match, inclusive, s. The standard says 0.15. */
  readonly matchWindowS?: number;
}

export interface BeatComparison {
  readonly matrix: BeatMatrix;
  readonly statistics: BeatStatistics;
  /** Every counted pair with its place, so that a cell can open its beats. */
  readonly pairs: BeatPairs;
  /** bxb's root-mean-square error of RR intervals, ms; null when no interval could be compared. */
  readonly rrErrorMs: number | null;
  /** Time that the test file calls unreadable, whole seconds as bxb rounds. */
  readonly shutdownS: number;
}

export const EC57_LEARNING_PERIOD_S = 300;
export const EC57_MATCH_WINDOW_S = 0.15;

class PairCounter {
  readonly matrix = new BeatMatrix();
  readonly pairs: BeatPairs;
  readonly #reference: BeatCursor;
  readonly #test: BeatCursor;
  #rrErrors = 0;
  #squaredRrError = 0;

  constructor(reference: BeatCursor, test: BeatCursor, capacity: number) {
    this.#reference = reference;
    this.#test = test;
    this.pairs = new BeatPairs(capacity);
  }

  matched(): void {
    this.#count(this.#reference.line, this.#test.line);
  }

  /** The test beat pairs with nothing; during VF of the reference it is not counted. */
  extra(): void {
    const { sample, line } = this.#test;
    if (this.#reference.vf.contains(sample)) this.#addRrError();
    else this.#count(this.#reference.shutdowns.contains(sample) ? SHUTDOWN : NO_BEAT, line);
  }

  missed(): void {
    const { sample, line } = this.#reference;
    this.#count(line, this.#test.shutdowns.contains(sample) ? SHUTDOWN : NO_BEAT);
  }

  rrErrorMs(sampleRateHz: number): number | null {
    if (this.#rrErrors === 0) return null;
    return (Math.sqrt(this.#squaredRrError / this.#rrErrors) * 1000) / sampleRateHz;
  }

  #count(row: number, column: number): void {
    const labelled = row !== UNLABELLED && column !== UNLABELLED;
    if (labelled && (row < NO_BEAT || column < NO_BEAT)) {
      const cell = BeatMatrix.cell(row, column);
      this.matrix.counts[cell] = (this.matrix.counts[cell] ?? 0) + 1;
      this.pairs.push(
        cell,
        row < NO_BEAT ? this.#reference.sample : -1,
        column < NO_BEAT ? this.#test.sample : -1,
      );
    }
    this.#addRrError();
  }

  /** bxb adds one error per call whatever the pairing was: the figure is its own, not EC57's. */
  #addRrError(): void {
    const { rrSamples } = this.#reference;
    if (rrSamples > 0 && this.#test.rrSamples > 0) {
      this.#squaredRrError += (rrSamples - this.#test.rrSamples) ** 2;
      this.#rrErrors++;
    }
  }
}

/** WFDB's rounding of times to samples. */
export function toSamples(seconds: number, sampleRateHz: number): number {
  return Math.floor(seconds * sampleRateHz + 0.5);
}

/** Walks both files through the learning period and settles the pair that straddles its end. */
function skipLearningPeriod(
  reference: BeatCursor,
  test: BeatCursor,
  counter: PairCounter,
  startSample: number,
  matchWindowSamples: number,
): void {
  do reference.advance();
  while (reference.sample < startSample);
  do test.advance();
  while (test.nextSample < startSample);

  const distance = reference.sample - test.sample;
  const nextDistance = Math.abs(reference.sample - test.nextSample);
  if (distance < nextDistance && distance <= matchWindowSamples) {
    if (!reference.empty || !test.empty) counter.matched();
    reference.advance();
    test.advance();
    return;
  }
  test.advance();
  // An unmatched detection within one window of the start belongs to the learning period.
  if (
    test.sample - startSample <= matchWindowSamples &&
    Math.abs(reference.sample - test.nextSample) < Math.abs(reference.sample - test.sample)
  ) {
    test.advance();
  }
}

/** Whether the current beats belong together: near enough, and no better partner is about to come. */
function isMatch(earlier: BeatCursor, later: BeatCursor, matchWindowSamples: number): boolean {
  const distance = later.sample - earlier.sample;
  if (distance > matchWindowSamples) return false;
  const rivalDistance = Math.abs(later.sample - earlier.nextSample);
  return (
    distance < rivalDistance || Math.abs(later.nextSample - earlier.nextSample) < rivalDistance
  );
}

/**
 * Compares a test reading with a reference reading; both ascend in time.
 * @throws RangeError when the recording is shorter than its learning period, where bxb gives up, too;
 * callers leave such a recording out or compare it with a learning period of 0.
 */
export function compareBeats(
  referenceAnnotations: readonly ComparedAnnotation[],
  testAnnotations: readonly ComparedAnnotation[],
  options: ComparisonOptions,
): BeatComparison {
  const { sampleRateHz, sampleCount, mapping } = options;
  const startSample = toSamples(options.learningPeriodS ?? EC57_LEARNING_PERIOD_S, sampleRateHz);
  const matchWindowSamples = toSamples(options.matchWindowS ?? EC57_MATCH_WINDOW_S, sampleRateHz);
  if (sampleCount !== null && sampleCount < startSample) {
    throw new RangeError('The recording ends within the learning period');
  }
  const shared = { mapping, matchWindowSamples, endSample: sampleCount };
  const reference = new BeatCursor({
    ...shared,
    annotations: referenceAnnotations,
    side: 'reference',
  });
  const test = new BeatCursor({ ...shared, annotations: testAnnotations, side: 'test' });
  const counter = new PairCounter(
    reference,
    test,
    referenceAnnotations.length + testAnnotations.length,
  );

  skipLearningPeriod(reference, test, counter, startSample, matchWindowSamples);
  const unfinished = () =>
    sampleCount === null
      ? reference.sample !== END_OF_ANNOTATIONS
      : reference.sample <= sampleCount || test.sample <= sampleCount;
  while (unfinished()) {
    if (test.sample < reference.sample) {
      if (isMatch(test, reference, matchWindowSamples)) {
        counter.matched();
        reference.advance();
      } else {
        counter.extra();
      }
      test.advance();
    } else {
      if (isMatch(reference, test, matchWindowSamples)) {
        counter.matched();
        test.advance();
      } else {
        counter.missed();
      }
      reference.advance();
    }
  }

  return {
    matrix: counter.matrix,
    statistics: beatStatistics(counter.matrix),
    pairs: counter.pairs,
    rrErrorMs: counter.rrErrorMs(sampleRateHz),
    // Half a second is added before the division, which drops the remainder.
    shutdownS: Math.trunc((test.shutdownSamples + toSamples(0.5, sampleRateHz)) / sampleRateHz),
  };
}
