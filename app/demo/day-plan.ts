import type { Random } from '../random.ts';
import { courseAt, type DayCourse } from './day-course.ts';
import { between, createDrift } from './random-streams.ts';

export interface Span {
  readonly startS: number;
  readonly endS: number;
}

export type RhythmEventKind =
  | 'ventricular'
  | 'supraventricular'
  | 'couplet'
  | 'ventricular-run'
  | 'supraventricular-run'
  | 'fusion'
  | 'pause'
  | 'unclassifiable';

/** Something that happens after the first normal beat at or after `timeS`. */
export interface RhythmEvent {
  readonly timeS: number;
  readonly kind: RhythmEventKind;
}

export interface NoiseSpan extends Span {
  readonly lead: number | null;
  readonly rmsMv: number;
}

export interface LeadOffSpan extends Span {
  /** null = every lead: the recorder was taken off. */
  readonly lead: number | null;
  /** Flat line instead of missing samples, as some recorders write it. */
  readonly flat: boolean;
}

/** What goes wrong on the day, in the heart and in the recorder. All lists are in time order. */
export interface DayPlan {
  readonly events: readonly RhythmEvent[];
  readonly fibrillation: readonly Span[];
  readonly bigeminy: readonly Span[];
  readonly trigeminy: readonly Span[];
  readonly noise: readonly NoiseSpan[];
  readonly leadOff: readonly LeadOffSpan[];
}

/** The first minutes are scripted, so that the shortest demo already has something to correct. */
const OPENING: readonly RhythmEvent[] = [
  { timeS: 8, kind: 'ventricular' },
  { timeS: 19, kind: 'supraventricular' },
  { timeS: 27, kind: 'ventricular' },
  { timeS: 52, kind: 'couplet' },
  { timeS: 75, kind: 'fusion' },
  { timeS: 92, kind: 'supraventricular' },
  { timeS: 118, kind: 'ventricular' },
  { timeS: 141, kind: 'supraventricular' },
  { timeS: 160, kind: 'ventricular' },
];
const OPENING_S = 180;
const FIRST_EPISODE_S = 220;

const EVENTS_PER_HOUR: readonly (readonly [RhythmEventKind, number])[] = [
  ['ventricular', 32],
  ['supraventricular', 17],
  ['couplet', 1.7],
  ['fusion', 3],
  ['unclassifiable', 0.8],
];

export function createDayPlan(course: DayCourse, leadCount: number, random: Random): DayPlan {
  const { durationS } = course;
  const hours = durationS / 3600;
  const taken: Span[] = [];

  /** A free stretch that starts near a place in the recording (0..1), or none. */
  function reserve(place: number, lengthS: number): Span[] {
    for (let attempt = 0; attempt < 40; attempt += 1) {
      const startS = durationS * place + attempt * 20 * random.normal();
      const span = { startS, endS: startS + lengthS };
      const free = taken.every(
        (other) => span.endS + 20 < other.startS || other.endS + 20 < startS,
      );
      if (free && startS > FIRST_EPISODE_S && span.endS < durationS - 20) {
        taken.push(span);
        return [span];
      }
    }
    return [];
  }
  /** `count` stretches spread over the recording, at least one when it lasts `fromHours`. */
  function reserveEach(perHour: number, fromHours: number, lengthS: () => number): Span[] {
    const count = hours < fromHours ? 0 : Math.max(1, Math.round(perHour * hours));
    return Array.from({ length: count }, (_, index) =>
      reserve((index + random.uniform()) / count, lengthS()),
    ).flat();
  }

  const fibrillation =
    hours < 0.5 ? [] : reserve(0.56, Math.min(2700, Math.max(150, 0.06 * durationS)));
  const leadOff = planLeadOff(hours, leadCount, reserve, random);
  const bigeminy = reserveEach(0.09, 0.2, () => between(random, 35, 110));
  const trigeminy = reserveEach(0.09, 0.3, () => between(random, 40, 120));
  const noise = reserveEach(1.6, 0.07, () => between(random, 5, 40)).map((span) => ({
    ...span,
    lead: random.uniform() < 0.5 ? random.integer(leadCount) : null,
    rmsMv: between(random, 0.05, 0.22),
  }));
  const rare: [RhythmEventKind, number, number][] = [
    ['ventricular-run', 0.2, 0.075],
    ['supraventricular-run', 0.25, 0.09],
    ['pause', 0.21, 0.1],
  ];
  const episodes = rare.flatMap(([kind, perHour, fromHours]) =>
    reserveEach(perHour, fromHours, () => 15).map(({ startS }) => ({ timeS: startS, kind })),
  );
  const opening = OPENING.map(({ timeS, kind }) => ({
    timeS: timeS + between(random, -2, 2),
    kind,
  }));
  return {
    events: byTime([...opening, ...episodes, ...frequentEvents(course, random)], 'timeS'),
    fibrillation,
    bigeminy: byTime(bigeminy, 'startS'),
    trigeminy: byTime(trigeminy, 'startS'),
    noise: byTime(noise, 'startS'),
    leadOff: byTime(leadOff, 'startS'),
  };
}

/** One electrode loose, one cable that reads a flat line, and once everything off. */
function planLeadOff(
  hours: number,
  leadCount: number,
  reserve: (place: number, lengthS: number) => Span[],
  random: Random,
): LeadOffSpan[] {
  if (hours < 0.2) return [];
  const longest = 60 * hours;
  const one = reserve(0.31, Math.min(longest, between(random, 150, 300)));
  const flat = reserve(0.78, Math.min(longest, between(random, 60, 160)));
  const all = hours < 1 ? [] : reserve(0.43, between(random, 60, 100));
  return [
    ...one.map((span) => ({ ...span, lead: random.integer(leadCount), flat: false })),
    ...flat.map((span) => ({ ...span, lead: random.integer(leadCount), flat: true })),
    ...all.map((span) => ({ ...span, lead: null, flat: false })),
  ];
}

/** Ectopy comes in clusters: each kind follows its own slow tide, and sleep calms it. */
function frequentEvents(course: DayCourse, random: Random): RhythmEvent[] {
  return EVENTS_PER_HOUR.flatMap(([kind, perHour]) => {
    const tide = createDrift(1500, random);
    const events: RhythmEvent[] = [];
    for (let second = 0; second < course.durationS; second += 1) {
      const level = Math.exp(0.8 * tide() - 0.32) * (1 - 0.4 * courseAt(course.sleep, second));
      const happens = random.uniform() < (perHour * level) / 3600;
      if (happens && second > OPENING_S) events.push({ timeS: second, kind });
    }
    return events;
  });
}

function byTime<Key extends string, Item extends Record<Key, number>>(
  items: readonly Item[],
  key: Key,
): Item[] {
  return items.toSorted((a, b) => a[key] - b[key]);
}
