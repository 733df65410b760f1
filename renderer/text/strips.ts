import { formatCount, formatCountOf } from './format.ts';

/** What a screen reader is told of the strips, which are pictures. */
export const STRIPS_TEXT = {
  role: 'ECG strips',
  noSignal: 'no signal',
  heading: (recording: string) => `Review of ${recording}`,
  times: (from: string, to: string) => `${from} to ${to}`,
  lead: (name: string, description: string, leftOut: string) =>
    `Lead ${name}, ${description}${leftOut}`,
  leftOut: (reason: string, from: string, to: string) => `, ${reason} from ${from} to ${to}`,
  heartRate: (bpm: number | null) =>
    bpm === null ? 'heart rate not assessed' : `${Math.round(bpm)} beats per minute`,
  /** "74 beats per minute, 18 beats: 15 normal, 3 ventricular ectopic" */
  window: (rate: string, beats: number, classes: readonly string[]) =>
    beats === 0
      ? `${rate}, no beats`
      : `${rate}, ${formatCountOf(beats, 'beat')}: ${classes.join(', ')}`,
  ofClass: (count: number, name: string) => `${formatCount(count)} ${name}`,
  edited: (isEdited: boolean) => (isEdited ? ', edited' : ''),
  rr: (milliseconds: number | null) =>
    milliseconds === null ? '' : `, RR ${Math.round(milliseconds)} milliseconds`,
} as const;
