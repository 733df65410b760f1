import { describe, expect, it } from 'vitest';
import type { SampleReader } from '../../../../../app/domain/recording.ts';
import {
  RHYTHM_FORM_LAYOUT,
  rhythmForm,
} from '../../../../../app/signal/preparations/rhythm-form.ts';

const RATE = 250;
const BEATS = 60;
const EARLY = 30;
const WIDE = 45;
/** Samples, a whole number of them at 125 Hz. */
const EARLY_BY = 64;
const { timing, shared, lead, cluster } = RHYTHM_FORM_LAYOUT;
const LENGTH = rhythmForm.inputLength;

/** Beats once a second but for one that is early and one that is wide, both after three quarters of that. */
const beatSamples = Uint32Array.from(
  { length: BEATS },
  (_, beat) => (beat + 1) * RATE - (beat === EARLY || beat === WIDE ? EARLY_BY : 0),
);

function recording(gain: number, off: readonly number[] = []): SampleReader {
  return {
    sampleRateHz: RATE,
    sampleCount: (BEATS + 2) * RATE,
    leads: ['II', 'V1'].map((name) => ({ name, units: 'mV', gainPerUnit: gain, baseline: 0, calibrated: true })), // prettier-ignore
    read(leadIndex, start, end) {
      const output = new Int16Array(end - start);
      if (off.includes(leadIndex)) return output;
      beatSamples.forEach((at, beat) => {
        const width = (beat === WIDE ? 0.05 : 0.012) * RATE;
        const height = (beat === WIDE ? -1.5 : 1) * (leadIndex === 0 ? 1 : 0.6);
        for (let k = Math.max(start, at - 100); k < Math.min(end, at + 100); k += 1) {
          output[k - start] = Math.round(
            (output[k - start] ?? 0) + gain * height * Math.exp(-0.5 * ((k - at) / width) ** 2),
          );
        }
      });
      return output;
    },
  };
}

function beats(reader: SampleReader, leads: readonly number[]): Float32Array[] {
  const all = rhythmForm.open(reader, leads, beatSamples).cut({ first: 0, end: BEATS });
  return Array.from({ length: BEATS }, (_, beat) => all.subarray(beat * LENGTH, (beat + 1) * LENGTH)); // prettier-ignore
}

const difference = (a: Float32Array | undefined, b: Float32Array | undefined): number =>
  Math.max(...(a ?? []).map((value, k) => Math.abs(value - (b?.[k] ?? Number.NaN))));

describe('rhythm-form-1', () => {
  const plain = beats(recording(200), [0, 1]);

  it('is finite, between -4 and 4, and does not change with the gain', () => {
    expect(plain.every((beat) => beat.every((value) => Math.abs(value) <= 4))).toBe(true);
    const other = beats(recording(1000), [0, 1]);
    expect(difference(plain[20], other[20])).toBeLessThan(0.3);
  });

  it('tells an early beat by its timing, and not by its shape', () => {
    const early = plain[EARLY];
    const ratio = early?.[timing - shared] ?? 0;
    expect(ratio).toBeCloseTo(2 * Math.log2(1 - EARLY_BY / RATE), 5);
    expect(difference(early?.subarray(timing, timing + 2), plain[20]?.subarray(timing, timing + 2))).toBeLessThan(0.7); // prettier-ignore
  });

  it('tells a wide beat by its shape, and that it is of a rare kind that comes early', () => {
    const wide = plain[WIDE];
    // The likeness of the QRS, and the share of beats of its kind.
    expect(wide?.[timing] ?? 0).toBeLessThan((plain[20]?.[timing] ?? 0) - 1);
    const kind = LENGTH - cluster;
    expect(wide?.[kind] ?? 0).toBeLessThan((plain[20]?.[kind] ?? 0) - 1);
    expect(wide?.[timing - shared]).toBe(plain[EARLY]?.[timing - shared]);
  });

  it('holds zeros for a lead that is missing or off, and takes the rest from the other', () => {
    const second = (beat: Float32Array | undefined): number[] =>
      Array.from(beat?.subarray(timing + lead, timing + 2 * lead - 1) ?? []);
    const alone = beats(recording(200), [0]);
    const off = beats(recording(200, [1]), [0, 1]);
    expect(new Set([...second(alone[20]), ...second(off[20])])).toEqual(new Set([0]));
    expect(difference(alone[WIDE]?.subarray(0, timing + lead), plain[WIDE]?.subarray(0, timing + lead))).toBeLessThan(1); // prettier-ignore
  });

  it('cuts a beat the same in whatever group, and takes recordings of no and one beat', () => {
    const cutter = rhythmForm.open(recording(200), [0, 1], beatSamples);
    expect(cutter.cut({ first: 40, end: 41 })).toEqual(plain[40]);
    for (const count of [0, 1]) {
      const few = rhythmForm.open(recording(200), [0, 1], beatSamples.subarray(0, count));
      const cut = few.cut({ first: 0, end: count });
      expect(cut).toHaveLength(count * LENGTH);
      expect(cut.every(Number.isFinite)).toBe(true);
    }
  });
});
