import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { beatClassIndex } from '../../../../app/domain/beat-class.ts';
import { DEFAULT_CRITERIA } from '../../../../app/rhythm/event-criteria.ts';
import { findEvents } from '../../../../app/rhythm/find-events.ts';
import { hourEdges } from '../../../../app/trends/clock-hours.ts';
import { poincarePoints, pointsInside } from '../../../../app/trends/poincare.ts';
import { summariseTrends } from '../../../../app/trends/trend-summary.ts';
import { beatsAt, beatTimes, RATE_HZ, wave } from './made-up-beats.ts';

const HOUR = 3600 * RATE_HZ;

describe('hours', () => {
  test('begin at full hours of the clock', () => {
    expect(hourEdges('2026-01-31T14:22:31', RATE_HZ, 2 * HOUR)).toEqual([
      0,
      (37 * 60 + 29) * RATE_HZ,
      (97 * 60 + 29) * RATE_HZ,
      2 * HOUR,
    ]);
    expect(hourEdges('2026-01-31T23:00:00', RATE_HZ, 2 * HOUR)).toEqual([0, HOUR, 2 * HOUR]);
  });

  test('are those since the start where nobody knows the clock', () => {
    expect(hourEdges(null, RATE_HZ, 1.5 * HOUR)).toEqual([0, HOUR, 1.5 * HOUR]);
    expect(hourEdges(null, RATE_HZ, 10)).toEqual([0, 10]);
  });
});

describe('the summary of a day', () => {
  const times = beatTimes(3 * 3600, (timeS) => 0.8 + wave(timeS, 1 / 7200, 0.2));
  const ventricular = new Set([1000, 1001, 2000, 4000, 4001, 4002, 4003]);
  const excluded = [{ startSample: HOUR - 30 * RATE_HZ, endSample: HOUR + 60 * RATE_HZ }];
  const beats = beatsAt(
    times,
    (beat) => (ventricular.has(beat) ? beatClassIndex('V') : 0),
    excluded,
  );
  const events = findEvents({ ...beats, badSignal: [] }, DEFAULT_CRITERIA);
  const summary = summariseTrends(beats, null, events);

  test('counts every beat of analysed time in one hour, and no other', () => {
    const isExcluded = (sample: number) =>
      sample >= HOUR - 30 * RATE_HZ && sample < HOUR + 60 * RATE_HZ;
    const analysed = [...beats.sample].filter((sample) => !isExcluded(sample)).length;
    expect(summary.beats).toBe(analysed);
    expect(summary.excludedBeats).toBe(times.length - analysed);
    expect(summary.hours.map(({ beats: count }) => count).reduce((a, b) => a + b)).toBe(analysed);
    expect(summary.byClass).toMatchObject({ N: analysed - 7, V: 7 });
  });

  test('accounts for the time of every hour', () => {
    const seconds = summary.hours.map(({ analysedSamples }) => analysedSamples / RATE_HZ);
    expect(seconds.slice(0, 2)).toEqual([3570, 3540]);
    expect(summary.analysedSamples / RATE_HZ).toBeCloseTo(
      seconds.reduce((a, b) => a + b),
      6,
    );
  });

  test('has the extremes of its hours', () => {
    const rates = summary.hours.map(({ heartRate }) => heartRate);
    const lowest = Math.min(...rates.map(({ minBpm }) => minBpm ?? Infinity));
    const highest = Math.max(...rates.map(({ maxBpm }) => maxBpm ?? 0));
    expect([summary.heartRate.minBpm, summary.heartRate.maxBpm]).toEqual([lowest, highest]);
    expect(highest).toBeCloseTo(100, 0);
    expect(lowest).toBeCloseTo(60, 0);
  });

  test('has the events of its hours', () => {
    expect(summary.events).toMatchObject({ ventricularCouplets: 1, ventricularRuns: 1 });
    expect(summary.hours[0]?.events).toMatchObject({ ventricularCouplets: 1 });
  });

  test('has every RR interval in its histogram', () => {
    const { histogram, rrIntervals, hrv } = summary;
    const sum = (bins: Uint32Array) => bins.reduce((a, b) => a + b, 0);
    expect(sum(histogram.all)).toBe(rrIntervals);
    expect(sum(histogram.nn)).toBe(hrv.nnIntervals);
    expect(histogram.binMs).toBe(8);
    const fullest = histogram.all.indexOf(Math.max(...histogram.all));
    const ms = histogram.fromMs + (fullest + 0.5) * histogram.binMs;
    expect(ms).toBeGreaterThan(590);
    expect(ms).toBeLessThan(1010);
  });

  test('of nothing has no value where there is none', () => {
    const nothing = summariseTrends(beatsAt([]), null, []);
    expect(nothing.heartRate.minBpm).toBeNull();
    expect(nothing.beats).toBe(0);
  });
});

describe('the Poincaré plot', () => {
  test('has a beat’s own intervals on its axes', () => {
    const beats = beatsAt([1, 1.8, 2.2, 3.4, 4.2, 20, 20.8]);
    const { beat, beforeMs, afterMs } = poincarePoints(beats);
    expect([...beat]).toEqual([1, 2, 3]);
    expect([...beforeMs]).toEqual([800, 400, 1200]);
    expect([...afterMs]).toEqual([400, 1200, 800]);
  });

  test('selects what is inside a rectangle, however it was drawn', () => {
    const place = fc.integer({ min: 1, max: 40 }).map((tenths) => tenths / 10);
    const offEdge = fc.integer({ min: 0, max: 40 }).map((tenths) => 100 * tenths + 50);
    fc.assert(
      fc.property(
        fc.array(place, { minLength: 4, maxLength: 40 }),
        fc.tuple(offEdge, offEdge, offEdge, offEdge),
        fc.boolean(),
        (intervals, [a, b, c, d], clockwise) => {
          let timeS = 1;
          const points = poincarePoints(beatsAt(intervals.map((rr) => (timeS += rr))));
          const corners = [
            { beforeMs: a, afterMs: c },
            { beforeMs: b, afterMs: c },
            { beforeMs: b, afterMs: d },
            { beforeMs: a, afterMs: d },
          ];
          const inside = pointsInside(points, clockwise ? corners : corners.toReversed());
          const expected = [...points.beat.keys()].filter((point) => {
            const x = points.beforeMs[point] ?? 0;
            const y = points.afterMs[point] ?? 0;
            return (
              x > Math.min(a, b) && x < Math.max(a, b) && y > Math.min(c, d) && y < Math.max(c, d)
            );
          });
          expect([...inside]).toEqual(expected);
        },
      ),
    );
  });
});
