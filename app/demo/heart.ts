import { beatClassIndex, type BeatClass } from '../domain/beat-class.ts';
import type { Random } from '../random.ts';
import { courseAt, type DayCourse } from './day-course.ts';
import type { Span } from './day-plan.ts';
import type { AtrialOrigin } from './wave-shapes.ts';

/** What the ventricles look like in a beat; `fusion-n` blends focus n with normal conduction. */
export type ConductionKind =
  'normal' | 'aberrant' | 'focus-0' | 'focus-1' | 'fusion-0' | 'fusion-1' | 'unclassifiable';

export interface AtrialActivation {
  /** Middle of the P wave. */
  readonly timeS: number;
  readonly origin: AtrialOrigin;
}

export interface VentricularBeat {
  /** R peak. */
  readonly timeS: number;
  /** Index into BEAT_CLASSES. */
  readonly beatClass: number;
  readonly conduction: ConductionKind;
  /** From the R peak to the peak of a normal T. */
  readonly repolarisationS: number;
  /** Beat-to-beat variation of QRS and T size, about 1. */
  readonly depolarisationScale: number;
  readonly repolarisationScale: number;
  /** Share of the ectopic focus in a fusion beat. */
  readonly ventricularShare: number;
}

export interface RhythmEpisode extends Span {
  readonly kind:
    | 'atrial-fibrillation'
    | 'ventricular-run'
    | 'supraventricular-run'
    | 'bigeminy'
    | 'trigeminy'
    | 'pause';
}

/** Middle of P to R peak in normal conduction. */
const CONDUCTION_S = 0.15;

/** A sinus node that keeps time, and a record of everything atria and ventricles did. */
export interface Heart {
  readonly course: DayCourse;
  readonly random: Random;
  readonly atria: AtrialActivation[];
  readonly ventricles: VentricularBeat[];
  readonly episodes: RhythmEpisode[];
  /** Time of the last ventricular beat. */
  lastS(): number;
  /** Draws the sinus node's next interval. */
  sinusIntervalS(): number;
  /** A P wave in the time of a QRS that sinus rhythm would have at `qrsS`, whether it comes or not. */
  sinusAtrium(qrsS: number): void;
  ventricle(
    timeS: number,
    beatClass: BeatClass,
    conduction: ConductionKind,
    ventricularShare?: number,
  ): void;
  /** P and QRS of a normal beat. */
  sinusBeat(timeS: number): void;
}

export function createHeart(course: DayCourse, random: Random): Heart {
  const atria: AtrialActivation[] = [];
  const ventricles: VentricularBeat[] = [];
  let lastS = -0.1 - 0.5 * random.uniform();
  let laggingIntervalS = 60 / courseAt(course.rateBpm, 0);
  let pressureRad = 0;

  /** Mean rate, breathing, 0.1 Hz pressure waves and a residual jitter of a few milliseconds. */
  function sinusIntervalS(): number {
    const meanS = 60 / courseAt(course.rateBpm, lastS);
    const rest = 1 - courseAt(course.activity, lastS);
    const asleep = courseAt(course.sleep, lastS);
    pressureRad += 2 * Math.PI * 0.1 * meanS + 0.25 * random.normal();
    const breathing = (0.018 + 0.03 * asleep) * Math.sin(courseAt(course.respirationRad, lastS));
    const pressure = (0.022 - 0.01 * asleep) * Math.sin(pressureRad);
    return meanS * (1 - rest * (breathing + pressure) + 0.006 * random.normal());
  }

  function sinusAtrium(qrsS: number): void {
    atria.push({ timeS: qrsS - CONDUCTION_S + 0.004 * random.normal(), origin: 'sinus' });
  }

  function ventricle(
    timeS: number,
    beatClass: BeatClass,
    conduction: ConductionKind,
    ventricularShare = 0,
  ): void {
    const intervalS = Math.min(2, timeS - lastS);
    laggingIntervalS += 0.04 * (intervalS - laggingIntervalS);
    // Fridericia's cube root of a lagging RR; R comes 40 ms after Q, T's peak 75 ms before T's end.
    const qtS = 0.405 * Math.cbrt(0.85 * laggingIntervalS + 0.15 * intervalS);
    ventricles.push({
      timeS,
      beatClass: beatClassIndex(beatClass),
      conduction,
      repolarisationS: qtS - 0.115 + 0.004 * random.normal(),
      depolarisationScale: 1 + 0.025 * random.normal(),
      repolarisationScale: 1 + 0.05 * random.normal(),
      ventricularShare,
    });
    lastS = timeS;
  }

  function sinusBeat(timeS: number): void {
    sinusAtrium(timeS);
    ventricle(timeS, 'N', 'normal');
  }

  return {
    course,
    random,
    atria,
    ventricles,
    episodes: [],
    lastS: () => lastS,
    sinusIntervalS,
    sinusAtrium,
    ventricle,
    sinusBeat,
  };
}
