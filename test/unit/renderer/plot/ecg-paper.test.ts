import { describe, expect, it } from 'vitest';
import {
  calibrationPulse,
  GAIN_PRESETS,
  gridLines,
  gutterWidthPx,
  SPEED_PRESETS,
  stepPreset,
} from '../../../../renderer/plot/ecg-paper.ts';

const STANDARD = { pixelsPerMm: 4, mmPerSecond: 25, mmPerMv: 10 };

describe('calibrationPulse', () => {
  it('is 5 mm by 10 mm at 25 mm/s and 10 mm/mV: 200 ms and 1 mV', () => {
    expect(calibrationPulse(STANDARD)).toEqual({ widthPx: 20, heightPx: 40 });
  });

  it('follows speed and gain, and the gutter holds it at every speed', () => {
    for (const mmPerSecond of SPEED_PRESETS) {
      const scale = { ...STANDARD, mmPerSecond };
      const { widthPx } = calibrationPulse(scale);
      expect(widthPx).toBeCloseTo(0.2 * mmPerSecond * 4);
      expect(gutterWidthPx(scale)).toBeGreaterThanOrEqual(widthPx + 6 * 4);
    }
  });
});

describe('stepPreset', () => {
  it('walks the presets and stays at both ends', () => {
    expect(stepPreset(GAIN_PRESETS, 10, 1)).toBe(20);
    expect(stepPreset(GAIN_PRESETS, 10, -1)).toBe(5);
    expect(stepPreset(GAIN_PRESETS, 40, 1)).toBe(40);
    expect(stepPreset(SPEED_PRESETS, 6.25, -1)).toBe(6.25);
  });

  it('finds its way back from a value that is no preset', () => {
    expect(stepPreset(SPEED_PRESETS, 30, 1)).toBe(50);
    expect(stepPreset(SPEED_PRESETS, 30, -1)).toBe(25);
  });
});

describe('gridLines', () => {
  it('has a bold line every 5 mm, one of them at the origin', () => {
    const { minor, major } = gridLines(200, 100, 4);
    expect(major).toContain(100);
    expect(major.map((position) => position % 20)).toEqual(major.map(() => 0));
    expect(minor).toHaveLength(40);
    expect(major).toHaveLength(10);
  });

  it('never drifts from true by more than half a pixel, however odd the display', () => {
    const pixelsPerMm = 3.7795;
    const { minor, major } = gridLines(2000, 0.4, pixelsPerMm);
    const all = [...minor, ...major].sort((a, b) => a - b);
    all.forEach((position, mm) => {
      expect(Math.abs(position - (0.4 + mm * pixelsPerMm))).toBeLessThanOrEqual(0.5);
    });
    expect(all.at(-1)).toBeGreaterThan(2000 - pixelsPerMm - 1);
  });
});
