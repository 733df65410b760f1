import { courseAt, type DayCourse } from './day-course.ts';
import type { BeatSchedule } from './beat-schedule.ts';
import type { ConductionKind, VentricularBeat } from './heart.ts';
import type { DemoLead, Vector } from './lead-set.ts';
import {
  ABERRANT_SHAPE,
  ATRIAL_SHAPES,
  fusedShape,
  NORMAL_SHAPE,
  UNCLASSIFIABLE_SHAPE,
  VENTRICULAR_FOCI,
  type VentricularShape,
  type Wave,
} from './wave-shapes.ts';

/** A stretch of the recording in mV, one array per lead, that generators add to. */
export interface Sheet {
  readonly startSample: number;
  readonly sampleRateHz: number;
  readonly leads: readonly Float32Array[];
}

/** A Gaussian reaches below a ten-thousandth of its height at four standard deviations. */
const REACH = 4;
/** Longest time that any wave of a beat lies before or after its R peak. */
const BEAT_REACH_S = 1.2;
/** R to T distance at which the tabulated T widths hold: a QT of 400 ms. */
const REFERENCE_REPOLARISATION_S = 0.285;

const EMPTY = new Float32Array(0);

/** Adds one bump, rising and falling with different widths, to every lead. */
export function addWave(
  sheet: Sheet,
  peakS: number,
  riseS: number,
  fallS: number,
  heightsMv: ArrayLike<number>,
): void {
  const { startSample, sampleRateHz, leads } = sheet;
  const length = leads[0]?.length ?? 0;
  const first = Math.max(0, Math.ceil((peakS - REACH * riseS) * sampleRateHz) - startSample);
  const last = Math.min(
    length - 1,
    Math.floor((peakS + REACH * fallS) * sampleRateHz) - startSample,
  );
  if (last < first) return;
  const shares = waveShares(last - first + 1);
  for (let index = first; index <= last; index += 1) {
    const sinceS = (startSample + index) / sampleRateHz - peakS;
    const distance = sinceS / (sinceS < 0 ? riseS : fallS);
    shares[index - first] = Math.exp(-0.5 * distance * distance);
  }
  for (let lead = 0; lead < leads.length; lead += 1) {
    const values = leads[lead] ?? EMPTY;
    const heightMv = heightsMv[lead] ?? 0;
    for (let index = first; index <= last; index += 1) {
      values[index] = (values[index] ?? 0) + heightMv * (shares[index - first] ?? 0);
    }
  }
}

let scratch = new Float64Array(1024);

/** Room for one wave, kept between waves: there are millions of them in a day. */
function waveShares(length: number): Float64Array {
  if (scratch.length < length) scratch = new Float64Array(2 * length);
  return scratch;
}

/** Draws the electrical activity of the heart; any stretch in any order gives the same values. */
export function createBeatRenderer(
  schedule: BeatSchedule,
  course: DayCourse,
  demoLeads: readonly DemoLead[],
): (sheet: Sheet) => void {
  const heights = new Float64Array(demoLeads.length);
  const fibrillation = schedule.episodes.filter(({ kind }) => kind === 'atrial-fibrillation');

  function addDipole(
    sheet: Sheet,
    wave: Wave,
    peakS: number,
    stretch: number,
    scale: number,
    directions: readonly Vector[],
  ) {
    directions.forEach((direction, lead) => {
      heights[lead] = scale * project(direction, wave.dipole);
    });
    addWave(sheet, peakS, stretch * wave.riseS, stretch * wave.fallS, heights);
  }

  function addBeat(sheet: Sheet, beat: VentricularBeat): void {
    const shape = shapeOf(beat);
    const directions = turnedLeads(demoLeads, course, beat.timeS);
    for (const wave of shape.depolarisation) {
      addDipole(sheet, wave, beat.timeS + wave.atS, 1, beat.depolarisationScale, directions);
    }
    const stretch = beat.repolarisationS / REFERENCE_REPOLARISATION_S;
    const peakS = beat.timeS + beat.repolarisationS + shape.repolarisationDelayS;
    for (const wave of shape.repolarisation) {
      addDipole(
        sheet,
        wave,
        peakS + stretch * wave.atS,
        stretch,
        beat.repolarisationScale,
        directions,
      );
    }
  }

  return (sheet) => {
    const fromS = sheet.startSample / sheet.sampleRateHz - BEAT_REACH_S;
    const lengthS = (sheet.leads[0]?.length ?? 0) / sheet.sampleRateHz;
    const untilS = fromS + lengthS + 2 * BEAT_REACH_S;
    forEachBetween(schedule.atria, fromS, untilS, ({ timeS, origin }) => {
      const directions = turnedLeads(demoLeads, course, timeS);
      for (const wave of ATRIAL_SHAPES[origin]) {
        addDipole(sheet, wave, timeS + wave.atS, 1, 1, directions);
      }
    });
    forEachBetween(schedule.ventricles, fromS, untilS, (beat) => {
      addBeat(sheet, beat);
    });
    for (const span of fibrillation) {
      if (span.startS < untilS && span.endS > fromS) addFibrillation(sheet, span, demoLeads);
    }
  };
}

