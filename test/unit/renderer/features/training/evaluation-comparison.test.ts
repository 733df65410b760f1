import { expect, test } from 'vitest';
import type { Evaluation } from '../../../../../app/contract/training.ts';
import { BEAT_CLASSES, zeroPerClass } from '../../../../../app/domain/beat-class.ts';
import {
  change,
  compareEvaluations,
  distinctTables,
  isBetter,
  isWorse,
  verdictOf,
} from '../../../../../renderer/features/training/evaluation-comparison.ts';
import { TRAINING_RUN } from '../../../../support/harness/made-up-training.ts';

/** An evaluation with the given F1 (and precision and recall) per class; null: no such beats. */
function evaluation(f1: Partial<Record<(typeof BEAT_CLASSES)[number], number>>): Evaluation {
  return {
    beats: 100,
    accuracy: 0.9,
    macroF1: 0.5,
    byClass: Object.fromEntries(
      BEAT_CLASSES.map((beatClass) => {
        const value = f1[beatClass] ?? null;
        const support = value === null ? 0 : 20;
        return [beatClass, { support, precision: value, recall: value, f1: value }];
      }),
    ),
    confusion: BEAT_CLASSES.map(() => Object.values(zeroPerClass())),
  };
}

test('what got worse comes first, the greatest loss at the top', () => {
  const before = evaluation({ N: 0.99, S: 0.5, V: 0.9, F: 0.6 });
  const after = evaluation({ N: 0.98, S: 0.7, V: 0.8, F: 0.6 });
  const rows = compareEvaluations(before, after);
  expect(rows.map(({ beatClass }) => beatClass)).toEqual(['V', 'N', 'S', 'F']);
  expect(verdictOf(rows)).toMatchObject({ kind: 'worse' });
});

test('what fell is named by class and figure; a recall alone is no fall of F1', () => {
  const before = evaluation({ N: 0.9, V: 0.8 });
  const after = evaluation({ N: 0.95, V: 0.85 });
  const v = after.byClass.V;
  if (v !== undefined) v.recall = 0.7;
  expect(verdictOf(compareEvaluations(before, after))).toEqual({
    kind: 'mixed',
    falls: [{ beatClass: 'V', figure: 'recall' }],
  });
});

test('sets with the same beats and figures are shown once', () => {
  const figures = { before: evaluation({ N: 0.9 }), after: evaluation({ N: 0.95 }) };
  const set = { title: 'Later', description: '', byRecording: [], ...figures };
  const tables = [
    { ...set, id: 'later-time' as const },
    { ...set, id: 'own-recording' as const, title: 'Own' },
    { ...set, id: 'locked' as const },
  ];
  expect(distinctTables(tables).map(({ table, sameAs }) => [table.id, sameAs])).toEqual([
    ['later-time', ['Own']],
    ['locked', []],
  ]);
});

test('classes without a held-out beat are left out', () => {
  const rows = compareEvaluations(evaluation({ N: 0.9 }), evaluation({ N: 0.95 }));
  expect(rows).toHaveLength(1);
  expect(verdictOf(rows)).toEqual({ kind: 'better' });
});

test('a change below the shown digits is no change', () => {
  const rows = compareEvaluations(evaluation({ N: 0.9 }), evaluation({ N: 0.9004 }));
  expect(verdictOf(rows)).toEqual({ kind: 'same' });
});

test('an undefined score is neither better nor worse', () => {
  expect(isWorse(change(0.9, null))).toBe(false);
  expect(isBetter(change(null, 0.9))).toBe(false);
});

test('intervals come from the counts of the new confusion matrix', () => {
  const { before, after } = TRAINING_RUN;
  if (before === null || after === null) throw new Error('The made-up run has both.');
  const row = compareEvaluations(before, after).find(({ beatClass }) => beatClass === 'F');
  // 31 of 42 found.
  expect(row?.recall.after).toBeCloseTo(31 / 42);
  expect(row?.recall.interval?.low).toBeCloseTo(0.5893, 3);
  expect(row?.recall.interval?.high).toBeCloseTo(0.847, 3);
  expect(row?.f1.interval).toBeNull();
});
