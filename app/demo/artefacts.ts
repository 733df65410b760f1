import { beatClassIndex } from '../domain/beat-class.ts';
import type { Random } from '../random.ts';
import { forEachBetween, addWave, type Sheet } from './beat-renderer.ts';
import type { BeatSchedule } from './beat-schedule.ts';
import { courseAt, type DayCourse } from './day-course.ts';
import type { DayPlan } from './day-plan.ts';
import { between } from './random-streams.ts';

/** A jolt of the electrodes: the trace jumps and comes back. */
interface MotionArtefact {
  readonly timeS: number;
  readonly riseS: number;
  readonly fallS: number;
  readonly heightsMv: readonly number[];
}

/** Longest reach of one jolt before or after its peak. */
const REACH_S = 8;

/** Draws the jolts of the day: while moving, where beats cannot be classified, after lead-off. */
export function createArtefactRenderer(
  schedule: BeatSchedule,
  plan: DayPlan,
  course: DayCourse,
  leadCount: number,
  random: Random,
): (sheet: Sheet) => void {
  const jolts: MotionArtefact[] = [];

  function jolt(timeS: number, sizeMv: number, riseS: number, fallS: number): void {
    // Each electrode moves its own leads most.
    const heightsMv = Array.from({ length: leadCount }, () => sizeMv * random.normal());
    jolts.push({ timeS, riseS, fallS, heightsMv });
  }

  for (let second = 0; second < course.durationS; second += 1) {
    const perSecond = 0.0012 + 0.035 * courseAt(course.activity, second);
    if (random.uniform() < perSecond) {
      jolt(
        second + random.uniform(),
        0.28,
        between(random, 0.03, 0.15),
        between(random, 0.12, 0.8),
      );
    }
  }
  const unclassifiable = beatClassIndex('Q');
  for (const beat of schedule.ventricles) {
    if (beat.beatClass !== unclassifiable) continue;
    for (let count = 0; count < 7; count += 1) {
      const timeS = beat.timeS + between(random, -0.9, 0.9);
      jolt(timeS, 0.3, between(random, 0.01, 0.06), between(random, 0.015, 0.2));
    }
  }
  for (const { endS } of plan.leadOff) jolt(endS + 0.2, 1.6, 0.5, 1.4);
  jolts.sort((a, b) => a.timeS - b.timeS);

  return (sheet) => {
    const fromS = sheet.startSample / sheet.sampleRateHz;
    const untilS = fromS + (sheet.leads[0]?.length ?? 0) / sheet.sampleRateHz;
    forEachBetween(jolts, fromS - REACH_S, untilS + REACH_S, (item) => {
      addWave(sheet, item.timeS, item.riseS, item.fallS, item.heightsMv);
    });
  };
}