const SHAPES: Readonly<Record<ConductionKind, (share: number) => VentricularShape>> = {
  normal: () => NORMAL_SHAPE,
  aberrant: () => ABERRANT_SHAPE,
  'focus-0': () => VENTRICULAR_FOCI[0],
  'focus-1': () => VENTRICULAR_FOCI[1],
  'fusion-0': (share) => fusedShape(VENTRICULAR_FOCI[0], share),
  'fusion-1': (share) => fusedShape(VENTRICULAR_FOCI[1], share),
  unclassifiable: () => UNCLASSIFIABLE_SHAPE,
};

function shapeOf(beat: VentricularBeat): VentricularShape {
  return SHAPES[beat.conduction](beat.ventricularShare);
}

/**
 * The leads as the heart lies at a time: breathing and posture turn it in the chest, and a full
 * chest conducts less. Turning the leads the other way is the same and cheaper.
 */
function turnedLeads(leads: readonly DemoLead[], course: DayCourse, timeS: number): Vector[] {
  const breathing = courseAt(course.respirationRad, timeS);
  const posture = courseAt(course.postureRad, timeS);
  const frontal = 0.055 * Math.sin(breathing) + posture;
  const transverse = 0.075 * Math.sin(breathing - 0.5) - 0.8 * posture;
  const size = 1 - 0.04 * Math.sin(breathing - 0.9);
  return leads.map(({ vector: [x, y, z] }) => {
    const turnedX = x * Math.cos(frontal) - y * Math.sin(frontal);
    const turnedY = x * Math.sin(frontal) + y * Math.cos(frontal);
    return [
      size * (turnedX * Math.cos(transverse) - z * Math.sin(transverse)),
      size * turnedY,
      size * (turnedX * Math.sin(transverse) + z * Math.cos(transverse)),
    ];
  });
}

function project(direction: Vector, dipole: Vector): number {
  return direction[0] * dipole[0] + direction[1] * dipole[1] + direction[2] * dipole[2];
}

/** Direction of fibrillation waves: to the front and right, so that V1 shows them best. */
const FIBRILLATION_DIPOLE: Vector = [-0.015, 0.04, -0.06];

/**
 * Fibrillation waves as a sawtooth of three harmonics whose rate and size wander (Stridh M,
 * Sörnmo L (2001), IEEE Trans Biomed Eng 48:105-111).
 */
function addFibrillation(
  sheet: Sheet,
  span: { readonly startS: number; readonly endS: number },
  demoLeads: readonly DemoLead[],
): void {
  const heights = demoLeads.map(({ vector }) => project(vector, FIBRILLATION_DIPOLE));
  const length = sheet.leads[0]?.length ?? 0;
  for (let index = 0; index < length; index += 1) {
    const timeS = (sheet.startSample + index) / sheet.sampleRateHz;
    const inside = Math.min(1, (timeS - span.startS) / 0.4, (span.endS - timeS) / 0.2);
    if (inside <= 0) continue;
    const phase =
      2 * Math.PI * 6.1 * timeS + 2.1 * Math.sin(0.83 * timeS) + 0.9 * Math.sin(2.9 * timeS + 1);
    const size = inside * (1 + 0.35 * Math.sin(1.27 * timeS) + 0.25 * Math.sin(4.3 * timeS + 2));
    const value =
      size * (Math.sin(phase) + 0.45 * Math.sin(2 * phase + 0.4) + 0.2 * Math.sin(3 * phase + 1));
    for (let lead = 0; lead < heights.length; lead += 1) {
      const values = sheet.leads[lead] ?? EMPTY;
      values[index] = (values[index] ?? 0) + value * (heights[lead] ?? 0);
    }
  }
}

/** Calls back for the items of a list in time order that lie in a stretch, found by bisection. */
export function forEachBetween<Item extends { readonly timeS: number }>(
  items: readonly Item[],
  fromS: number,
  untilS: number,
  visit: (item: Item) => void,
): void {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((items[middle]?.timeS ?? Infinity) < fromS) low = middle + 1;
    else high = middle;
  }
  for (let item = items[low]; item !== undefined && item.timeS < untilS; item = items[(low += 1)]) {
    visit(item);
  }
}
