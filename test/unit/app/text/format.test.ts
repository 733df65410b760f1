import { expect, test } from 'vitest';
import {
  formatCount,
  formatCountOf,
  formatDuration,
  formatPercent,
  formatPercentNumber,
  formatPointChange,
  formatRate,
  formatScore,
  formatSigned,
  formatTimeLeft,
} from '../../../../app/text/format.ts';
import { formatElapsed } from '../../../../app/text/recording-time.ts';

test('counts carry thousands separators and their noun', () => {
  expect(formatCount(98_842)).toBe('98,842');
  expect(formatCountOf(1, 'beat')).toBe('1 beat');
  expect(formatCountOf(0, 'beat')).toBe('0 beats');
});

test('durations show two units and agree with the clock', () => {
  expect(formatDuration(86_400)).toBe('24 h 00 min');
  expect(formatDuration(1805.6)).toBe('30 min 05 s');
  expect(formatElapsed(1805.6)).toBe('0:30:05');
  expect(formatDuration(2 * 3600 - 1)).toBe('1 h 59 min');
  expect(formatDuration(59.7)).toBe('59 s');
  expect(formatDuration(12)).toBe('12 s');
});

test('what was not assessed is neither 0 nor blank', () => {
  expect(formatPercent(null)).toBe('Not assessed');
  expect(formatPercent(0)).toBe('0.0 %');
  expect(formatPercent(1 / 98_842)).toBe('< 0.1 %');
  expect(formatPercent(1 / 98_842, 2)).toBe('< 0.01 %');
  expect(formatPercent(0.001, 0)).toBe('< 1 %');
  expect(formatScore(null)).toBe('Not assessed');
});

test('rates keep their fraction only when they have one', () => {
  expect(formatRate(250)).toBe('250 Hz');
  expect(formatRate(128.5)).toBe('128.5 Hz');
});

test('changes always carry a sign, and none smaller than the shown digits', () => {
  expect(formatSigned(0.0123)).toBe('+0.012');
  expect(formatSigned(-0.0041)).toBe('−0.004');
  expect(formatSigned(-0.0001)).toBe('±0.000');
});

test('time left is as coarse as the guess', () => {
  expect(formatTimeLeft(null)).toBe('');
  expect(formatTimeLeft(4)).toBe('a few seconds left');
  expect(formatTimeLeft(34)).toBe('30 s left');
  expect(formatTimeLeft(118)).toBe('about 2 min left');
  expect(formatTimeLeft(5400)).toBe('about 1.5 h left');
});

test('columns of percentages carry no unit, and changes count in points', () => {
  expect(formatPercentNumber(0.97814)).toBe('97.8');
  expect(formatPercentNumber(null)).toBe('Not assessed');
  expect(formatPointChange(-0.0123)).toBe('−1.2');
  expect(formatPointChange(0.0001)).toBe('±0.0');
});
