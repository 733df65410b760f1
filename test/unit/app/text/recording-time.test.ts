import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatClock,
  formatElapsed,
  formatTime,
  parseTypedTime,
  resolveTypedTime,
} from '../../../../app/text/recording-time.ts';

const START = '2026-03-02T09:30:00';
const DAY = { durationS: 86_400, sampleRateHz: 250, startTime: START };

describe('formatting', () => {
  it('counts elapsed time and the clock', () => {
    expect(formatElapsed(3723.46, { tenths: true })).toBe('1:02:03.4');
    expect(formatClock(START, 3600)).toBe('10:30:00');
    expect(formatClock(START, 15 * 3600)).toBe('+1 d 00:30:00');
    expect(formatTime(60, 'clock', null)).toBe('0:01:00');
    expect(formatTime(60, 'clock', '2026-03-02')).toBe('0:01:00');
  });
});

describe('parseTypedTime', () => {
  it.each([
    ['1:02:03', 3723],
    ['0:00:00', 0],
    ['12:34', 754],
    ['1:02:03.5', 3723.5],
    ['s2500', 10],
    [' 1:02:03 ', 3723],
  ])('reads %j as elapsed', (text, seconds) => {
    expect(parseTypedTime(text, DAY).elapsedS).toBe(seconds);
  });

  it('reads a clock time, before the start as the next day', () => {
    expect(parseTypedTime('10:00:00', DAY).clockS).toBe(1800);
    expect(parseTypedTime('09:29:59', DAY).clockS).toBe(86_399);
    expect(parseTypedTime('10:30', DAY).clockS).toBe(3600);
  });

  it.each(['', 'abc', '1:60:00', '1:00:60', '25:00:00', '-1:00:00', '1::2', '99999', 's'])(
    'knows no elapsed time %j',
    (text) => {
      expect(parseTypedTime(text, DAY).elapsedS).toBeNull();
    },
  );

  it('has no clock without a start time', () => {
    const recording = { ...DAY, startTime: null };
    expect(parseTypedTime('10:00:00', recording).clockS).toBeNull();
  });

  it('reads back what it shows, in either display', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 86_399 }), (seconds) => {
        expect(parseTypedTime(formatElapsed(seconds), DAY).elapsedS).toBe(seconds);
        const clock = formatClock(START, seconds)?.replace('+1 d ', '') ?? '';
        expect(parseTypedTime(clock, DAY).clockS).toBe(seconds);
      }),
    );
  });

  it('lets the display decide between two readings, and takes the only one there is', () => {
    const typed = parseTypedTime('10:00:00', DAY);
    expect(resolveTypedTime(typed, 'clock')).toBe(1800);
    expect(resolveTypedTime(typed, 'elapsed')).toBe(36_000);
    const hour = { ...DAY, durationS: 3600 };
    expect(resolveTypedTime(parseTypedTime('10:00:00', hour), 'elapsed')).toBe(1800);
    expect(resolveTypedTime(parseTypedTime('0:26:00', hour), 'clock')).toBe(1560);
  });
});
