import { expect, test } from 'vitest';
import {
  DEFAULT_TRAINING_CONFIG,
  formOf,
  parseForm,
} from '../../../../../renderer/features/training/training-form.ts';

test('the defaults pass the check that guards the request', () => {
  expect(parseForm(formOf(DEFAULT_TRAINING_CONFIG)).config).toEqual(DEFAULT_TRAINING_CONFIG);
});

test.each(['', 'x', '0', '201', '2.5', '1e9'])('epochs "%s" are refused by name', (epochs) => {
  const parsed = parseForm({ ...formOf(DEFAULT_TRAINING_CONFIG), epochs });
  expect(parsed.config).toBeNull();
  expect([...parsed.wrong]).toEqual(['epochs']);
});
