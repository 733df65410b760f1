import { describe, expect, it } from 'vitest';
import { INVALID_SAMPLE, type SampleReader } from '../../../../../app/domain/recording.ts';
import { beatGroups } from '../../../../../app/signal/beat-groups.ts';
import { openBeatCutter, type PreparationName } from '../../../../../app/signal/preparations/index.ts'; // prettier-ignore
import { SHAPE_LENGTH } from '../../../../../app/signal/preparations/template-rhythm.ts';
import { rrContext } from '../../../../../app/signal/rr-context.ts';

const WINDOW_LENGTH = 187;
const RATE = 250;
const BEATS = 40;
const R_AT = 40;
const RHYTHM_AT = 159;

interface Shape {
  readonly gain?: number;
  readonly wander?: number;
  /** Beats that are wide and inverted. */
  readonly ectopic?: readonly number[];
  readonly missing?: boolean;
}

/** Beats once a second, each a narrow spike of 1 mV (or a wide negative one). */
function recording({ gain = 200, wander = 0, ectopic = [], missing = false }: Shape): SampleReader {
  return {
    sampleRateHz: RATE,
    sampleCount: (BEATS + 1) * RATE,
    leads: [{ name: 'II', units: 'mV', gainPerUnit: gain, baseline: 0, calibrated: true }],
    read(_lead, start, end) {
      return Int16Array.from({ length: end - start }, (_, k) => {
        if (missing) return INVALID_SAMPLE;
        const timeS = (start + k) / RATE;
        const beat = Math.round(timeS);
        const isEctopic = ectopic.includes(beat - 1);
        const width = isEctopic ? 0.05 : 0.012;
        const spike = (isEctopic ? -1.5 : 1) * Math.exp(-0.5 * ((timeS - beat) / width) ** 2);
        const drift = wander * Math.sin(2 * Math.PI * 0.2 * timeS);
        return Math.round(gain * ((beat >= 1 && beat <= BEATS ? spike : 0) + drift));
      });
    },
  };
}

const beatSamples = Uint32Array.from({ length: BEATS }, (_, beat) => (beat + 1) * RATE);

function windows(shape: Shape, preparation: PreparationName = 'template-rhythm-1'): Float32Array[] {
  const cutter = openBeatCutter(preparation, recording(shape), [0], beatSamples);
  const all = cutter.cut({ first: 0, end: BEATS });
  return Array.from({ length: BEATS }, (_, beat) =>
    all.subarray(beat * WINDOW_LENGTH, (beat + 1) * WINDOW_LENGTH),
  );
}

function energy(values: Float32Array | undefined, start: number, end: number): number {
  return values?.subarray(start, end).reduce((sum, value) => sum + value * value, 0) ?? Number.NaN;
}

describe('template-rhythm-1', () => {
  it('puts R at sample 40 at a height of about one, whatever the gain and the baseline do', () => {
    const plain = Array.from(windows({})[20] ?? []);
    expect(plain.indexOf(Math.max(...plain))).toBe(R_AT);
    expect(plain[R_AT]).toBeGreaterThan(0.7);
    for (const other of [windows({ gain: 1000 })[20], windows({ wander: 0.5 })[20]]) {
      other?.forEach((value, k) => {
        expect(Math.abs(value - (plain[k] ?? 0))).toBeLessThan(0.08);
      });
    }
  });

  it('keeps the polarity and shows an ectopic beat as a difference from the usual one', () => {
    const cut = windows({ ectopic: [20] });
    expect(cut[20]?.[R_AT]).toBeLessThan(-0.5);
    expect(energy(cut[20], SHAPE_LENGTH, RHYTHM_AT)).toBeGreaterThan(20 * energy(cut[10], SHAPE_LENGTH, RHYTHM_AT)); // prettier-ignore
  });

  it('is finite and quiet for a lead that is off', () => {
    const cut = windows({ missing: true });
    expect(cut.every((window) => window.subarray(0, RHYTHM_AT).every((value) => value === 0))).toBe(true); // prettier-ignore
    expect(cut.every((window) => window.every(Number.isFinite))).toBe(true);
  });
});

it('kachuee-1 starts at R, spans 0 to 1, and is padded with zeros after 1.2 RR', () => {
  const window = windows({ wander: 0.05 }, 'kachuee-1')[20];
  expect(window?.[0]).toBe(1);
  expect(Math.min(...(window ?? []))).toBe(0);
  expect(energy(window, 150, WINDOW_LENGTH)).toBe(0);
});

it('groups divide the beats without gap or overlap', () => {
  for (const count of [0, 1, 599, 901, 107_999]) {
    const groups = beatGroups(count);
    expect(groups.reduce((sum, { first, end }) => sum + end - first, 0)).toBe(count);
    groups.forEach(({ first }, index) => {
      expect(first).toBe(groups[index - 1]?.end ?? 0);
    });
  }
});

it('an early beat reads early, and everything is defined for a lone beat', () => {
  const positions = Float64Array.from([0, 100, 200, 270, 400, 500, 600]);
  const [before, after] = rrContext(positions, 3);
  expect(before).toBeCloseTo(2 * Math.log2(0.7), 5);
  expect(after).toBeCloseTo(2 * Math.log2(1.3), 5);
  expect(rrContext(Float64Array.of(50), 0).every(Number.isFinite)).toBe(true);
});
