/**
 * Geometry of ECG paper. A millimetre of paper is `pixelsPerMm` CSS pixels (calibrated once per
 * display), whatever the speed and gain; speed and gain say what a millimetre means.
 */

/** Paper speeds in mm/s, slow to fast; 25 is the standard (AHA/ACC/HRS recommendations, part I). */
export const SPEED_PRESETS = [6.25, 12.5, 25, 50, 100] as const;
/** Gains in mm/mV, low to high; 10 is the standard. */
export const GAIN_PRESETS = [2.5, 5, 10, 20, 40] as const;
export const STANDARD_SPEED = 25;
export const STANDARD_GAIN = 10;

/** A bold line every 5 mm: 200 ms and 0.5 mV at standard speed and gain. */
const MAJOR_GRID_MM = 5;
const CALIBRATION_SECONDS = 0.2;
const CALIBRATION_MILLIVOLTS = 1;

/** What turns seconds and millivolts into CSS pixels. */
export interface PaperScale {
  readonly pixelsPerMm: number;
  readonly mmPerSecond: number;
  readonly mmPerMv: number;
}

export function pixelsPerSecond(scale: PaperScale): number {
  return scale.pixelsPerMm * scale.mmPerSecond;
}

export function pixelsPerMillivolt(scale: PaperScale): number {
  return scale.pixelsPerMm * scale.mmPerMv;
}

/** CSS pixels of the 1 mV x 200 ms pulse that every strip starts with. */
export function calibrationPulse(scale: PaperScale): { widthPx: number; heightPx: number } {
  return {
    widthPx: CALIBRATION_SECONDS * pixelsPerSecond(scale),
    heightPx: CALIBRATION_MILLIVOLTS * pixelsPerMillivolt(scale),
  };
}

/** Width of the paper left of a trace: the pulse with 3 mm of base line on both sides, 12 mm at least. */
export function gutterWidthPx(scale: PaperScale): number {
  return Math.ceil(
    Math.max(12 * scale.pixelsPerMm, calibrationPulse(scale).widthPx + 6 * scale.pixelsPerMm),
  );
}

/**
 * The next preset above (`step` 1) or below (-1) the current value, which need not be a preset
 * itself; the last one stays.
 */
export function stepPreset(presets: readonly number[], current: number, step: 1 | -1): number {
  const further = presets.filter((preset) => (step === 1 ? preset > current : preset < current));
  return (step === 1 ? further[0] : further.at(-1)) ?? current;
}

/**
 * Grid line positions within [0, lengthPx), given the position of one major line (the origin, which
 * may lie outside). Positions are rounded to whole pixels, so that lines stay sharp and never drift
 * from true by more than half a pixel.
 */
export function gridLines(
  lengthPx: number,
  originPx: number,
  pixelsPerMm: number,
): { minor: number[]; major: number[] } {
  const minor: number[] = [];
  const major: number[] = [];
  const first = Math.ceil(-originPx / pixelsPerMm);
  for (let mm = first; ; mm += 1) {
    const position = Math.round(originPx + mm * pixelsPerMm);
    if (position >= lengthPx) return { minor, major };
    if (position < 0) continue;
    (mm % MAJOR_GRID_MM === 0 ? major : minor).push(position);
  }
}
