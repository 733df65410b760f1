import { figuresOverSeeds, type FigureOverSeeds } from './bootstrap.ts';
import type { Confusion } from './evaluation.ts';
import { scoresOf } from './scores.ts';
import { confusionsByPatient, type Outcome, type TestSet } from './test-summary.ts';

/**
 * How much more balanced accuracy some outcomes have than others on the same test set: mean over
 * seeds, and an interval from drawing patients, the same ones for both sides.
 */
export function balancedAccuracyGain(
  set: TestSet,
  before: readonly Outcome[],
  after: readonly Outcome[],
): FigureOverSeeds {
  const classes = set.classes.length;
  const bySeed = before.map((outcome, seed) => {
    const later = after[seed];
    if (later === undefined) throw new RangeError('Both sides need the same seeds');
    const afterwards = confusionsByPatient(set, later.predicted);
    return confusionsByPatient(set, outcome.predicted).map((matrix, patient) =>
      sideBySide(matrix, afterwards[patient] ?? []),
    );
  });
  const [gain] = figuresOverSeeds(bySeed, (both) => {
    const accuracy = (from: number): number | null =>
      scoresOf(both.slice(from, from + classes).map((row) => row.slice(from, from + classes)))
        .balancedAccuracy;
    const first = accuracy(0);
    const second = accuracy(classes);
    return [first === null || second === null ? null : second - first];
  });
  return gain ?? { value: null, spread: null, low: null, high: null };
}

/** Two matrices as one that is added up like any other. */
function sideBySide(first: Confusion, second: Confusion): Confusion {
  const none = first.map(() => 0);
  return [...first.map((row) => [...row, ...none]), ...second.map((row) => [...none, ...row])];
}
