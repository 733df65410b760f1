import { codeOfBeatClass, type ClassMapping } from '../domain/annotation-codes.ts';
import type { ComparedAnnotation } from './beat-cursor.ts';
import type { ComparisonRules } from './comparison-rules.ts';
import { RunLabels, type RunLabel } from './run-labels.ts';
import { LONGEST_RUN, RunMatrix, type RunTables } from './run-statistics.ts';

/**
 * Run-by-run comparison as ANSI/AAMI EC57 asks for it and as the reference tool rxr (WFDB Software
 * Package 10.7.0) does it, branch by branch. Runs of ventricular ectopy (`ve`) are V and F beats in a
 * row, of supraventricular ectopy (`sve`) S beats in a row, where conducted beats within atrial
 * fibrillation are S; ventricular or atrial fibrillation itself counts as a longest run.
 */

export const RUN_KINDS = ['ve', 'sve'] as const;

export type RunKind = (typeof RUN_KINDS)[number];

export type RunComparison = Readonly<Record<RunKind, RunTables>>;

export interface RunComparisonOptions {
  readonly mapping: ClassMapping;
  readonly rules: ComparisonRules;
  /** Runs are located from this sample on. */
  readonly startSample: number;
  /** Length of the recording in samples, or null when unknown. */
  readonly sampleCount: number | null;
  readonly matchWindowSamples: number;
}

/** Labels that begin, continue and end runs of one kind. */
interface RunAlphabet {
  readonly beats: string;
  readonly episodeStart: RunLabel;
  readonly episodeEnd: RunLabel;
  /** Ends an episode as well: the other kind of fibrillation begins. */
  readonly rivalStart: RunLabel;
}

const ALPHABETS: Record<RunKind, RunAlphabet> = {
  ve: { beats: 'VF', episodeStart: '[', episodeEnd: ']', rivalStart: '{' },
  sve: { beats: 'S', episodeStart: '{', episodeEnd: '}', rivalStart: '[' },
};

const BEATS_AND_UNREADABLE = 'NSVFQU';

const NOTHING: ComparedAnnotation = { sample: 0, code: 0, subtype: 0 };
/** Takes the place of the annotation after the last one, so that a run in progress ends. */
const UNCLASSIFIABLE_CODE = codeOfBeatClass('Q');
const EXHAUSTED = -1;

/** One reading being read, with the annotation that rxr holds of it. */
class RunReader {
  /** Survives `rewind`, as in rxr; only its time is set back. */
  held = NOTHING;
  readonly #annotations: readonly ComparedAnnotation[];
  readonly #mapping: ClassMapping;
  #labels: RunLabels;
  #position = 0;

  constructor(annotations: readonly ComparedAnnotation[], mapping: ClassMapping) {
    this.#annotations = annotations;
    this.#mapping = mapping;
    this.#labels = new RunLabels(mapping);
  }

  rewind(): void {
    this.held = { ...this.held, sample: 0 };
    this.#labels = new RunLabels(this.#mapping);
    this.#position = 0;
  }

  /** Holds the next annotation; false, and no change, when there is none. */
  next(): boolean {
    const annotation = this.#annotations[this.#position];
    if (annotation === undefined) return false;
    this.#position++;
    this.held = annotation;
    return true;
  }

  label(): RunLabel {
    return this.#labels.labelOf(this.held);
  }
}

/** Finds the longest run of the other reading in one window after the other. */
class RunSearch {
  readonly #reader: RunReader;
  readonly #alphabet: RunAlphabet;
  /** Where the episode that was met last ends; Infinity when it never does. */
  #episodeEnd = 0;

  constructor(reader: RunReader, alphabet: RunAlphabet) {
    this.#reader = reader;
    this.#alphabet = alphabet;
  }

