import type { Random } from '../random.ts';
import { createDrift } from './random-streams.ts';

/**
 * How the wearer's day goes, one value a second: what heart rate, respiration, movement and body
 * position the rest of the generator follows.
 */
export interface DayCourse {
  readonly durationS: number;
  /** Mean sinus rate before beat-to-beat variation. */
  readonly rateBpm: Float32Array;
  /** Unwrapped phase of breathing; inspiration peaks at pi/2. */
  readonly respirationRad: Float64Array;
  /** 0 at rest, 1 in the hardest exercise of the day. */
  readonly activity: Float32Array;
  /** 0 awake, 1 asleep. */
  readonly sleep: Float32Array;
  /** Turn of the heart's axis by body position. */
  readonly postureRad: Float32Array;
}

const SECONDS_PER_DAY = 86_400;
const FALLS_ASLEEP_H = 23;
const WAKES_H = 6.75;
const AWAKE_RATE_BPM = 71;
const ASLEEP_RATE_BPM = 54;
const EXERCISE_RISE_BPM = 52;

/** `startClockS`: seconds since midnight at which the recording starts. */
export function createDayCourse(durationS: number, startClockS: number, random: Random): DayCourse {
  const length = Math.ceil(durationS) + 4;
  const course = {
    durationS,
    rateBpm: new Float32Array(length),
    respirationRad: new Float64Array(length),
    activity: new Float32Array(length),
    sleep: new Float32Array(length),
    postureRad: new Float32Array(length),
  };
  fillSleep(course.sleep, startClockS);
  fillActivity(course.activity, course.sleep, random);
  fillPosture(course.postureRad, course.sleep, random);

  // Rate variation slower than breathing: a sum of first-order processes comes close to 1/f.
  const drifts = [6, 30, 150, 900].map((timeConstantS) => createDrift(timeConstantS, random));
  const driftBpm = [1.0, 1.5, 1.8, 2.2];
  let effort = 0;
  let breathing = random.uniform() * 2 * Math.PI;
  for (let second = 0; second < length; second += 1) {
    const sleep = course.sleep[second] ?? 0;
    const activity = course.activity[second] ?? 0;
    effort += (activity - effort) / (activity > effort ? 35 : 80);
    let rate = AWAKE_RATE_BPM + (ASLEEP_RATE_BPM - AWAKE_RATE_BPM) * sleep;
    rate += EXERCISE_RISE_BPM * effort;
    // Dream sleep about every 95 minutes.
    rate += 4 * sleep * Math.max(0, Math.sin((2 * Math.PI * second) / 5700)) ** 2;
    drifts.forEach((drift, index) => {
      rate += (driftBpm[index] ?? 0) * (1 - 0.4 * sleep) * drift();
    });
    course.rateBpm[second] = Math.min(150, Math.max(42, rate));

    course.respirationRad[second] = breathing;
    const breathsPerMinute = 15 - 2.5 * sleep + 11 * effort;
    breathing += 2 * Math.PI * (breathsPerMinute / 60) * (1 + 0.12 * random.normal());
  }
  return course;
}

/** Linear interpolation in a column of `DayCourse`; times outside take the nearest value. */
export function courseAt(column: Float32Array | Float64Array, timeS: number): number {
  const clamped = Math.min(Math.max(timeS, 0), column.length - 1.001);
  const second = Math.floor(clamped);
  const here = column[second] ?? 0;
  return here + (clamped - second) * ((column[second + 1] ?? here) - here);
}

function fillSleep(sleep: Float32Array, startClockS: number): void {
  for (let second = 0; second < sleep.length; second += 1) {
    const hour = ((startClockS + second) % SECONDS_PER_DAY) / 3600;
    // Half an hour to fall asleep, a quarter to wake.
    const sinceBedtime = (hour - FALLS_ASLEEP_H + 24) % 24;
    const untilWaking = (WAKES_H - hour + 24) % 24;
    const asleep = sinceBedtime + untilWaking < 24;
    sleep[second] = asleep ? Math.min(1, sinceBedtime / 0.5, untilWaking / 0.25) : 0;
  }
}

function fillActivity(activity: Float32Array, sleep: Float32Array, random: Random): void {
  for (let second = 0; second < activity.length; second += 1) {
    const awake = 1 - (sleep[second] ?? 0);
    // A bout every 25 minutes by day, hardly any by night; most are a walk, a few are stairs.
    if (second < 240 || random.uniform() >= (awake * 0.98 + 0.02) / 1500) continue;
    const lengthS = 40 + random.integer(awake > 0.5 ? 560 : 60);
    const intensity = 0.15 + 0.85 * random.uniform() ** 2;
    const end = Math.min(activity.length, second + lengthS);
    for (let at = second; at < end; at += 1) {
      activity[at] = Math.max(activity[at] ?? 0, intensity * (0.8 + 0.2 * random.uniform()));
    }
  }
}

/** Upright by day with small shifts, lying by night with a turn every half hour. */
function fillPosture(posture: Float32Array, sleep: Float32Array, random: Random): void {
  let target = 0;
  let turn = 0;
  for (let second = 0; second < posture.length; second += 1) {
    const asleep = (sleep[second] ?? 0) > 0.5;
    if (random.uniform() < 1 / (asleep ? 1800 : 900)) {
      target = (asleep ? 0.2 : 0.09) * random.normal();
    }
    turn += (target - turn) / 3;
    posture[second] = turn;
  }
}
