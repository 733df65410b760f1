import type { ClassMapping } from '../domain/annotation-codes.ts';
import type { ComparedAnnotation } from './beat-cursor.ts';
import {
  compareBeats,
  EC57_LEARNING_PERIOD_S,
  EC57_MATCH_WINDOW_S,
  toSamples,
  type BeatComparison,
  type ComparisonOptions,
} from './ec57.ts';
import type { ComparisonRules } from './comparison-rules.ts';
import { compareRuns, type RunComparison } from './run-comparison.ts';

/** How two readings were compared; figures under different settings cannot be put side by side. */
export interface ComparisonSettings {
  readonly mapping: ClassMapping;
  readonly rules: ComparisonRules;
  readonly learningPeriodS: number;
  readonly matchWindowS: number;
}

/** Everything that EC57 asks of one recording's two readings. */
export interface ReadingComparison extends BeatComparison {
  readonly runs: RunComparison;
  readonly settings: ComparisonSettings;
}

/**
 * Compares a test reading with a reference reading beat by beat and run by run; both ascend in time.
 * @throws RangeError when the recording is shorter than its learning period.
 */
export function compareReadings(
  reference: readonly ComparedAnnotation[],
  test: readonly ComparedAnnotation[],
  options: ComparisonOptions & { readonly rules?: ComparisonRules },
): ReadingComparison {
  const { mapping, sampleCount, sampleRateHz, rules = 'reference' } = options;
  const learningPeriodS = options.learningPeriodS ?? EC57_LEARNING_PERIOD_S;
  const matchWindowS = options.matchWindowS ?? EC57_MATCH_WINDOW_S;
  return {
    ...compareBeats(reference, test, options),
    runs: compareRuns(reference, test, {
      mapping,
      rules,
      sampleCount,
      startSample: toSamples(learningPeriodS, sampleRateHz),
      matchWindowSamples: toSamples(matchWindowS, sampleRateHz),
    }),
    settings: { mapping, rules, learningPeriodS, matchWindowS },
  };
}
