/** Every kind of event, in the order in which lists and reports have them. */
export const RHYTHM_EVENT_KINDS = [
  'pause',
  'bradycardia',
  'tachycardia',
  'ventricular-couplet',
  'ventricular-triplet',
  'ventricular-run',
  'ventricular-bigeminy',
  'ventricular-trigeminy',
  'supraventricular-couplet',
  'supraventricular-triplet',
  'supraventricular-run',
  'supraventricular-bigeminy',
  'supraventricular-trigeminy',
  'atrial-fibrillation',
  'lead-off',
  'noise',
] as const;

export type RhythmEventKind = (typeof RHYTHM_EVENT_KINDS)[number];

/** Full names, as a reader says them. */
export const RHYTHM_EVENT_NAMES: Record<RhythmEventKind, string> = {
  pause: 'Pause',
  bradycardia: 'Bradycardia',
  tachycardia: 'Tachycardia',
  'ventricular-couplet': 'V couplet',
  'ventricular-triplet': 'V triplet',
  'ventricular-run': 'V run',
  'ventricular-bigeminy': 'V bigeminy',
  'ventricular-trigeminy': 'V trigeminy',
  'supraventricular-couplet': 'S couplet',
  'supraventricular-triplet': 'S triplet',
  'supraventricular-run': 'S run',
  'supraventricular-bigeminy': 'S bigeminy',
  'supraventricular-trigeminy': 'S trigeminy',
  'atrial-fibrillation': 'Atrial fibrillation',
  'lead-off': 'Electrodes off, flat line',
  noise: 'Noise',
};

/** Something that happens from one beat to another, found by criteria. */
export interface RhythmEvent {
  readonly kind: RhythmEventKind;
  /** Its first beat, or where the signal turns bad. */
  readonly startSample: number;
  /** Its last beat, or where the signal is good again; always after `startSample`. */
  readonly endSample: number;
  /** Beats from the first to the last, both counted; 0 where beats do not make the event. */
  readonly beats: number;
  /** 60 s over the mean RR interval between its beats; null where beats do not make the event. */
  readonly meanBpm: number | null;
  /** A triplet or run that is long and fast enough to be ventricular or supraventricular tachycardia. */
  readonly isTachycardia: boolean;
  /** Lead with bad signal; null for all leads and for rhythms. */
  readonly lead: number | null;
}

/** Whether rate says something of a kind: a pause has none, and bad signal has none. */
export function hasRate(kind: RhythmEventKind): boolean {
  return kind !== 'pause' && kind !== 'lead-off' && kind !== 'noise';
}

/** An event that beats make, from the beat at index `first` to the one at `last`. */
export function beatEvent(
  kind: RhythmEventKind,
  sample: Uint32Array,
  first: number,
  last: number,
  sampleRateHz: number,
): RhythmEvent {
  const startSample = sample[first] ?? 0;
  const endSample = sample[last] ?? 0;
  return {
    kind,
    startSample,
    endSample,
    beats: last - first + 1,
    meanBpm: hasRate(kind)
      ? (60 * sampleRateHz * (last - first)) / (endSample - startSample)
      : null,
    isTachycardia: false,
    lead: null,
  };
}
