import type { Random } from '../random.ts';
import { alternate, fibrillate, performEvent } from './arrhythmias.ts';
import type { DayCourse } from './day-course.ts';
import type { DayPlan, Span } from './day-plan.ts';
import {
  createHeart,
  type AtrialActivation,
  type RhythmEpisode,
  type VentricularBeat,
} from './heart.ts';

/** Everything the heart did, in time order. The first and last beats may lie outside the recording. */
export interface BeatSchedule {
  readonly atria: readonly AtrialActivation[];
  readonly ventricles: readonly VentricularBeat[];
  readonly episodes: readonly RhythmEpisode[];
}

/** Lets the heart beat through the day's course with the arrhythmias of its plan. */
export function scheduleBeats(course: DayCourse, plan: DayPlan, random: Random): BeatSchedule {
  const heart = createHeart(course, random);
  const fibrillation = [...plan.fibrillation];
  const bigeminy = [...plan.bigeminy];
  const trigeminy = [...plan.trigeminy];
  let nextEvent = 0;

  function dueSpan(spans: Span[]): Span | undefined {
    const first = spans[0];
    return first !== undefined && first.startS <= heart.lastS() ? spans.shift() : undefined;
  }
  function dueEvent() {
    const event = plan.events[nextEvent];
    if (event === undefined || event.timeS > heart.lastS()) return undefined;
    nextEvent += 1;
    return event.kind;
  }

  while (heart.lastS() < course.durationS + 1) {
    heart.sinusBeat(heart.lastS() + heart.sinusIntervalS());
    const irregular = dueSpan(fibrillation);
    if (irregular !== undefined) fibrillate(heart, irregular, () => dueEvent() === 'ventricular');
    const pairs = dueSpan(bigeminy);
    if (pairs !== undefined) alternate(heart, 'bigeminy', pairs.endS);
    const triplets = dueSpan(trigeminy);
    if (triplets !== undefined) alternate(heart, 'trigeminy', triplets.endS);
    const kind = dueEvent();
    if (kind !== undefined) performEvent(heart, kind);
  }
  return {
    atria: heart.atria.toSorted((a, b) => a.timeS - b.timeS),
    ventricles: heart.ventricles,
    episodes: heart.episodes.toSorted((a, b) => a.startS - b.startS),
  };
}
