import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { annotationCode } from '../../../../app/domain/annotation-codes.ts';
import type { ComparedAnnotation } from '../../../../app/evaluation/beat-cursor.ts';
import type { ComparisonRules } from '../../../../app/evaluation/comparison-rules.ts';
import { compareRuns, type RunKind } from '../../../../app/evaluation/run-comparison.ts';
import {
  RUN_LENGTHS,
  runStatistics,
  type RunMatrix,
} from '../../../../app/evaluation/run-statistics.ts';

/** Judged from sample 1000 to 100,000; a beat every 100 samples, matched within 54. */
const START = 1000;
const STEP = 100;
const SHUTDOWN_SUBTYPE = 0x30;

/**
 * A reading from the start of the test period on: a letter is an annotation, `(` and `)` begin and
 * end atrial fibrillation, `~` and `=` a shutdown, `-` is a place without anything.
 */
function reading(letters: string, from = START): ComparedAnnotation[] {
  return Array.from(letters, (letter, place): ComparedAnnotation[] => {
    const sample = from + STEP * (place + 1);
    const rhythm = { sample, code: annotationCode('+') ?? 0, subtype: 0 };
    if (letter === '-') return [];
    if (letter === '(') return [{ ...rhythm, aux: '(AFIB' }];
    if (letter === ')') return [{ ...rhythm, aux: '(N' }];
    const code = annotationCode(letter === '=' ? '~' : letter) ?? 0;
    return [{ sample, code, subtype: letter === '~' ? SHUTDOWN_SUBTYPE : 0 }];
  }).flat();
}

/** "3>2 x1": so many runs of three in the reference for which the test reading has two at most. */
function shown(matrix: RunMatrix): string {
  const entries: string[] = [];
  for (let row = 0; row <= 6; row++) {
    for (let column = 0; column <= 6; column++) {
      const count = matrix.count(row, column);
      if (count > 0) entries.push(`${row}>${column} x${count}`);
    }
  }
  return entries.join(' ');
}

function compare(
  reference: string | ComparedAnnotation[],
  test: string | ComparedAnnotation[],
  rules: ComparisonRules = 'reference',
) {
  const annotations = (side: typeof reference) => (typeof side === 'string' ? reading(side) : side);
  return compareRuns(annotations(reference), annotations(test), {
    mapping: 'aami-bxb',
    rules,
    startSample: START,
    sampleCount: 100_000,
    matchWindowSamples: 54,
  });
}

describe('runs located by the reference', () => {
  test.each<[string, RunKind, string, string, string]>([
    ['are V and F in a row', 've', 'NNVFVNN', 'NNVVVNN', '3>3 x1'],
    ['match the longest run there', 've', 'NVVVVVN', 'NVVNVNN', '5>2 x1'],
    ['of more than five beats are one kind', 've', 'NVVVVVVVVVN', 'NVVVVVVVNNN', '6>6 x1'],
    ['end at an S', 've', 'NVVSVN', 'NVVVVN', '1>1 x1 2>2 x1'],
    ['end at a shutdown', 've', 'NVV~=VN', 'NVVVVVN', '1>1 x1 2>2 x1'],
    ['do not end at a mark', 've', 'NVpVN', 'NV-VN', '2>2 x1'],
    ['are missed', 've', 'NVVN', 'NNNN', '2>0 x1'],
    ['of ventricular fibrillation are longest ones', 've', 'N[----]N', 'NVVVVVVN', '6>6 x1'],
    ['find ventricular fibrillation as a longest one', 've', 'NVVNN', 'N[-]NN', '2>6 x1'],
    ['count at the end of the file', 've', 'NNVV', 'NNVV', '2>2 x1'],
    ['are S beats in a row', 'sve', 'NSAN', 'NSSN', '2>2 x1'],
    ['end at a V', 'sve', 'NSVSN', 'NSSSN', '1>1 x2'],
    ['are N beats in atrial fibrillation', 'sve', 'N(NNN)N', 'NNSSSNN', '6>3 x1'],
    ['find an episode of atrial fibrillation', 'sve', 'NSSSNN', '(NNNN)N', '3>6 x1'],
  ])('%s', (_what, kind, reference, found, expected) => {
    expect(shown(compare(reference, found)[kind].sensitivity)).toBe(expected);
  });

  test('go on from the learning period, where only fibrillation is remembered', () => {
    const before = (letters: string) => reading(letters, START - STEP * (letters.length + 1));
    const fibrillation = [...before('N[-'), ...reading('-]NN')];
    expect(shown(compare(fibrillation, 'VVNN').ve.sensitivity)).toBe('6>2 x1');
    const couplet = [...before('NV'), ...reading('VNN')];
    expect(shown(compare(couplet, 'VNN').ve.sensitivity)).toBe('1>1 x1');
  });

  test('are left out when nothing of the reading lies in the test period', () => {
    const early = reading('VVV', 0);
    expect(shown(compare(early, 'VVNN').ve.sensitivity)).toBe('');
    expect(shown(compare(early, 'VVNN').ve.predictivity)).toBe('0>2 x1');
  });

  test('that the recording’s end cuts are not counted', () => {
    const late = reading('NVV', 100_000 - 350).concat(reading('VN', 100_000));
    expect(shown(compare(late, late).ve.sensitivity)).toBe('');
  });
});

test('runs are located by the test reading for predictivity', () => {
  expect(shown(compare('NVNNN', 'NVVVN').ve.predictivity)).toBe('1>3 x1');
});

test('rates ask for the shortest length of a kind, not for the same length', () => {
  const { couplet, short, long } = runStatistics(
    compare('NVVNNVVVNNVVVVVVN', 'NVVVNVVVNNVVVNNNN').ve,
  );
  expect(couplet).toMatchObject({ foundRuns: 1, missedRuns: 0, positivePredictivity: null });
  expect(short).toMatchObject({ foundRuns: 1, missedRuns: 0, trueRuns: 2, falseRuns: 1 });
  expect(long).toMatchObject({ sensitivity: 0, positivePredictivity: null });
});

test('an episode that a V cuts short at its onset is missed even against itself, as in rxr', () => {
  const letters = 'N(VNNNNNN)NN';
  expect(shown(compare(letters, letters).sve.sensitivity)).toBe('6>0 x1 6>6 x1');
  expect(shown(compare(letters, letters, 'corrected').sve.sensitivity)).toBe('6>6 x2');
});

test('any reading finds all its own runs under the corrected rules', () => {
  const letters = fc
    .array(fc.constantFrom('N', 'S', 'V', 'F', '(', ')', '[', ']'), { maxLength: 60 })
    .map((marks) => `${marks.join('')}N`);
  fc.assert(
    fc.property(letters, (marks) => {
      const runs = compare(marks, marks, 'corrected');
      for (const tables of [runs.ve, runs.sve]) {
        for (const rate of Object.values(runStatistics(tables))) {
          expect(rate.missedRuns + rate.falseRuns).toBe(0);
        }
      }
    }),
    { numRuns: 1000 },
  );
});

test('any reading without marks finds all its own runs', () => {
  const beats = fc
    .array(fc.constantFrom('N', 'S', 'V', 'F', 'Q'), { maxLength: 60 })
    .map((letters) => `${letters.join('')}N`);
  fc.assert(
    fc.property(beats, (letters) => {
      const runs = compare(letters, letters);
      for (const tables of [runs.ve, runs.sve]) {
        const statistics = runStatistics(tables);
        for (const length of RUN_LENGTHS) {
          expect(statistics[length].missedRuns + statistics[length].falseRuns).toBe(0);
        }
      }
    }),
  );
});
