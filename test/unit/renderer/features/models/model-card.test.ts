import { expect, test } from 'vitest';
import { cardRows } from '../../../../../renderer/features/models/card-rows.ts';
import {
  compareCards,
  compareScores,
} from '../../../../../renderer/features/models/compare-models.ts';
import { listName } from '../../../../../renderer/features/models/list-name.ts';
import { ModelRegistry } from '../../../../../renderer/features/models/model-registry.svelte.ts';
import { resultName } from '../../../../../renderer/text/models.ts';
import {
  furtherProtocol,
  knownRecords,
  readCard,
} from '../../../../../renderer/features/models/model-card.ts';
import { MODELS } from '../../../../support/harness/made-up-training.ts';

test('a card becomes lines, and no entry is left out however deep', () => {
  expect(
    cardRows({
      network: { filters: [32, 64], head: { units: 5 } },
      data: [{ name: 'DS1', licence: 'ODC-By' }],
      metrics: { V: { recall: 0.9031234 } },
      matrix: [
        [1, 2],
        [3, 4],
      ],
      comment: '',
    }),
  ).toEqual([
    { label: 'network · filters', value: '32, 64' },
    { label: 'network · head · units', value: '5' },
    { label: 'data · 1 · name', value: 'DS1' },
    { label: 'data · 1 · licence', value: 'ODC-By' },
    { label: 'metrics · V · recall', value: '0.903123' },
    { label: 'matrix', value: '1, 2 | 3, 4' },
  ]);
});

test('results and names of models are said in words, what differs first', () => {
  expect(resultName('ds1-ds2-reference-beats-without-232')).toBe(
    'DS2, reference beats, without record 232',
  );
  expect(resultName('later-time-before')).toBe(
    'Corrections, later in the recording: the model before',
  );
  expect(resultName('somebody-elses')).toBe('somebody-elses');
  expect(listName('Network of ours (retrained 2026-11-23 08:03, set 1)')).toBe(
    'Retrained 2026-11-23 08:03, set 1 · Network of ours',
  );
});

test('a model that no run here made counts as imported, whatever parent its card names', () => {
  const registry = new ModelRegistry();
  const model = {
    ...(MODELS[1] as (typeof MODELS)[number]),
    shipped: false,
    parentId: 'shipped-1',
  };
  expect(registry.originOf(model, false)).toBe('imported');
  expect(registry.originOf(model, true)).toBe('trained here from shipped-1');
  const name = 'Network of ours (retrained 2026-11-23 08:03, set 1)';
  registry.models = [{ ...model, id: 'trained-0', name }];
  expect(registry.originOf({ ...model, parentId: 'trained-0' }, true)).toBe(
    'trained here from Retrained 2026-11-23 08:03, set 1',
  );
});

test('a card without any of the usual parts is read as far as it goes', () => {
  const card = readCard({ metrics: { accuracy: 0.9 }, licence: 'ODC-By', limits: 7 });
  expect(card.limits).toEqual([]);
  expect(card.results).toEqual([]);
  expect(card.rest).toEqual({ metrics: { accuracy: 0.9 }, licence: 'ODC-By' });
});

test('recordings of the library stand on a card by their names, all others are counted', () => {
  const id = (digit: string) => `${digit.repeat(8)}-0000-4000-8000-${digit.repeat(12)}`;
  const nameOf = (recordingId: string) => (recordingId === id('1') ? '208' : null);
  expect(knownRecords([id('1'), '101', id('2')], nameOf)).toEqual({
    names: ['208', '101'],
    unknown: 1,
  });
});

test('a card says once of which model limits are, and once how results were made', () => {
  const inherited = (limit: string) => `Of the model it was made from (ectopy-1): ${limit}`;
  const { limits } = readCard({ limits: ['A.', inherited('B: b.'), inherited('C.')] });
  expect(limits).toEqual([
    { of: null, limits: ['A.'] },
    { of: 'Of the model it was made from (ectopy-1)', limits: ['B: b.', 'C.'] },
  ]);
  expect(furtherProtocol('Without 232. Split so. Then so.', 'All. Split so. Then so.')).toBe(
    'Without 232.',
  );
  expect(furtherProtocol('All. So.', undefined)).toBe('All. So.');
});

test('hashes of single records are apart: a comparison of two cards would drown in them', () => {
  const card = { training: { data: 'DS1', fingerprints: { '101': 'a'.repeat(64) } } };
  expect(readCard({ training: { ...card.training, records: ['101'], split: '' } })).toMatchObject({
    fingerprints: card.training.fingerprints,
    training: {},
  });
  const [model] = MODELS;
  if (model === undefined) throw new Error('There is one.');
  const labels = compareCards({ ...model, card }, model).map(({ label }) => label);
  expect(labels).toContain('training · data');
  expect(labels.join()).not.toContain('fingerprints');
});

test('two models are compared on the protocols that both cards report', () => {
  const [tuned, shipped] = [MODELS[1], MODELS[0]];
  if (shipped === undefined || tuned === undefined) throw new Error('There are two.');
  const scores = compareScores(shipped, shipped);
  expect(scores.map(({ name }) => name)).toContain('macro F1');
  expect(scores.every(({ a, b }) => a === b)).toBe(true);
  expect(compareScores(shipped, { ...tuned, card: {} })).toEqual([]);
});
