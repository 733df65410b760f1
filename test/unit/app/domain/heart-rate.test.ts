import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  classCountsPerBin,
  HEART_RATE_DEFINITION,
  heartRateTrend,
  RATE_WINDOW_INTERVALS,
  summariseHeartRate,
  summariseHeartRateBetween,
} from '../../../../app/domain/heart-rate.ts';
import { computedMs } from '../../../support/computed-ms.ts';

const RATE_HZ = 250;

/** Beats from RR intervals in seconds. */
function beatsOf(intervalsS: readonly number[], startS = 1): Uint32Array {
  let timeS = startS;
  const times = [timeS, ...intervalsS.map((intervalS) => (timeS += intervalS))];
  return Uint32Array.from(times, (at) => Math.round(at * RATE_HZ));
}

function regular(count: number, intervalS: number): number[] {
  return Array.from({ length: count }, () => intervalS);
}

/** The definition, word for word and slowly. */
function slowRates(beats: Uint32Array): { bpm: number; sample: number }[] {
  const rates = [];
  for (let first = 0; first + RATE_WINDOW_INTERVALS < beats.length; first += 1) {
    const window = beats.subarray(first, first + RATE_WINDOW_INTERVALS + 1);
    const seconds = [...window.subarray(1)].map(
      (at, index) => (at - (window[index] ?? 0)) / RATE_HZ,
    );
    if (seconds.some((interval) => interval < 0.2 || interval > 5)) continue;
    seconds.sort((a, b) => a - b);
    const median = ((seconds[3] ?? 0) + (seconds[4] ?? 0)) / 2;
    rates.push({ bpm: 60 / median, sample: window[RATE_WINDOW_INTERVALS / 2] ?? 0 });
  }
  return rates;
}

