import fc from 'fast-check';
import { expect, test } from 'vitest';
import { INVALID_SAMPLE } from '../../../../app/domain/recording.ts';
import { snapToExtremum } from '../../../../app/signal/snap.ts';

/** A flat signal at `level` with one peak. */
function peakAt(position: number, height: number, level = 500): Int16Array {
  const samples = new Int16Array(200).fill(level);
  samples[position] = level + height;
  samples[position - 1] = level + height / 2;
  samples[position + 1] = level + height / 2;
  return samples;
}

test.each([300, -300])('finds a peak of %i counts, whichever way it points', (height) => {
  expect(snapToExtremum(peakAt(104, height), 100, 10)).toBe(104);
});

test('looks no farther than the radius', () => {
  expect(snapToExtremum(peakAt(112, 300), 100, 10)).toBe(100);
});

test('takes the nearest of equally far samples', () => {
  const samples = new Int16Array(200);
  samples[95] = 300;
  samples[103] = 300;
  expect(snapToExtremum(samples, 100, 10)).toBe(103);
});

test('does not take a missing sample for an extremum', () => {
  const samples = peakAt(104, 300);
  samples[98] = INVALID_SAMPLE;
  expect(snapToExtremum(samples, 100, 10)).toBe(104);
});

test('stays within the samples and the radius, whatever they are', () => {
  fc.assert(
    fc.property(
      fc.int16Array({ minLength: 1, maxLength: 60 }),
      fc.nat(80),
      fc.nat(30),
      (samples, centre, radius) => {
        const found = snapToExtremum(samples, centre, radius);
        const reachable = Math.min(samples.length - 1, centre);
        expect(found).toBeGreaterThanOrEqual(0);
        expect(found).toBeLessThan(samples.length);
        if (reachable === centre) expect(Math.abs(found - centre)).toBeLessThanOrEqual(radius);
      },
    ),
  );
});
