import { expect, test } from 'vitest';
import {
  CRITERION_RANGES,
  DEFAULT_CRITERIA,
  NUMERIC_CRITERIA,
} from '../../../../../app/rhythm/event-criteria.ts';
import {
  CRITERIA_GROUPS,
  formOf,
  parseCriterion,
  parseForm,
} from '../../../../../renderer/features/events/criteria-form.ts';

test('every criterion has one field, and what is shown reads back as it was', () => {
  expect(CRITERIA_GROUPS.flatMap(({ fields }) => fields).toSorted()).toEqual(
    NUMERIC_CRITERIA.toSorted(),
  );
  const criteria = { ...DEFAULT_CRITERIA, pauseS: 2.5, pauseBetween: 'normal' as const };
  expect(parseForm(formOf(criteria))).toEqual(criteria);
});

test.each(NUMERIC_CRITERIA)('%s takes its limits and nothing beyond', (name) => {
  const { least, most, step } = CRITERION_RANGES[name];
  expect(parseCriterion(name, String(least))).toBe(least);
  expect(parseCriterion(name, String(most))).toBe(most);
  for (const text of [
    String(most + step),
    String(least - step),
    '',
    'x',
    String(least + step / 3),
  ]) {
    expect(parseCriterion(name, text)).toBeNull();
  }
});

test('a decimal comma is a decimal point, and one wrong field makes no criteria', () => {
  expect(parseCriterion('pauseS', ' 2,4 ')).toBe(2.4);
  const form = formOf(DEFAULT_CRITERIA);
  form.texts.tachycardiaBpm = '10';
  expect(parseForm(form)).toBeNull();
});
