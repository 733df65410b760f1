import { BEAT_CLASSES, beatClassIndex } from '../domain/beat-class.ts';
import { mostProbable } from '../learning/most-probable.ts';
import { findFibrillation } from './atrial-fibrillation.ts';
import { rhythmStretches } from './beat-stretches.ts';
import { DEFAULT_CRITERIA } from './event-criteria.ts';

/** What is known of rhythms and applied to a network's probabilities. Versioned by name, in the model card. */
export const RHYTHM_RULES = ['fibrillation-1'] as const;
export type RhythmRule = (typeof RHYTHM_RULES)[number];

const CLASSES = BEAT_CLASSES.length;
const NORMAL = beatClassIndex('N');
const SUPRAVENTRICULAR = beatClassIndex('S');

/** Beats of one recording in order of time, with `BEAT_CLASSES.length` probabilities each. */
export interface ProbableBeats {
  readonly sample: Uint32Array;
  readonly sampleRateHz: number;
  readonly probabilities: Float32Array;
}

/**
 * Probabilities after a rule. `fibrillation-1`: in atrial fibrillation no beat comes early, since none
 * is expected at any time; what a network would call supraventricular for its timing is N there, as
 * the reference databases have it. Fibrillation must be irregular without the RR intervals of beats
 * taken for ectopic, or else frequent S beats would prove it themselves: on SVDB that costs a third of
 * their sensitivity. Chosen by cross-validation on DS1 and SVDB (`rhythm-form-tried.md`).
 */
export function applyRhythmRule(rule: RhythmRule | undefined, beats: ProbableBeats): Float32Array {
  const { sample, sampleRateHz, probabilities } = beats;
  if (rule === undefined) return probabilities;
  const found = { sample, sampleRateHz, beatClass: mostProbable(probabilities) };
  const episodes = findFibrillation(
    found,
    rhythmStretches(found, []),
    DEFAULT_CRITERIA.atrialFibrillationS,
    'ectopic',
  );
  const ruled = probabilities.slice();
  let beat = 0;
  for (const { startSample, endSample } of episodes) {
    while ((sample[beat] ?? Infinity) < startSample) beat += 1;
    for (; (sample[beat] ?? Infinity) <= endSample; beat += 1) {
      const at = beat * CLASSES;
      ruled[at + NORMAL] = (ruled[at + NORMAL] ?? 0) + (ruled[at + SUPRAVENTRICULAR] ?? 0);
      ruled[at + SUPRAVENTRICULAR] = 0;
    }
  }
  return ruled;
}
