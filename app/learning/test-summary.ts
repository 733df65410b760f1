import { figuresOverSeeds, type FigureOverSeeds } from './bootstrap.ts';
import { calibrationOf, type ReliabilityBin } from './calibration.ts';
import { countConfusion, emptyConfusion, type Confusion } from './evaluation.ts';
import { scoresOf } from './scores.ts';

/** Beats (or records) with reference classes, and whose they are. */
export interface TestSet {
  readonly classes: readonly string[];
  /** How many of the classes are judged: all, unless the last stands for "no beat". */
  readonly judged?: number;
  readonly reference: Uint8Array;
  readonly records: readonly string[];
  /** By record. */
  readonly patients: readonly string[];
  /** Position in `records`, by beat. */
  readonly recordOf: Uint16Array;
}

/** What one training made of a test set. */
export interface Outcome {
  readonly predicted: Uint8Array;
  /** One a class and beat; null where only the class is known. */
  readonly probabilities: Float32Array | null;
}

export interface ClassSummary {
  support: number;
  precision: FigureOverSeeds;
  recall: FigureOverSeeds;
  f1: FigureOverSeeds;
  accuracy: FigureOverSeeds;
  hitRate: FigureOverSeeds;
}

export interface RecordSummary {
  record: string;
  patient: string;
  beats: number;
  accuracy: number | null;
  f1: Record<string, number | null>;
  confusion: Confusion;
}

/** Everything about how a test set was classified, over one or more seeds. */
export interface TestSummary {
  classes: string[];
  count: number;
  accuracy: FigureOverSeeds;
  balancedAccuracy: FigureOverSeeds;
  macroF1: FigureOverSeeds;
  byClass: Record<string, ClassSummary>;
  confusion: Confusion;
  calibrationError: number | null;
  reliability: ReliabilityBin[];
  byRecord: RecordSummary[];
}

const CLASS_FIGURES = ['precision', 'recall', 'f1', 'accuracy'] as const;

/**
 * Summarises outcomes of one test set, one of each seed: figures with spread and intervals by
 * patient, the confusion matrix and calibration of the first seed, and a row a record.
 */
export function summariseTest(set: TestSet, outcomes: readonly Outcome[]): TestSummary {
  const { classes, reference, judged = classes.length } = set;
  const byRecord = outcomes.map(({ predicted }) => confusionsByRecord(set, predicted));
  const present = new Set(set.recordOf);
  const byPatient = byRecord.map((matrices) => pooledByPatient(set, matrices));
  const figures = figuresOverSeeds(byPatient, (confusion) => {
    const scores = scoresOf(confusion, judged);
    return [
      scores.accuracy,
      scores.balancedAccuracy,
      scores.macroF1,
      ...scores.byClass.flatMap((own) => CLASS_FIGURES.map((name) => own[name])),
    ];
  });
  const figure = (index: number): FigureOverSeeds => figures[index] as FigureOverSeeds;
  const first = addConfusions(byRecord[0] ?? []);
  const { byClass: firstScores } = scoresOf(first, judged);
  const calibration = calibrate(set, outcomes[0]);
  return {
    classes: [...classes],
    count: reference.length,
    accuracy: figure(0),
    balancedAccuracy: figure(1),
    macroF1: figure(2),
    byClass: Object.fromEntries(
      classes.slice(0, judged).map((name, own): [string, ClassSummary] => {
        const at = 3 + own * CLASS_FIGURES.length;
        return [
          name,
          {
            support: firstScores[own]?.support ?? 0,
            precision: figure(at),
            recall: figure(at + 1),
            f1: figure(at + 2),
            accuracy: figure(at + 3),
            hitRate: figure(at + 1),
          },
        ];
      }),
    ),
    confusion: first,
    ...calibration,
    byRecord: set.records.flatMap((record, index) => {
      if (!present.has(index)) return [];
      const confusion = addConfusions(byRecord.map((matrices) => matrices[index] as Confusion));
      const scores = scoresOf(confusion, judged);
      const summary: RecordSummary = {
        record,
        patient: set.patients[index] ?? record,
        beats: scores.count / Math.max(1, outcomes.length),
        accuracy: scores.accuracy,
        f1: Object.fromEntries(
          classes.slice(0, judged).flatMap((name, own) => {
            const of = scores.byClass[own];
            return of === undefined || of.support === 0 ? [] : [[name, of.f1]];
          }),
        ),
        confusion,
      };
      return [summary];
    }),
  };
}

