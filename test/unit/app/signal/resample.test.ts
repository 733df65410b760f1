import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createResampler } from '../../../../app/signal/resample.ts';

const RATES = [128, 200, 250, 257, 360, 500, 1000];

/** Resamples `seconds` of a signal given as a function of time, cut into blocks of `block` outputs. */
function resample(
  fromHz: number,
  signal: (timeS: number) => number,
  seconds: number,
  block: number,
): Float32Array {
  const resampler = createResampler(fromHz, 125);
  const output = new Float32Array(125 * seconds);
  for (let first = 0; first < output.length; first += block) {
    const part = output.subarray(first, first + block);
    const start = resampler.inputStart(first);
    const end = resampler.inputEnd(first + part.length - 1);
    const input = Float32Array.from({ length: end - start }, (_, k) =>
      signal((start + k) / fromHz),
    );
    resampler.resample(input, start, first, part);
  }
  return output;
}

function amplitude(output: Float32Array): number {
  return Math.sqrt(2 * output.reduce((sum, value) => sum + (value * value) / output.length, 0));
}

describe('resampling to 125 Hz', () => {
  it.each(RATES)('keeps what an ECG is made of and its place in time, from %i Hz', (fromHz) => {
    for (const frequency of [1, 10, 30]) {
      const signal = (timeS: number): number => Math.sin(2 * Math.PI * frequency * timeS);
      const output = resample(fromHz, signal, 4, 100);
      output.forEach((value, n) => {
        expect(Math.abs(value - signal(n / 125))).toBeLessThan(0.02);
      });
    }
  });

  it.each(RATES)('stops mains hum and everything that would fold back, from %i Hz', (fromHz) => {
    for (const frequency of [60, 70, 90, 110, 180, 240, 400]) {
      if (frequency >= fromHz / 2) continue;
      const output = resample(fromHz, (t) => Math.sin(2 * Math.PI * frequency * t), 4, 500);
      expect(amplitude(output), `${frequency} Hz`).toBeLessThan(0.02);
    }
  });

  it.each([250, 360, 1000])(
    'is flat to 37 Hz and 48 dB down from 53 Hz on, from %i Hz',
    (fromHz) => {
      const gainDb = (frequency: number): number => {
        const output = resample(fromHz, (t) => Math.sin(2 * Math.PI * frequency * t + 1), 4, 500);
        return 20 * Math.log10(amplitude(output));
      };
      for (let frequency = 1; frequency <= 37; frequency += 4) {
        expect(Math.abs(gainDb(frequency)), `${frequency} Hz`).toBeLessThan(0.05);
      }
      expect(gainDb(45)).toBeCloseTo(-6, 0);
      for (let frequency = 53.25; frequency < fromHz / 2; frequency += 6.5) {
        expect(gainDb(frequency), `${frequency} Hz`).toBeLessThan(-48);
      }
    },
  );

  it('leaves a constant exactly as it is', () => {
    expect(resample(360, () => 1.25, 1, 7).every((value) => Math.abs(value - 1.25) < 1e-5)).toBe(
      true,
    );
  });

  it('gives the same whatever blocks it is asked in', () => {
    const signal = (timeS: number): number => Math.sin(40 * timeS) + Math.cos(91 * timeS * timeS);
    fc.assert(
      fc.property(fc.constantFrom(...RATES), fc.integer({ min: 1, max: 250 }), (fromHz, block) => {
        expect(resample(fromHz, signal, 2, block)).toEqual(resample(fromHz, signal, 2, 250));
      }),
      { numRuns: 30 },
    );
  });
});
