import type { RhythmEventKind } from './rhythm-event.ts';

/** What makes an event, as a reader sets it for a recording; every view and report prints it. */
export interface EventCriteria {
  /** Of this object's fields and of what they mean. */
  readonly version: 1;
  readonly pauseS: number;
  /** Which beats bound a pause: any two, or two that are N. */
  readonly pauseBetween: PauseBetween;
  readonly bradycardiaBpm: number;
  readonly bradycardiaS: number;
  readonly tachycardiaBpm: number;
  readonly tachycardiaS: number;
  readonly ventricularRunBeats: number;
  readonly ventricularTachycardiaBpm: number;
  readonly ventricularTachycardiaBeats: number;
  readonly supraventricularRunBeats: number;
  readonly supraventricularTachycardiaBpm: number;
  readonly supraventricularTachycardiaBeats: number;
  readonly alternationCycles: number;
  readonly atrialFibrillationS: number;
}

export const PAUSE_BETWEEN = ['any', 'normal'] as const;
export type PauseBetween = (typeof PAUSE_BETWEEN)[number];

export type NumericCriterion = Exclude<keyof EventCriteria, 'version' | 'pauseBetween'>;

/** What a criterion may be, and where its default comes from. */
export interface CriterionRange {
  readonly unit: 's' | 'bpm' | 'beats' | 'cycles';
  readonly least: number;
  readonly most: number;
  readonly step: number;
  readonly byDefault: number;
  /** Guideline, standard or habit that the default follows. */
  readonly origin: string;
}

/** Guidelines of the American societies on bradycardia, ventricular and supraventricular arrhythmias. */
const BRADYCARDIA_GUIDELINE = 'ACC/AHA/HRS 2018';
const VENTRICULAR_GUIDELINE = 'AHA/ACC/HRS 2017';
const SUPRAVENTRICULAR_GUIDELINE = 'ACC/AHA/HRS 2015';
const OWN = 'Ectopy’s own';

export const CRITERION_RANGES: Record<NumericCriterion, CriterionRange> = {
  pauseS: {
    unit: 's',
    least: 1,
    most: 10,
    step: 0.1,
    byDefault: 2,
    origin: `Usual at Holter stations; a sinus pause is over 3 s (${BRADYCARDIA_GUIDELINE})`,
  },
  bradycardiaBpm: {
    unit: 'bpm',
    least: 20,
    most: 80,
    step: 1,
    byDefault: 50,
    origin: BRADYCARDIA_GUIDELINE,
  },
  bradycardiaS: duration(OWN),
  tachycardiaBpm: {
    unit: 'bpm',
    least: 80,
    most: 220,
    step: 1,
    byDefault: 100,
    origin: SUPRAVENTRICULAR_GUIDELINE,
  },
  tachycardiaS: duration(OWN),
  ventricularRunBeats: runBeats(),
  ventricularTachycardiaBpm: tachycardiaBpm(VENTRICULAR_GUIDELINE),
  ventricularTachycardiaBeats: tachycardiaBeats(VENTRICULAR_GUIDELINE),
  supraventricularRunBeats: runBeats(),
  supraventricularTachycardiaBpm: tachycardiaBpm(SUPRAVENTRICULAR_GUIDELINE),
  supraventricularTachycardiaBeats: tachycardiaBeats('As for ventricular tachycardia'),
  alternationCycles: {
    unit: 'cycles',
    least: 3,
    most: 20,
    step: 1,
    byDefault: 3,
    origin: 'HScribe: NVNVNV, NNVNNVNNV',
  },
  atrialFibrillationS: {
    unit: 's',
    least: 5,
    most: 600,
    step: 1,
    byDefault: 30,
    origin: 'ESC 2020, atrial fibrillation',
  },
};

export const NUMERIC_CRITERIA = Object.keys(CRITERION_RANGES) as NumericCriterion[];

export const DEFAULT_CRITERIA: EventCriteria = {
  version: 1,
  pauseBetween: 'any',
  ...(Object.fromEntries(
    NUMERIC_CRITERIA.map((name) => [name, CRITERION_RANGES[name].byDefault]),
  ) as Record<NumericCriterion, number>),
};

