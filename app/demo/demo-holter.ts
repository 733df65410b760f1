import { AppError } from '../domain/app-error.ts';
import {
  INVALID_SAMPLE,
  type Lead,
  type RecordingInfo,
  type SignalChunk,
} from '../domain/recording.ts';
import { createArtefactRenderer } from './artefacts.ts';
import { createBeatRenderer, type Sheet } from './beat-renderer.ts';
import { scheduleBeats, type BeatSchedule } from './beat-schedule.ts';
import { createDayCourse } from './day-course.ts';
import { createDayPlan, type DayPlan, type LeadOffSpan } from './day-plan.ts';
import type { RhythmEpisode } from './heart.ts';
import { demoLeads, MAXIMUM_LEADS } from './lead-set.ts';
import { randomStream } from './random-streams.ts';
import { createRecorderNoise } from './recorder-noise.ts';

export interface DemoEpisode {
  readonly kind: RhythmEpisode['kind'] | 'noise' | 'lead-off';
  readonly startSample: number;
  readonly endSample: number;
  /** Lead concerned; null for all leads and for rhythms. */
  readonly lead: number | null;
}

/** What truly happens in a demo recording, as its generator made it. */
export interface DemoTruth {
  /** R peaks, ascending. Beats that no lead shows (everything off) are left out. */
  readonly sample: Uint32Array;
  /** Index into BEAT_CLASSES. */
  readonly beatClass: Uint8Array;
  readonly episodes: readonly DemoEpisode[];
}

export interface DemoHolter {
  readonly info: RecordingInfo;
  readonly sampleCount: number;
  readonly truth: DemoTruth;
  /** The signal from its start, in chunks of some seconds; may be asked for again. */
  chunks(): Iterable<SignalChunk>;
}

export interface DemoOptions {
  readonly seed: number;
  /** Over 0, up to 72. */
  readonly hours: number;
  /** 1 to 12. */
  readonly leadCount: number;
  /** 100 to 2000. */
  readonly sampleRateHz: number;
}

/** A twelve-bit recorder with 5 uV a count. */
const COUNTS_PER_MV = 200;
const LARGEST_COUNT = 2047;
const START_TIME = '2026-03-02T09:30:00';
const START_CLOCK_S = 9.5 * 3600;
const SAMPLES_PER_CHUNK = 4096;

/**
 * A synthetic Holter recording of a person's day: N, S, V, F and Q beats, couplets, runs,
 * bigeminy, pauses, an episode of atrial fibrillation, and the troubles of a worn recorder.
 * Deterministic for its options; the beat schedule (some MB for 24 h) is all that it keeps.
 */
export function createDemoHolter(options: DemoOptions): DemoHolter {
  checkOptions(options);
  const { seed, hours, leadCount, sampleRateHz } = options;
  const sampleCount = Math.round(hours * 3600 * sampleRateHz);
  const course = createDayCourse(hours * 3600, START_CLOCK_S, randomStream(seed, 'course'));
  const plan = createDayPlan(course, leadCount, randomStream(seed, 'plan'));
  const schedule = scheduleBeats(course, plan, randomStream(seed, 'beats'));
  const leads = demoLeads(leadCount);

  function* chunks(): Iterable<SignalChunk> {
    const addBeats = createBeatRenderer(schedule, course, leads);
    const artefactChance = randomStream(seed, 'artefacts');
    const addArtefacts = createArtefactRenderer(schedule, plan, course, leadCount, artefactChance);
    const noiseChance = (lead: number) => randomStream(seed, 'noise', lead);
    const addNoise = createRecorderNoise(plan, course, sampleRateHz, noiseChance, leadCount);
    for (let startSample = 0; startSample < sampleCount; startSample += SAMPLES_PER_CHUNK) {
      const length = Math.min(SAMPLES_PER_CHUNK, sampleCount - startSample);
      const sheet: Sheet = {
        startSample,
        sampleRateHz,
        leads: leads.map(() => new Float32Array(length)),
      };
      addBeats(sheet);
      addArtefacts(sheet);
      addNoise(sheet);
      yield quantise(sheet, plan.leadOff);
    }
  }

  return {
    info: {
      name: 'demo',
      sampleRateHz,
      leads: leads.map(({ name }): Lead => ({
        name,
        units: 'mV',
        gainPerUnit: COUNTS_PER_MV,
        baseline: 0,
        calibrated: true,
      })),
      startTime: START_TIME,
      comments: [`Synthetic recording made by Ectopy, seed ${String(seed)}; of no person.`],
    },
    sampleCount,
    truth: describeTruth(schedule, plan, leadCount, sampleRateHz, sampleCount),
    chunks,
  };
}

