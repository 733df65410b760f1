import { describe, expect, test } from 'vitest';
import { heartRateVariability, type HrvMeasureId } from '../../../../app/trends/hrv.ts';
import { nnIntervals } from '../../../../app/trends/nn-intervals.ts';
import type { TrendBeats } from '../../../../app/trends/trend-beats.ts';
import { beatsAt, beatTimes, RATE_HZ, wave } from './made-up-beats.ts';

/** Two hours with a slow course, VLF, LF and HF modulation; see `GOLDEN`. */
const madeUpTimes = beatTimes(
  7200,
  (timeS) =>
    0.85 +
    wave(timeS, 1 / 3600, 0.08) +
    wave(timeS, 0.1, 0.03) +
    wave(timeS, 0.25, 0.05) +
    wave(timeS, 0.01, 0.015),
);

function valuesOf(beats: TrendBeats): Record<HrvMeasureId, number | null> {
  const { values } = heartRateVariability(nnIntervals(beats));
  return Object.fromEntries(values.map(({ id, value }) => [id, value])) as Record<
    HrvMeasureId,
    number | null
  >;
}

/**
 * The made-up beats above with every 97th one V and the minutes 60 and 61 excluded, computed in
 * Python by NumPy 2 (NN list, SDNN … triangular index, ddof 1) and astropy 8.0.2 (LombScargle,
 * fit_mean=False, normalization 'psd', at k/300 Hz, times 2 · NN time / intervals, segment by
 * segment after numpy.polyfit of degree 1).
 */
const GOLDEN = {
  sdnn: 71.22223583354734,
  sdann: 58.326685328072294,
  'sdnn-index': 43.55705071136727,
  rmssd: 45.07319125391262,
  pnn50: 34.17394513470292,
  'triangular-index': 22.571428571428573,
  vlf: 106.74786447042618,
  lf: 451.0874122191988,
  hf: 1243.3687115760597,
  'lf-hf': 0.36279456610051974,
} satisfies Partial<Record<HrvMeasureId, number>>;

/** The same beats, all N, nothing excluded, by neurokit2 0.2.13 (hrv_time; SD1 and SD2 of hrv_nonlinear). */
const NEUROKIT = {
  sdnn: 70.92079142282485,
  rmssd: 45.078917949939914,
  'triangular-index': 22.32198952879581,
  sd1: 31.877476699810444,
  sd2: 95.09881005271238,
} satisfies Partial<Record<HrvMeasureId, number>>;

