import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { INVALID_SAMPLE } from '../../../../app/domain/recording.ts';
import { createRandom } from '../../../../app/random.ts';
import {
  DISPLAY_FILTER_MARGIN_S,
  filterForDisplay,
  NO_DISPLAY_FILTER,
  type DisplayFilter,
} from '../../../../app/signal/display-filter.ts';

const RATE_HZ = 250;
const ALL: DisplayFilter = { highPassHz: 0.5, notchHz: 50, lowPassHz: 40 };
const FILTERS: readonly DisplayFilter[] = [
  { ...NO_DISPLAY_FILTER, highPassHz: 0.5 },
  { ...NO_DISPLAY_FILTER, notchHz: 60 },
  { ...NO_DISPLAY_FILTER, lowPassHz: 35 },
  ALL,
];

function wave(frequencyHz: number, amplitude: number, seconds = 60, rateHz = RATE_HZ): Int16Array {
  return Int16Array.from({ length: seconds * rateHz }, (_, index) =>
    Math.round(amplitude * Math.sin((2 * Math.PI * frequencyHz * index) / rateHz)),
  );
}

/** Amplitude in the middle of a long wave, where its beginning is forgotten. */
function amplitudeAfter(filter: DisplayFilter, frequencyHz: number): number {
  const filtered = filterForDisplay(wave(frequencyHz, 20_000), RATE_HZ, 0, filter);
  const middle = filtered.subarray(20 * RATE_HZ, 40 * RATE_HZ);
  const power = middle.reduce((sum, value) => sum + value * value, 0) / middle.length;
  return Math.sqrt(2 * power) / 20_000;
}

/** A trace with beats, wander, noise and a gap now and then. */
function trace(seed: number, seconds: number): Int16Array {
  const random = createRandom(seed);
  return Int16Array.from({ length: seconds * RATE_HZ }, (_, index) => {
    if (random.uniform() < 0.0005) return INVALID_SAMPLE;
    const beat = index % 200 < 12 ? 1500 : 0;
    return Math.round(beat + 3000 * Math.sin(index / 900) + 200 * random.uniform());
  });
}

describe('display filters', () => {
  it.each([
    [{ ...NO_DISPLAY_FILTER, highPassHz: 0.5 }, 0.5, Math.SQRT1_2],
    [{ ...NO_DISPLAY_FILTER, lowPassHz: 40 }, 40, Math.SQRT1_2],
    [{ ...NO_DISPLAY_FILTER, lowPassHz: 35 }, 35, Math.SQRT1_2],
    [{ ...NO_DISPLAY_FILTER, notchHz: 50 }, 50, 0],
    [{ ...NO_DISPLAY_FILTER, notchHz: 60 }, 60, 0],
    // A notch for the mains must not touch the QRS.
    [{ ...NO_DISPLAY_FILTER, notchHz: 50 }, 17, 1],
    [{ ...NO_DISPLAY_FILTER, highPassHz: 0.5 }, 0.05, 0],
    [ALL, 10, 1],
  ])('%o leave of %f Hz the share %f', (filter, frequencyHz, share) => {
    expect(amplitudeAfter(filter, frequencyHz)).toBeCloseTo(share, 2);
  });

  it('shift nothing in time: a peak stays where it is, and the response is symmetric', () => {
    const spike = new Int16Array(20 * RATE_HZ);
    const at = 10 * RATE_HZ;
    spike[at] = 10_000;
    for (const filter of FILTERS) {
      const filtered = filterForDisplay(spike, RATE_HZ, 0, filter);
      const peak = filtered.reduce(
        (best, value, k) => (value > (filtered[best] ?? 0) ? k : best),
        0,
      );
      expect(peak).toBe(at);
      for (let lag = 1; lag < RATE_HZ; lag += 1) {
        expect(Math.abs((filtered[at - lag] ?? 0) - (filtered[at + lag] ?? 0))).toBeLessThanOrEqual(
          1,
        );
      }
    }
  });

  it('show a sample the same in whatever window it is, so that panning changes nothing', () => {
    const margin = DISPLAY_FILTER_MARGIN_S * RATE_HZ;
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1000 }),
        fc.constantFrom(...FILTERS),
        fc.integer({ min: 2 * margin, max: 3 * margin }),
        fc.integer({ min: 0, max: 3 * RATE_HZ }),
        (seed, filter, start, shift) => {
          const samples = trace(seed, 60);
          const length = 4 * RATE_HZ;
          const windowFrom = (from: number): Int16Array => {
            const wide = samples.slice(from - margin, from + length + margin);
            return filterForDisplay(wide, RATE_HZ, 0, filter).slice(margin, margin + length);
          };
          const here = windowFrom(start).subarray(shift);
          const there = windowFrom(start + shift).subarray(0, length - shift);
          const apart = here.map((value, k) => Math.abs(value - (there[k] ?? 0)));
          expect(Math.max(...apart)).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('leave gaps as they are, and what lies between gaps on the base line of 0 mV', () => {
    const samples = Int16Array.of(...new Int16Array(500).fill(900), INVALID_SAMPLE, 900, 900);
    const filtered = filterForDisplay(samples, RATE_HZ, 100, ALL);
    expect(filtered.indexOf(INVALID_SAMPLE)).toBe(500);
    expect(new Set(filtered)).toEqual(new Set([100, INVALID_SAMPLE]));
    expect(samples[0]).toBe(900);
  });

  it('leave out what the sample rate cannot hold', () => {
    const samples = wave(10, 1000, 10, 100);
    const filter = { ...NO_DISPLAY_FILTER, notchHz: 60 };
    expect(filterForDisplay(samples, 100, 0, filter)).toEqual(samples);
  });
});