function quantise(sheet: Sheet, leadOff: readonly LeadOffSpan[]): SignalChunk {
  const { startSample, sampleRateHz } = sheet;
  const leads = sheet.leads.map((values, lead) => {
    const counts = new Int16Array(values.length);
    for (let index = 0; index < values.length; index += 1) {
      const count = Math.round(COUNTS_PER_MV * (values[index] ?? 0));
      counts[index] = Math.max(-LARGEST_COUNT, Math.min(LARGEST_COUNT, count));
    }
    for (const span of leadOff) {
      if (span.lead !== null && span.lead !== lead) continue;
      const first = Math.max(0, Math.round(span.startS * sampleRateHz) - startSample);
      const end = Math.max(0, Math.round(span.endS * sampleRateHz) - startSample);
      counts.fill(span.flat ? 0 : INVALID_SAMPLE, first, end);
    }
    return counts;
  });
  return { startSample, leads };
}

function describeTruth(
  schedule: BeatSchedule,
  plan: DayPlan,
  leadCount: number,
  sampleRateHz: number,
  sampleCount: number,
): DemoTruth {
  const toSample = (timeS: number) =>
    Math.min(sampleCount, Math.max(0, Math.round(timeS * sampleRateHz)));
  const unseen = plan.leadOff.filter(({ lead }) => lead === null || leadCount === 1);
  const beats = schedule.ventricles.filter(({ timeS }) => {
    const sample = Math.round(timeS * sampleRateHz);
    const seen = unseen.every(({ startS, endS }) => timeS < startS || timeS >= endS);
    return sample >= 0 && sample < sampleCount && seen;
  });
  const spans = [
    ...schedule.episodes.map((episode) => ({ ...episode, lead: null })),
    ...plan.noise.map((span) => ({ ...span, kind: 'noise' as const })),
    ...plan.leadOff.map((span) => ({ ...span, kind: 'lead-off' as const })),
  ];
  return {
    sample: Uint32Array.from(beats, ({ timeS }) => Math.round(timeS * sampleRateHz)),
    beatClass: Uint8Array.from(beats, ({ beatClass }) => beatClass),
    episodes: spans
      .map(({ kind, startS, endS, lead }) => ({
        kind,
        startSample: toSample(startS),
        endSample: toSample(endS),
        lead,
      }))
      .filter(({ startSample, endSample }) => endSample > startSample)
      .toSorted((a, b) => a.startSample - b.startSample),
  };
}

function checkOptions({ seed, hours, leadCount, sampleRateHz }: DemoOptions): void {
  const problem =
    !Number.isSafeInteger(seed) || seed < 0
      ? 'A seed is a whole number from 0.'
      : !(hours > 0 && hours <= 72)
        ? 'A demo recording lasts more than 0 and at most 72 hours.'
        : !Number.isInteger(leadCount) || leadCount < 1 || leadCount > MAXIMUM_LEADS
          ? `A demo recording has 1 to ${String(MAXIMUM_LEADS)} leads.`
          : !(sampleRateHz >= 100 && sampleRateHz <= 2000)
            ? 'A demo recording has 100 to 2000 samples a second.'
            : null;
  if (problem !== null) throw new AppError('bad-request', problem);
}