  /** Length, 6 at most, of the longest run within [from, to]; windows ascend. */
  longestWithin(from: number, to: number): number {
    const reader = this.#reader;
    if (this.#episodeEnd > from) return LONGEST_RUN;
    if (reader.held.sample < 0) return 0;
    while (reader.held.sample < from) {
      if (reader.label() === this.#alphabet.episodeStart) {
        const end = this.#readEpisode();
        if (end > from) {
          this.#episodeEnd = end;
          return LONGEST_RUN;
        }
      }
      if (!this.#next()) return 0;
    }
    let longest = 0;
    let current = 0;
    while (reader.held.sample <= to) {
      const label = reader.label();
      if (label === this.#alphabet.episodeStart) {
        this.#episodeEnd = this.#readEpisode();
        return LONGEST_RUN;
      }
      if (this.#alphabet.beats.includes(label)) {
        current = Math.min(LONGEST_RUN, current + 1);
      } else if (BEATS_AND_UNREADABLE.includes(label) || label === this.#alphabet.rivalStart) {
        longest = Math.max(longest, current);
        current = 0;
      }
      if (!this.#next()) break;
    }
    return Math.max(longest, current);
  }

  #next(): boolean {
    const reader = this.#reader;
    if (reader.next()) return true;
    reader.held = { ...reader.held, sample: EXHAUSTED };
    return false;
  }

  /** Reads to the end of an episode and returns it. */
  #readEpisode(): number {
    const { episodeEnd, rivalStart } = this.#alphabet;
    for (;;) {
      if (!this.#reader.next()) return Infinity;
      const label = this.#reader.label();
      if (label === episodeEnd || label === rivalStart || label === 'U') {
        return this.#reader.held.sample;
      }
    }
  }
}

/** Locates the runs of one reading, and reports each with the longest of the other at its place. */
class RunWalk {
  readonly #located: RunReader;
  readonly #search: RunSearch;
  readonly #alphabet: RunAlphabet;
  readonly #options: RunComparisonOptions;
  readonly #report: (length: number, lengthOfOther: number) => void;
  #length = 0;
  #start = 0;
  #end = 0;

  constructor(
    located: RunReader,
    other: RunReader,
    alphabet: RunAlphabet,
    options: RunComparisonOptions,
    report: (length: number, lengthOfOther: number) => void,
  ) {
    this.#located = located;
    this.#search = new RunSearch(other, alphabet);
    this.#alphabet = alphabet;
    this.#options = options;
    this.#report = report;
  }

  walk(): void {
    const { startSample, matchWindowSamples, sampleCount } = this.#options;
    if (!this.#skipLearningPeriod()) return;
    if (this.#length > 0) {
      this.#start = startSample - matchWindowSamples;
      this.#end = startSample + matchWindowSamples;
    }
    const last = sampleCount === null || sampleCount === 0 ? Infinity : sampleCount;
    do {
      const label = this.#located.label();
      if (this.#length > 0) this.#continue(label);
      else this.#begin(label);
      if (this.#located.next()) continue;
      if (this.#length === 0) return;
      this.#located.held = { ...this.#located.held, code: UNCLASSIFIABLE_CODE };
    } while (this.#located.held.sample <= last);
  }

  /** False when the reading says nothing that bears on the rest, where rxr gives up. */
  #skipLearningPeriod(): boolean {
    let known = false;
    while (this.#located.next()) {
      if (this.#located.held.sample >= this.#options.startSample) return true;
      const label = this.#located.label();
      if (label === this.#alphabet.episodeStart) this.#length = LONGEST_RUN;
      else if (label === ']' || label === '}') this.#length = 0;
      else continue;
      known = true;
    }
    return known;
  }

  #begin(label: RunLabel): void {
    const { sample } = this.#located.held;
    if (label === this.#alphabet.episodeStart) {
      this.#length = LONGEST_RUN;
      this.#start = sample - this.#options.matchWindowSamples;
      // rxr leaves the end of the window where the last run had it until a beat moves it.
      if (this.#options.rules === 'corrected') {
        this.#end = sample + this.#options.matchWindowSamples;
      }
    } else if (this.#alphabet.beats.includes(label)) {
      this.#length = 1;
      this.#start = sample - this.#options.matchWindowSamples;
      this.#end = sample + this.#options.matchWindowSamples;
    }
  }

  #continue(label: RunLabel): void {
    const { sample } = this.#located.held;
    if (this.#alphabet.beats.includes(label)) {
      this.#length = Math.min(LONGEST_RUN, this.#length + 1);
      this.#end = sample + this.#options.matchWindowSamples;
    } else if (label === this.#alphabet.episodeEnd) {
      this.#end = sample + this.#options.matchWindowSamples;
    } else if (this.#endsRun(label)) {
      this.#report(this.#length, this.#search.longestWithin(this.#start, this.#end));
      this.#length = 0;
    }
  }

  /** The onset of the other fibrillation ends runs that rxr looks for, but not those it locates. */
  #endsRun(label: RunLabel): boolean {
    if (BEATS_AND_UNREADABLE.includes(label)) return true;
    return this.#options.rules === 'corrected' && label === this.#alphabet.rivalStart;
  }
}

/** Compares the runs of a test reading with those of a reference; both ascend in time. */
export function compareRuns(
  referenceAnnotations: readonly ComparedAnnotation[],
  testAnnotations: readonly ComparedAnnotation[],
  options: RunComparisonOptions,
): RunComparison {
  const reference = new RunReader(referenceAnnotations, options.mapping);
  const test = new RunReader(testAnnotations, options.mapping);
  const tables = (kind: RunKind): RunTables => {
    const alphabet = ALPHABETS[kind];
    const sensitivity = new RunMatrix();
    const predictivity = new RunMatrix();
    reference.rewind();
    test.rewind();
    new RunWalk(reference, test, alphabet, options, (length, found) => {
      sensitivity.increment(length, found);
    }).walk();
    reference.rewind();
    test.rewind();
    new RunWalk(test, reference, alphabet, options, (length, found) => {
      predictivity.increment(found, length);
    }).walk();
    return { sensitivity, predictivity };
  };
  return { ve: tables('ve'), sve: tables('sve') };
}
