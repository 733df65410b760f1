import { courseAt } from './day-course.ts';
import type { RhythmEventKind, Span } from './day-plan.ts';
import type { Heart } from './heart.ts';
import { between } from './random-streams.ts';
import type { AtrialOrigin } from './wave-shapes.ts';

/** Distance of each focus's beats from the beat before them: fixed, as in the clinic. */
const COUPLING_S = [0.47, 0.53];

/** What happens instead of the next sinus beat. Each ends with the heart ready for sinus rhythm. */
export function performEvent(heart: Heart, kind: RhythmEventKind): void {
  const { random } = heart;
  const focus = random.uniform() < 0.78 ? 0 : 1;
  const intervalS = heart.sinusIntervalS();
  switch (kind) {
    case 'ventricular':
      ventricularBeats(heart, focus, 1, 0, intervalS);
      break;
    case 'couplet':
      ventricularBeats(heart, focus, 2, between(random, 0.4, 0.5), intervalS);
      break;
    case 'ventricular-run':
      ventricularBeats(heart, 0, 4 + random.integer(9), between(random, 0.34, 0.44), intervalS);
      break;
    case 'supraventricular':
      atrialBeats(heart, 1, 0, intervalS);
      break;
    case 'supraventricular-run':
      atrialBeats(heart, 5 + random.integer(18), between(random, 0.36, 0.42), intervalS);
      break;
    case 'fusion':
      fusionBeat(heart, focus, intervalS);
      break;
    case 'unclassifiable': {
      const timeS = heart.lastS() + intervalS * between(random, 0.85, 1.05);
      heart.ventricle(timeS, 'Q', 'unclassifiable');
      break;
    }
    case 'pause': {
      const startS = heart.lastS();
      heart.sinusBeat(startS + Math.max(2.1 * intervalS, between(random, 2.65, 3.5)));
      heart.episodes.push({ kind: 'pause', startS, endS: heart.lastS() });
      break;
    }
  }
}

/** One ectopic beat after each normal one (bigeminy) or after two (trigeminy). */
export function alternate(heart: Heart, kind: 'bigeminy' | 'trigeminy', endS: number): void {
  const startS = heart.lastS();
  while (heart.lastS() < endS) {
    if (kind === 'trigeminy') heart.sinusBeat(heart.lastS() + heart.sinusIntervalS());
    ventricularBeats(heart, 0, 1, 0, heart.sinusIntervalS());
  }
  heart.episodes.push({ kind, startS, endS: heart.lastS() });
}

/**
 * An atrial beat starts it, conduction is irregular, a pause of the sinus node ends it.
 * `ectopyDue` is asked after each beat whether a ventricular beat comes next.
 */
export function fibrillate(heart: Heart, span: Span, ectopyDue: () => boolean): void {
  const { random } = heart;
  heart.atria.push({ timeS: heart.lastS() + 0.32, origin: 'low-atrial' });
  heart.ventricle(heart.lastS() + 0.46, 'S', 'normal');
  const startS = heart.lastS() + 0.12;
  while (heart.lastS() < span.endS) {
    if (ectopyDue()) heart.ventricle(heart.lastS() + couplingS(heart, 0, 0.75), 'V', 'focus-0');
    // The refractory time of the AV node, then several fibrillation waves that fail to pass it.
    const luck = [0, 0, 0, 0].reduce((product) => product * (1 - random.uniform()), 1);
    const speed = courseAt(heart.course.rateBpm, heart.lastS()) / 68;
    heart.ventricle(heart.lastS() + (0.35 - 0.075 * Math.log(luck)) / speed, 'N', 'normal');
  }
  heart.episodes.push({ kind: 'atrial-fibrillation', startS, endS: heart.lastS() + 0.35 });
  heart.sinusBeat(heart.lastS() + between(random, 1.5, 2.3));
}

function couplingS(heart: Heart, focus: number, intervalS: number): number {
  const usual = COUPLING_S[focus] ?? 0.5;
  return Math.min(0.7 * intervalS, usual + 0.012 * heart.random.normal());
}

/** `count` beats in a row from a focus; the sinus node goes on underneath. */
function ventricularBeats(
  heart: Heart,
  focus: number,
  count: number,
  cycleS: number,
  intervalS: number,
): void {
  const { random } = heart;
  const sinusS = heart.lastS();
  let timeS = sinusS + couplingS(heart, focus, intervalS);
  for (let beat = 0; beat < count; beat += 1) {
    const other = count === 2 && beat === 1 && random.uniform() < 0.25;
    heart.ventricle(timeS, 'V', (focus === 0) === other ? 'focus-1' : 'focus-0');
    // A run warms up over its first beats.
    timeS += cycleS * (1 + 0.12 * Math.exp(-beat / 1.5)) + 0.008 * random.normal();
  }
  if (count > 2) {
    heart.episodes.push({ kind: 'ventricular-run', startS: sinusS, endS: heart.lastS() });
  }
  resumeSinus(heart, sinusS, intervalS);
}

/** The undisturbed sinus node meets refractory ventricles until one of its beats gets through. */
function resumeSinus(heart: Heart, sinusS: number, intervalS: number): void {
  const { random } = heart;
  const interpolates = random.uniform() < 0.15;
  const readyS = heart.lastS() + (interpolates ? 0.6 : Math.max(0.62, 0.75 * intervalS));
  let nextS = sinusS + intervalS;
  while (nextS < readyS) {
    heart.sinusAtrium(nextS);
    nextS += intervalS * (1 + 0.01 * random.normal());
  }
  heart.sinusBeat(nextS);
}

/** `count` premature beats from the atria; they reset the sinus node. */
function atrialBeats(heart: Heart, count: number, cycleS: number, intervalS: number): void {
  const { random } = heart;
  const startS = heart.lastS();
  const origin: AtrialOrigin = random.uniform() < 0.7 ? 'low-atrial' : 'high-atrial';
  const prematurity = between(random, 0.52, 0.74);
  const aberrant = prematurity < 0.58 && random.uniform() < 0.5;
  let timeS = startS + Math.max(0.4, prematurity * intervalS);
  for (let beat = 0; beat < count; beat += 1) {
    heart.atria.push({ timeS: timeS - between(random, 0.125, 0.145), origin });
    heart.ventricle(timeS, 'S', beat === 0 && aberrant ? 'aberrant' : 'normal');
    timeS += cycleS + 0.006 * random.normal();
  }
  if (count > 2) {
    heart.episodes.push({ kind: 'supraventricular-run', startS, endS: heart.lastS() });
  }
  heart.sinusBeat(heart.lastS() + intervalS * between(random, 1.02, 1.2));
}

/** Sinus node and ectopic focus fire together, so each activates a share of the ventricles. */
function fusionBeat(heart: Heart, focus: number, intervalS: number): void {
  const { random } = heart;
  const sinusS = heart.lastS() + intervalS;
  heart.sinusAtrium(sinusS);
  const conduction = focus === 0 ? 'fusion-0' : 'fusion-1';
  const share = between(random, 0.38, 0.65);
  heart.ventricle(sinusS - between(random, 0, 0.02), 'F', conduction, share);
}
