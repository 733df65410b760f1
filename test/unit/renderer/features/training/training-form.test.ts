import { expect, test } from 'vitest';
import { cardRows } from '../../../../../renderer/features/training/model-card-rows.ts';
import {
  scoredClasses,
  withEpoch,
} from '../../../../../renderer/features/training/training-curves.ts';
import {
  DEFAULT_TRAINING_CONFIG,
  formOf,
  parseForm,
} from '../../../../../renderer/features/training/training-form.ts';
import { epoch } from '../../../../support/harness/made-up-library.ts';

test('the defaults pass the check that guards the request', () => {
  expect(parseForm(formOf(DEFAULT_TRAINING_CONFIG)).config).toEqual(DEFAULT_TRAINING_CONFIG);
});

test.each(['', 'x', '0', '201', '2.5', '1e9'])('epochs "%s" are refused by name', (epochs) => {
  const parsed = parseForm({ ...formOf(DEFAULT_TRAINING_CONFIG), epochs });
  expect(parsed.config).toBeNull();
  expect([...parsed.wrong]).toEqual(['epochs']);
});

test('an epoch trained again after a resume replaces it and what followed', () => {
  const epochs = [epoch(1), epoch(2), epoch(3)];
  const resumed = withEpoch(epochs, { ...epoch(2), trainLoss: 9 });
  expect(resumed.map(({ trainLoss }) => trainLoss)).toEqual([epoch(1).trainLoss, 9]);
});

test('only classes that were scored get a curve', () => {
  expect(scoredClasses([epoch(1)])).toEqual(['N', 'S', 'V', 'F']);
});

test('a model card becomes lines, the first questions first', () => {
  expect(
    cardRows({
      architecture: { filters: [32, 64] },
      licence: 'ODC-By',
      data: 'DS1',
      metrics: { V: { recall: 0.9031234 } },
      comment: '',
    }),
  ).toEqual([
    { label: 'data', value: 'DS1' },
    { label: 'metrics · V · recall', value: '0.903123' },
    { label: 'licence', value: 'ODC-By' },
    { label: 'architecture · filters', value: '32, 64' },
  ]);
});