/** One matrix for every patient who has members in the set. */
export function confusionsByPatient(set: TestSet, predicted: Uint8Array): Confusion[] {
  return pooledByPatient(set, confusionsByRecord(set, predicted));
}

function pooledByPatient(set: TestSet, byRecord: readonly Confusion[]): Confusion[] {
  const present = new Set(set.recordOf);
  const patients = new Map<string, Confusion[]>();
  set.patients.forEach((patient, record) => {
    const matrix = byRecord[record];
    if (!present.has(record) || matrix === undefined) return;
    const own = patients.get(patient);
    if (own === undefined) patients.set(patient, [matrix]);
    else own.push(matrix);
  });
  return Array.from(patients.values(), addConfusions);
}

function confusionsByRecord(set: TestSet, predicted: Uint8Array): Confusion[] {
  const matrices = set.records.map(() => emptyConfusion(set.classes.length));
  set.recordOf.forEach((record, beat) => {
    const matrix = matrices[record];
    if (matrix === undefined) throw new RangeError(`Beat ${beat} is of no record`);
    countConfusion(
      matrix,
      set.reference.subarray(beat, beat + 1),
      predicted.subarray(beat, beat + 1),
    );
  });
  return matrices;
}

/** The sum of confusion matrices of one size; an empty one for none. */
function addConfusions(matrices: readonly Confusion[]): Confusion {
  const size = matrices[0]?.length ?? 0;
  return Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (_, column) =>
      matrices.reduce((sum, matrix) => sum + (matrix[row]?.[column] ?? 0), 0),
    ),
  );
}

function calibrate(
  { classes, reference, judged = classes.length }: TestSet,
  outcome: Outcome | undefined,
): Pick<TestSummary, 'calibrationError' | 'reliability'> {
  const probabilities = outcome?.probabilities ?? null;
  if (probabilities === null) return { calibrationError: null, reliability: [] };
  const { predicted } = outcome as Outcome;
  const called = Uint32Array.from(reference.keys()).filter(
    (beat) => (reference[beat] as number) < judged && (predicted[beat] as number) < judged,
  );
  const kept = takeFromOutcome({ predicted, probabilities }, called);
  const { error, bins } = calibrationOf(
    kept.probabilities ?? probabilities,
    reference.filter((own, beat) => own < judged && (predicted[beat] as number) < judged),
    classes.length,
  );
  return { calibrationError: error, reliability: bins };
}

/** Some members of a test set, with repetition if need be. */
export function takeFromTest(set: TestSet, positions: Uint32Array): TestSet {
  return {
    ...set,
    reference: Uint8Array.from(positions, (position) => set.reference[position] as number),
    recordOf: Uint16Array.from(positions, (position) => set.recordOf[position] as number),
  };
}

/** What an outcome says of some members. */
export function takeFromOutcome(
  { predicted, probabilities }: Outcome,
  positions: Uint32Array,
): Outcome {
  const classes = predicted.length === 0 ? 0 : (probabilities?.length ?? 0) / predicted.length;
  const taken = new Float32Array(positions.length * classes);
  positions.forEach((position, index) => {
    if (probabilities === null) return;
    taken.set(
      probabilities.subarray(position * classes, (position + 1) * classes),
      index * classes,
    );
  });
  return {
    predicted: Uint8Array.from(positions, (position) => predicted[position] as number),
    probabilities: probabilities === null ? null : taken,
  };
}
