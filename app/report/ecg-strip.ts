import { beatClassAt } from '../domain/beat-class.ts';
import { lines, type Mark, type PathMark } from './marks.ts';

/** True size: what a reader measures with a ruler on the print. */
const MM_PER_S = 25;
const MM_PER_MV = 10;
/** One millivolt, a fifth of a second: the standard's calibration pulse (IEC 60601-2-25). */
const CALIBRATION_MV = 1;
const CALIBRATION_S = 0.2;
const CALIBRATION_LEAD_IN_MM = 2.5;
/** Room for the pulse before the trace. */
const CALIBRATION_MM = 2 * CALIBRATION_LEAD_IN_MM + CALIBRATION_S * MM_PER_S;
const LEAST_LANE_MM = 20;
const LANE_PADDING_MM = 4;
const BEAT_LANE_MM = 5;
const TRACE_STROKE_MM = 0.25;
const MINOR_MM = 1;
const MAJOR_MM = 5;

/** One lead of a strip; NaN where there is no signal. */
export interface StripLead {
  readonly name: string;
  /** Millivolts. */
  readonly samples: Float32Array;
  readonly sampleRateHz: number;
  /** From the strip's start, in order of time. */
  readonly silent: readonly SilentStretch[];
}

export interface StripBeat {
  /** From the strip's start. */
  readonly offsetS: number;
  /** Index into BEAT_CLASSES. */
  readonly beatClass: number;
}

/** A stretch in which a lead shows nothing to read, and why. */
export interface SilentStretch {
  readonly startS: number;
  readonly endS: number;
  readonly words: string;
}

export interface EcgStrip {
  readonly durationS: number;
  readonly leads: readonly StripLead[];
  readonly beats: readonly StripBeat[];
}

export interface StripBox {
  readonly xMm: number;
  readonly yMm: number;
  readonly widthMm: number;
}

/** The longest strip that fits a width, whole half seconds. */
export function longestStripS(widthMm: number): number {
  return Math.floor((2 * (widthMm - CALIBRATION_MM)) / MM_PER_S) / 2;
}

/** A strip with the place that its leads take on paper. */
export interface LaidOutStrip {
  readonly strip: EcgStrip;
  /** Whole large squares below the letters, so that the grid closes. */
  readonly heightMm: number;
  readonly lanes: readonly Lane[];
}

export function layOutStrip(strip: EcgStrip): LaidOutStrip {
  const lanes = strip.leads.map((lead) => laneOf(lead));
  const lanesMm = lanes.reduce((sum, lane) => sum + lane.heightMm, 0);
  return { strip, lanes, heightMm: BEAT_LANE_MM + Math.ceil(lanesMm / MAJOR_MM) * MAJOR_MM };
}

/**
 * A strip on its grid: 25 mm a second, 10 mm a millivolt, with calibration pulse, lead names and the
 * letter of every beat that is not N (N is a dot). Traces are drawn sample by sample.
 */
export function stripMarks(laidOut: LaidOutStrip, { xMm, yMm, widthMm }: StripBox): Mark[] {
  const { strip, lanes } = laidOut;
  const topMm = yMm + BEAT_LANE_MM;
  const usedMm = Math.min(
    Math.floor(widthMm / MAJOR_MM) * MAJOR_MM,
    Math.ceil((CALIBRATION_MM + strip.durationS * MM_PER_S) / MAJOR_MM) * MAJOR_MM,
  );
  const marks: Mark[] = gridMarks(xMm, topMm, usedMm, laidOut.heightMm - BEAT_LANE_MM);
  const startMm = xMm + CALIBRATION_MM;
  for (const { offsetS, beatClass } of strip.beats) {
    const name = beatClassAt(beatClass);
    marks.push({
      kind: 'text',
      xMm: startMm + offsetS * MM_PER_S,
      yMm: topMm - 1.4,
      text: name === 'N' ? '•' : name,
      sizePt: 8,
      weight: 'strong',
      ink: name,
      anchor: 'middle',
    });
  }
  let laneTopMm = topMm;
  for (const { lead, aboveMm, heightMm, offsetMv } of lanes) {
    const zeroMm = laneTopMm + LANE_PADDING_MM + aboveMm;
    marks.push(...silenceMarks(lead, startMm, laneTopMm, heightMm));
    marks.push(calibrationPulse(xMm, zeroMm), tracePath(lead, startMm, zeroMm, offsetMv));
    marks.push({
      kind: 'text',
      xMm: startMm + 1,
      yMm: laneTopMm + 3.4,
      text: lead.name,
      sizePt: 7.5,
      weight: 'strong',
      ink: 'text',
      anchor: 'start',
    });
    laneTopMm += heightMm;
  }
  return marks;
}

