import { expect, test } from 'vitest';
import {
  compareResults,
  lossOf,
  networksOf,
} from '../../../../../renderer/features/protocols/compare-results.ts';
import { sortRecords } from '../../../../../renderer/features/protocols/record-order.ts';
import { figuresInstead } from '../../../../../renderer/features/protocols/tested-contenders.ts';
import { ResultChoice } from '../../../../../renderer/features/protocols/result-choice.svelte.ts';
import { PROTOCOLS_TEXT } from '../../../../../renderer/text/protocols.ts';
import { PROTOCOL_RUNS, protocolResult } from '../../../../support/harness/made-up-protocols.ts';

const [runA, runB] = PROTOCOL_RUNS;
if (runA === undefined || runB === undefined) throw new Error('There are two runs.');
const a = protocolResult(runA);
const b = protocolResult(runB);

test('the first network is shown first, with the controls of the same test beside it', () => {
  const choice = new ResultChoice(() => a);
  expect(choice.shown?.contender.id).toBe('rhythm-form');
  expect(choice.controls.map(({ contender }) => contender.id)).toEqual([
    'always-n',
    'length-only',
    'rr-only',
  ]);
  const last = choice.tests.at(-1)?.rows.at(-1);
  if (last === undefined) throw new Error('There are tests.');
  choice.show(last);
  expect(choice.shown).toEqual(last);
  expect(choice.controls.map(({ contender }) => contender.id)).toEqual(['always-n', 'length-only']);
});

test('two runs are compared where both have a figure', () => {
  const paper = compareResults(a, b).find(({ id }) => id === 'reference-beats/paper');
  const accuracy = paper?.figures[0];
  expect(accuracy?.difference).toBeCloseTo(
    (b.contenders[1]?.tests[0]?.accuracy.value ?? 0) -
      (a.contenders[1]?.tests[0]?.accuracy.value ?? 0),
  );
  expect(compareResults(a, { ...b, contenders: [] })).toEqual([]);
});

test('figures differ where the intervals of both lie apart; one without width says nothing', () => {
  const withAccuracy = (low: number, high: number): typeof a => ({
    ...a,
    contenders: a.contenders.map((contender) => ({
      ...contender,
      tests: contender.tests.map((tested) => ({
        ...tested,
        accuracy: { value: (low + high) / 2, spread: null, low, high },
      })),
    })),
  });
  const apart = (left: typeof a, right: typeof a) => compareResults(left, right)[0]?.figures[0]?.apart; // prettier-ignore
  expect(apart(withAccuracy(0.7, 0.8), withAccuracy(0.85, 0.9))).toBe(true);
  expect(apart(withAccuracy(0.7, 0.8), withAccuracy(0.75, 0.9))).toBe(false);
  expect(apart(withAccuracy(0, 0), withAccuracy(0.004, 0.006))).toBeNull();
});

test('a run without the paper’s network has no loss that was chosen', () => {
  const of = { protocol: 'ds1-ds2', loss: 'twofold' } as const;
  expect(lossOf({ ...of, networks: ['rhythm-form'] })).toBeNull();
  expect(lossOf({ ...of, networks: ['paper'] })).toBe('Two-fold focal loss');
  expect(lossOf({ ...of, protocol: 'detector', networks: ['paper'] })).toBeNull();
  expect(networksOf({ protocol: 'detector', networks: ['paper'] })).toBeNull();
});

test('where beats are only found, what is found stands for being right', () => {
  const { tests } = new ResultChoice(() => a);
  expect(figuresInstead(tests)).toEqual([]);
  const found = tests.map(({ rows }) => ({
    rows: rows.map(({ contender, test: tested }) => {
      const none = { value: null, spread: null, low: null, high: null };
      const further = { Se: tested.accuracy, '+P': tested.accuracy };
      return { contender, test: { ...tested, accuracy: none, further } };
    }),
  }));
  expect(figuresInstead(found)).toEqual(['Se', '+P']);
});

test('records sort by name as numbers, and what was not assessed comes last either way', () => {
  const records = a.contenders[0]?.tests[0]?.byRecord ?? [];
  const ordered = sortRecords(records, { key: 'f1 S', descending: true });
  expect(ordered[0]?.record).toBe('232');
  expect(sortRecords(records, { key: 'f1 S', descending: false })[0]?.record).toBe('232');
  expect(sortRecords(records, { key: 'record', descending: true })[0]?.record).toBe('232');
});

test('what the files name by ids stands in words', () => {
  const { trainingOf, setOf, seedsOf, beatsOf } = PROTOCOLS_TEXT;
  expect(trainingOf('rhythm-form', 'all of DS1', 1)).toBe(
    'Ectopy’s own network · all of DS1 · seed 1',
  );
  expect(trainingOf('another', 'fold 2', 3)).toBe('another · fold 2 · seed 3');
  expect(setOf('training, paper')).toBe('training · The paper’s network');
  expect(setOf('test (DS2)')).toBe('test (DS2)');
  expect([seedsOf([1]), seedsOf([1, 2])]).toEqual(['seed 1', 'seeds 1, 2']);
  expect(beatsOf('V', 'none')).toBe('V, not found by the detector');
  expect(beatsOf('none', 'V')).toBe('No beat, called V');
});
