import type { Random } from '../random.ts';
import type { Sheet } from './beat-renderer.ts';
import { courseAt, type DayCourse } from './day-course.ts';
import type { DayPlan, NoiseSpan } from './day-plan.ts';
import { between } from './random-streams.ts';

const MAINS_HZ = 50;
const WANDER_HZ = 0.25;
const FLICKER_HZ = 5;
const MUSCLE_LOW_HZ = 22;
const MUSCLE_HIGH_HZ = 95;
const FLICKER_MV = 0.008;
/** Sizes of wander, breathing and muscle noise are worked out anew after so many samples. */
const SIZE_STRIDE = 32;

/**
 * Adds what electrodes, muscles and the mains add: baseline wander, breathing, flicker noise,
 * muscle noise and hum. Works through the recording once from its start, sheet after sheet, since
 * the filters carry on.
 */
export function createRecorderNoise(
  plan: DayPlan,
  course: DayCourse,
  sampleRateHz: number,
  randomOfLead: (lead: number) => Random,
  leadCount: number,
): (sheet: Sheet) => void {
  const addToLead = Array.from({ length: leadCount }, (_, lead) =>
    createLeadNoise(
      plan.noise.filter((span) => span.lead === null || span.lead === lead),
      course,
      sampleRateHz,
      randomOfLead(lead),
    ),
  );
  return (sheet) => {
    const length = sheet.leads[0]?.length ?? 0;
    const breathing = new Float32Array(length);
    const hum = new Float32Array(length);
    let breath = 0;
    let change = 0;
    for (let index = 0; index < length; index += 1) {
      const timeS = (sheet.startSample + index) / sampleRateHz;
      if (index % SIZE_STRIDE === 0) {
        const nextS = timeS + SIZE_STRIDE / sampleRateHz;
        breath = Math.sin(courseAt(course.respirationRad, timeS));
        change = (Math.sin(courseAt(course.respirationRad, nextS)) - breath) / SIZE_STRIDE;
      }
      breathing[index] = breath + change * (index % SIZE_STRIDE);
      hum[index] = Math.sin(2 * Math.PI * ((timeS * MAINS_HZ) % 1));
    }
    sheet.leads.forEach((values, lead) => {
      addToLead[lead]?.(values, sheet.startSample, breathing, hum);
    });
  };
}

/** One white source per lead, split by first-order filters into its three kinds of noise. */
function createLeadNoise(
  noise: readonly NoiseSpan[],
  course: DayCourse,
  sampleRateHz: number,
  random: Random,
): (values: Float32Array, startSample: number, breathing: Float32Array, hum: Float32Array) => void {
  const stepOf = (cutOffHz: number) =>
    1 - Math.exp((-2 * Math.PI * Math.min(cutOffHz, 0.45 * sampleRateHz)) / sampleRateHz);
  const wanderStep = stepOf(WANDER_HZ);
  const flickerStep = stepOf(FLICKER_HZ);
  const lowStep = stepOf(MUSCLE_LOW_HZ);
  const highStep = stepOf(MUSCLE_HIGH_HZ);
  // A first-order low-pass leaves step/(2 - step) of white noise's variance, two in a row about
  // half of that; the sum of two uniform numbers has a variance of 1/6.
  const white = Math.sqrt(6);
  const wanderGain = white / Math.sqrt(wanderStep / 4);
  const flickerGain = white / Math.sqrt(flickerStep / (2 - flickerStep));
  const muscleGain = white / Math.sqrt(highStep / (2 - highStep));
  const breathingMv = (random.uniform() < 0.5 ? -1 : 1) * between(random, 0.02, 0.05);
  const humMv = sampleRateHz > 2.4 * MAINS_HZ ? between(random, 0.001, 0.004) : 0;
  const kept = new Float64Array(5);

  return (values, startSample, breathing, hum) => {
    let [slow = 0, slower = 0, flicker = 0, low = 0, muscle = 0] = kept;
    let wanderMv = 0;
    let muscleMv = 0;
    for (let index = 0; index < values.length; index += 1) {
      if (index % SIZE_STRIDE === 0) {
        const timeS = (startSample + index) / sampleRateHz;
        const activity = courseAt(course.activity, timeS);
        const burstMv = burstAt(noise, timeS);
        const awake = 1 - courseAt(course.sleep, timeS);
        wanderMv = wanderGain * (0.02 + 0.025 * awake + 0.13 * activity + 0.8 * burstMv);
        muscleMv = muscleGain * (0.0025 + 0.003 * awake + 0.022 * activity + burstMv);
      }
      const noiseHere = random.uniform() + random.uniform() - 1;
      slow += wanderStep * (noiseHere - slow);
      slower += wanderStep * (slow - slower);
      flicker += flickerStep * (noiseHere - flicker);
      low += lowStep * (noiseHere - low);
      muscle += highStep * (noiseHere - low - muscle);
      values[index] =
        (values[index] ?? 0) +
        wanderMv * slower +
        FLICKER_MV * flickerGain * flicker +
        muscleMv * muscle +
        breathingMv * (breathing[index] ?? 0) +
        humMv * (hum[index] ?? 0);
    }
    kept.set([slow, slower, flicker, low, muscle]);
  };
}

/** Muscle noise of the bursts that cover a time; each swells and fades over half a second. */
function burstAt(noise: readonly NoiseSpan[], timeS: number): number {
  let sizeMv = 0;
  for (const span of noise) {
    const inside = Math.min(1, (timeS - span.startS) / 0.5, (span.endS - timeS) / 0.5);
    if (inside > 0) sizeMv += inside * span.rmsMv * (0.75 + 0.25 * Math.sin(2.3 * timeS));
  }
  return sizeMv;
}