interface Lane {
  readonly lead: StripLead;
  readonly heightMm: number;
  /** Room over the baseline. */
  readonly aboveMm: number;
  /** The lead's usual level, drawn as the baseline. */
  readonly offsetMv: number;
}

function laneOf(lead: StripLead): Lane {
  const present = lead.samples.filter((value) => !Number.isNaN(value)).sort();
  const offsetMv = present[present.length >> 1] ?? 0;
  const aboveMm = Math.max(CALIBRATION_MV, (present.at(-1) ?? 0) - offsetMv) * MM_PER_MV;
  const belowMm = Math.max(0, offsetMv - (present[0] ?? 0)) * MM_PER_MV;
  return {
    lead,
    aboveMm,
    offsetMv,
    heightMm: Math.max(LEAST_LANE_MM, aboveMm + belowMm + 2 * LANE_PADDING_MM),
  };
}

/** Says in the lane itself why nothing is drawn there, or nothing but a line. */
function silenceMarks(
  { silent }: StripLead,
  startMm: number,
  topMm: number,
  heightMm: number,
): Mark[] {
  return silent.flatMap(({ startS, endS, words }): Mark[] => {
    const xMm = startMm + startS * MM_PER_S;
    const widthMm = (endS - startS) * MM_PER_S;
    return [
      { kind: 'rectangle', xMm, yMm: topMm, widthMm, heightMm, ink: 'shade' },
      {
        kind: 'text',
        xMm: xMm + widthMm / 2,
        yMm: topMm + heightMm - 1.5,
        text: words,
        sizePt: 7.5,
        weight: 'regular',
        ink: 'muted',
        anchor: 'middle',
      },
    ];
  });
}

function gridMarks(xMm: number, yMm: number, widthMm: number, heightMm: number): Mark[] {
  const grid = (stepMm: number, skipMm: number | null): [number, number, number, number][] => {
    const segments: [number, number, number, number][] = [];
    for (let at = 0; at <= widthMm; at += stepMm) {
      if (skipMm !== null && at % skipMm === 0) continue;
      segments.push([xMm + at, yMm, xMm + at, yMm + heightMm]);
    }
    for (let at = 0; at <= heightMm; at += stepMm) {
      if (skipMm !== null && at % skipMm === 0) continue;
      segments.push([xMm, yMm + at, xMm + widthMm, yMm + at]);
    }
    return segments;
  };
  return [
    lines(grid(MINOR_MM, MAJOR_MM), 0.08, 'grid-minor'),
    lines(grid(MAJOR_MM, null), 0.16, 'grid-major'),
  ];
}

function calibrationPulse(xMm: number, zeroMm: number): PathMark {
  const top = zeroMm - CALIBRATION_MV * MM_PER_MV;
  const rise = xMm + CALIBRATION_LEAD_IN_MM;
  const fall = rise + CALIBRATION_S * MM_PER_S;
  const end = fall + CALIBRATION_LEAD_IN_MM;
  return {
    kind: 'path',
    pointsMm: Float32Array.from([xMm, zeroMm, rise, zeroMm, rise, top, fall, top, fall, zeroMm, end, zeroMm]), // prettier-ignore
    strokeMm: TRACE_STROKE_MM,
    ink: 'trace',
  };
}

function tracePath(
  { samples, sampleRateHz }: StripLead,
  startMm: number,
  zeroMm: number,
  offsetMv: number,
): PathMark {
  const pointsMm = new Float32Array(2 * samples.length);
  samples.forEach((value, index) => {
    pointsMm[2 * index] = startMm + (index / sampleRateHz) * MM_PER_S;
    pointsMm[2 * index + 1] = zeroMm - (value - offsetMv) * MM_PER_MV;
  });
  return { kind: 'path', pointsMm, strokeMm: TRACE_STROKE_MM, ink: 'trace' };
}