/** Whether a number may stand for a criterion: within its limits and on its step. */
export function isCriterion(name: NumericCriterion, value: number): boolean {
  const { least, most, step } = CRITERION_RANGES[name];
  const steps = value / step;
  return value >= least && value <= most && Math.abs(steps - Math.round(steps)) < 1e-6;
}

/** What beats count as ventricular: with F, as the run statistics of EC57 do. */
const VENTRICULAR_DEFINITION = 'V beats (F beats count as V, as in EC57)';

/** One sentence for every kind of event that beats make, as printed beside lists and in reports. */
export function describeCriteria(
  criteria: EventCriteria,
): Partial<Record<RhythmEventKind, string>> {
  const {
    pauseS,
    pauseBetween,
    alternationCycles: cycles,
    ventricularRunBeats,
    supraventricularRunBeats,
  } = criteria;
  const ventricular = VENTRICULAR_DEFINITION;
  const supraventricular = 'S beats';
  const between = pauseBetween === 'any' ? 'any two beats' : 'two N beats';
  return {
    pause: `Pause: RR of ${pauseS.toFixed(1)} s or more between ${between}.`,
    bradycardia: `Bradycardia: heart rate under ${criteria.bradycardiaBpm} bpm (60 s over the median of 8 RR intervals) for ${criteria.bradycardiaS} s or more.`,
    tachycardia: `Tachycardia: heart rate over ${criteria.tachycardiaBpm} bpm (60 s over the median of 8 RR intervals) for ${criteria.tachycardiaS} s or more.`,
    'ventricular-couplet': `V couplet: two consecutive ${ventricular}.`,
    ...tripletSentence('ventricular', 'V', ventricular, ventricularRunBeats),
    'ventricular-run': `V run: ${ventricularRunBeats} or more consecutive ${ventricular}. Ventricular tachycardia: ${criteria.ventricularTachycardiaBeats} or more at ${criteria.ventricularTachycardiaBpm} bpm or more, from the first beat to the last.`,
    'ventricular-bigeminy': `V bigeminy: ${cycles} or more cycles of one N beat and one V beat (F counts as V).`,
    'ventricular-trigeminy': `V trigeminy: ${cycles} or more cycles of two N beats and one V beat (F counts as V).`,
    'supraventricular-couplet': `S couplet: two consecutive ${supraventricular}.`,
    ...tripletSentence('supraventricular', 'S', supraventricular, supraventricularRunBeats),
    'supraventricular-run': `S run: ${supraventricularRunBeats} or more consecutive ${supraventricular}. Supraventricular tachycardia: ${criteria.supraventricularTachycardiaBeats} or more at ${criteria.supraventricularTachycardiaBpm} bpm or more, from the first beat to the last.`,
    'supraventricular-bigeminy': `S bigeminy: ${cycles} or more cycles of one N beat and one S beat.`,
    'supraventricular-trigeminy': `S trigeminy: ${cycles} or more cycles of two N beats and one S beat.`,
    'atrial-fibrillation': `Atrial fibrillation: irregular RR intervals by the detector of Petrėnas, Marozas and Sörnmo (2015) for ${criteria.atrialFibrillationS} s or more; no P waves are looked for.`,
  };
}

function tripletSentence(
  origin: 'ventricular' | 'supraventricular',
  letter: 'V' | 'S',
  beats: string,
  shortestRun: number,
): Partial<Record<RhythmEventKind, string>> {
  return {
    [`${origin}-triplet`]:
      shortestRun > 3
        ? `${letter} triplet: three consecutive ${beats}.`
        : `${letter} triplet: none, as three consecutive ${beats} count as a run.`,
  };
}

function duration(origin: string): CriterionRange {
  return { unit: 's', least: 3, most: 600, step: 1, byDefault: 30, origin };
}

function runBeats(): CriterionRange {
  const origin = `${OWN}: one more than a triplet`;
  return { unit: 'beats', least: 3, most: 30, step: 1, byDefault: 4, origin };
}

function tachycardiaBpm(origin: string): CriterionRange {
  return { unit: 'bpm', least: 60, most: 250, step: 1, byDefault: 100, origin };
}

function tachycardiaBeats(origin: string): CriterionRange {
  return { unit: 'beats', least: 3, most: 100, step: 1, byDefault: 3, origin };
}