describe('heart rate variability', () => {
  test('is that of NumPy and astropy, to ten digits', () => {
    const isVentricular = (beat: number) => (beat % 97 === 96 ? 2 : 0);
    const excluded = [{ startSample: 3600 * RATE_HZ, endSample: 3720 * RATE_HZ }];
    const beats = beatsAt(madeUpTimes, isVentricular, excluded);
    const intervals = nnIntervals(beats);
    expect(intervals.leftOut).toEqual({ besideEctopic: 170, outOfLimits: 0, filtered: 0 });
    expect(heartRateVariability(intervals)).toMatchObject({
      nnIntervals: 8216,
      pairs: 8129,
      segments: 23,
    });
    const values = valuesOf(beats);
    for (const [id, value] of Object.entries(GOLDEN)) {
      expect((values[id as HrvMeasureId] ?? NaN) / value, id).toBeCloseTo(1, 10);
    }
  });

  test('is that of neurokit2 on a recording without ectopy', () => {
    const values = valuesOf(beatsAt(madeUpTimes));
    for (const [id, value] of Object.entries(NEUROKIT)) {
      expect((values[id as HrvMeasureId] ?? NaN) / value, id).toBeCloseTo(1, 10);
    }
  });

  test('finds half the squared amplitude of a sine in its band, and nothing elsewhere', () => {
    // 30 ms at 0.1 Hz are 450 ms², 20 ms at 0.25 Hz are 200 ms², 15 ms at 0.01 Hz are 112.5 ms².
    // The interval at a time t ends there, so that the spectrum sees the sines themselves.
    const times = [0.5];
    for (let timeS = 0.5; timeS < 3600;) {
      let end = timeS + 0.9;
      for (let round = 0; round < 30; round += 1) {
        end = timeS + 0.9 + wave(end, 0.1, 0.03) + wave(end, 0.25, 0.02) + wave(end, 0.01, 0.015);
      }
      timeS = end;
      times.push(timeS);
    }
    // A high rate of samples, so that rounding adds no power of its own.
    const values = valuesOf(beatsAt(times, () => 0, [], 10_000));
    expect(values.lf).toBeGreaterThan(450 * 0.98);
    expect(values.lf).toBeLessThan(450 * 1.02);
    expect(values.hf).toBeGreaterThan(200 * 0.97);
    expect(values.hf).toBeLessThan(200 * 1.03);
    // The straight line takes 6/(πk)² of a sine of k whole cycles: three of them in five minutes.
    const vlf = 112.5 * (1 - 6 / (3 * Math.PI) ** 2);
    expect(values.vlf).toBeGreaterThan(vlf * 0.99);
    expect(values.vlf).toBeLessThan(vlf * 1.01);
  });

  test('of alternating intervals is their difference', () => {
    let beat = 0;
    const values = valuesOf(beatsAt(beatTimes(1500, () => (beat++ % 2 === 0 ? 0.8 : 0.9))));
    expect(values['mean-nn']).toBeCloseTo(850, 0);
    expect(values.rmssd).toBeCloseTo(100, 6);
    expect(values.pnn50).toBe(100);
    expect(values.sd1).toBeCloseTo(Math.SQRT1_2 * 100, 1);
    expect(values.sd2).toBeCloseTo(0, 6);
    expect(values['triangular-index']).toBeCloseTo(2, 2);
  });

  test('is not assessed where there is too little, and says what is missing', () => {
    const { values } = heartRateVariability(nnIntervals(beatsAt(beatTimes(240, () => 0.8))));
    for (const { value, reason } of values) {
      expect(value).toBeNull();
      expect(reason).toMatch(/^Needs .*\.$/);
    }
    const quarter = valuesOf(beatsAt(beatTimes(900, (timeS) => 0.8 + wave(timeS, 0.1, 0.05))));
    expect(quarter.sdnn).not.toBeNull();
    expect(quarter.lf).not.toBeNull();
    expect(quarter['triangular-index']).toBeNull();
    expect(quarter.sdann).toBeNull();
  });

  test('of no beats at all is not assessed', () => {
    expect(Object.values(valuesOf(beatsAt([]))).every((value) => value === null)).toBe(true);
  });
});

describe('NN intervals', () => {
  test('leave out what is beside an ectopic beat, what no heart does and what stands alone', () => {
    const times: number[] = [];
    for (let beat = 0; beat < 100; beat += 1) times.push(1 + 0.8 * beat);
    // Beat 30 is early and V: four intervals touch it or its neighbours' pause, two are beside it.
    times[30] = (times[30] ?? 0) - 0.3;
    // A missed beat leaves an interval of 1.6 s, a false one two short ones.
    times.splice(60, 1);
    times.splice(80, 0, (times[79] ?? 0) + 0.25);
    const intervals = nnIntervals(beatsAt(times, (beat) => (beat === 30 ? 2 : 0)));
    expect(intervals.leftOut).toEqual({ besideEctopic: 2, outOfLimits: 1, filtered: 2 });
    expect([...intervals.ms].every((ms) => Math.abs(ms - 800) < 1e-6)).toBe(true);
    const breaks = [...intervals.follows].filter((follows) => follows === 0);
    // The first one, and one after each of the three places.
    expect(breaks).toHaveLength(4);
  });

  test('never cross excluded time', () => {
    const times = beatTimes(60, () => 0.8);
    const excluded = [{ startSample: 20 * RATE_HZ, endSample: 21 * RATE_HZ }];
    const beats = beatsAt(times, () => 0, excluded);
    const { beat } = nnIntervals(beats);
    for (const index of beat) {
      const from = beats.sample[index - 1] ?? 0;
      const to = beats.sample[index] ?? 0;
      expect(to < 20 * RATE_HZ || from >= 21 * RATE_HZ).toBe(true);
    }
    expect(beat.length).toBeLessThan(times.length - 2);
  });
});
