import { expect, test } from 'vitest';
import { birthDateRefused } from '../../../../app/text/birth-date.ts';

const NOW = new Date('2026-11-23T12:00:00Z');

test.each(['', '1951-02-28', '1952-02-29', '2000-02-29', '2026-11-23'])('%j is taken', (text) => {
  expect(birthDateRefused(text, NOW)).toBeNull();
});

test.each([
  ['1951-02-29', 'no day'],
  ['1900-02-29', 'no day'],
  ['1951-13-01', 'no day'],
  ['1951-00-10', 'no day'],
  ['0000-00-00', 'no day'],
  ['2027-01-01', 'future'],
  ['03/04/1951', 'year-month-day'],
  ['1951', 'year-month-day'],
])('%s is refused: %s', (text, because) => {
  expect(birthDateRefused(text, NOW)).toContain(because);
});