describe('heart rate', () => {
  test('of a regular rhythm is its rate', () => {
    const rate = summariseHeartRate(beatsOf(regular(100, 0.8)), RATE_HZ);
    expect(rate).toMatchObject({ minBpm: 75, meanBpm: 75, maxBpm: 75 });
  });

  test('extremes are where the rate changes', () => {
    const beats = beatsOf([...regular(50, 0.8), ...regular(30, 0.5), ...regular(30, 1.2)]);
    const rate = summariseHeartRate(beats, RATE_HZ);
    expect(rate.minBpm).toBeCloseTo(50);
    expect(rate.maxBpm).toBeCloseTo(120);
    expect(rate.maxAtSample).toBeGreaterThanOrEqual(beats[50] ?? 0);
    expect(rate.maxAtSample).toBeLessThanOrEqual(beats[80] ?? 0);
    expect(rate.minAtSample).toBeGreaterThanOrEqual(beats[80] ?? 0);
  });

  test('one false, missed or premature beat makes no extreme', () => {
    const intervals = regular(60, 0.8);
    intervals.splice(20, 1, 0.25, 0.55);
    intervals.splice(40, 2, 1.6);
    const rate = summariseHeartRate(beatsOf(intervals), RATE_HZ);
    expect(rate.minBpm).toBeCloseTo(75);
    expect(rate.maxBpm).toBeCloseTo(75);
  });

  test('a gap ends every window and does not dilute the mean', () => {
    const rate = summariseHeartRate(beatsOf([...regular(20, 1), 90, ...regular(20, 1)]), RATE_HZ);
    expect(rate).toMatchObject({ minBpm: 60, meanBpm: 60, maxBpm: 60 });
    const broken = summariseHeartRate(beatsOf([...regular(7, 1), 90, ...regular(7, 1)]), RATE_HZ);
    expect(broken).toMatchObject({ minBpm: null, meanBpm: 60, maxBpm: null, minAtSample: null });
  });

  test.each([[[]], [[100]]])('of %o beats is unknown', (beats) => {
    expect(summariseHeartRate(Uint32Array.from(beats), RATE_HZ)).toEqual({
      minBpm: null,
      meanBpm: null,
      maxBpm: null,
      minAtSample: null,
      maxAtSample: null,
    });
  });

  test('follows its printed definition for any rhythm', () => {
    const interval = fc.oneof(
      { weight: 12, arbitrary: fc.double({ min: 0.3, max: 1.6, noNaN: true }) },
      { weight: 1, arbitrary: fc.double({ min: 0.004, max: 20, noNaN: true }) },
    );
    fc.assert(
      fc.property(fc.array(interval, { maxLength: 80 }), (intervals) => {
        const beats = beatsOf(intervals);
        const rates = slowRates(beats);
        const summary = summariseHeartRate(beats, RATE_HZ);
        expect(summary.minBpm === null).toBe(rates.length === 0);
        if (rates.length === 0) return;
        const bpm = rates.map((rate) => rate.bpm);
        expect(summary.minBpm).toBeCloseTo(Math.min(...bpm), 6);
        expect(summary.maxBpm).toBeCloseTo(Math.max(...bpm), 6);

        const sampleCount = (beats.at(-1) ?? 0) + 1;
        const trend = heartRateTrend(beats, RATE_HZ, sampleCount, 1000);
        trend.minBpm.forEach((lowest, bin) => {
          const inside = rates.filter(({ sample }) => Math.floor(sample / 1000) === bin);
          const least = inside.length === 0 ? NaN : Math.min(...inside.map((rate) => rate.bpm));
          expect(lowest).toBe(Math.fround(least));
        });
        expect(Math.max(...[...trend.maxBpm].filter(Number.isFinite))).toBeCloseTo(
          Math.max(...bpm),
          3,
        );
      }),
    );
  });

  test('leaves excluded time out, and no window reaches across it', () => {
    const beats = beatsOf([...regular(20, 0.8), ...regular(20, 0.4), ...regular(20, 0.8)]);
    const fast = { startSample: (beats[20] ?? 0) + 1, endSample: (beats[40] ?? 0) - 1 };
    const rate = summariseHeartRate(beats, RATE_HZ, [fast]);
    expect(rate).toMatchObject({ minBpm: 75, meanBpm: 75, maxBpm: 75 });
    // A single excluded sample between two beats breaks every window around it.
    const within = beatsOf(regular(14, 1));
    const at = (within[7] ?? 0) + 10;
    const broken = summariseHeartRate(within, RATE_HZ, [{ startSample: at, endSample: at + 1 }]);
    expect(broken).toMatchObject({ minBpm: null, meanBpm: 60 });
  });

  test('of stretches has the extremes of the whole', () => {
    const beats = beatsOf([...regular(50, 0.8), ...regular(30, 0.5), ...regular(30, 1.2)]);
    const end = (beats.at(-1) ?? 0) + 1;
    const edges = [0, 20, 40, 60].map((seconds) => seconds * RATE_HZ).concat(end);
    const stretches = summariseHeartRateBetween(beats, RATE_HZ, edges);
    const whole = summariseHeartRate(beats, RATE_HZ);
    const known = (values: (number | null)[]) => values.filter((value) => value !== null);
    expect(Math.min(...known(stretches.map(({ minBpm }) => minBpm)))).toBe(whole.minBpm);
    expect(Math.max(...known(stretches.map(({ maxBpm }) => maxBpm)))).toBe(whole.maxBpm);
    expect(stretches[0]?.meanBpm).toBeCloseTo(75);
  });

  test('says how it is measured', () => {
    expect(HEART_RATE_DEFINITION).toMatch(/8 consecutive RR intervals.*0\.2 s.*5 s/);
  });
});

test('beats of each class are counted per bin and none is lost', () => {
  const samples = Uint32Array.of(0, 99, 100, 150, 299);
  const classes = Uint8Array.of(0, 2, 2, 1, 4);
  const counts = classCountsPerBin(samples, classes, 300, 100);
  expect(counts.map((column) => [...column])).toEqual([
    [1, 0, 0],
    [0, 1, 0],
    [1, 1, 0],
    [0, 0, 0],
    [0, 0, 1],
  ]);
});

test('a 48-hour recording takes a few milliseconds', () => {
  const beats = Uint32Array.from({ length: 250_000 }, (_, index) => index * 172 + (index % 7) * 9);
  const sampleCount = 250_000 * 173;
  const tookMs = computedMs(() => {
    heartRateTrend(beats, RATE_HZ, sampleCount, 5 * 60 * RATE_HZ);
    summariseHeartRate(beats, RATE_HZ);
  });
  // Typically under 50 ms; the limit only catches a change of order.
  expect(tookMs).toBeLessThan(500);
});
