import { describe, expect, test } from 'vitest';
import { BEAT_CLASSES } from '../../../../app/domain/beat-class.ts';
import { mostProbable } from '../../../../app/learning/most-probable.ts';
import { applyRhythmRule, type ProbableBeats } from '../../../../app/rhythm/rhythm-rule.ts';
import { createRandom } from '../../../../app/random.ts';
import { rhythm } from './rhythm-beats.ts';

/** Beats that a network is fairly sure of. */
function probable(letters: string, rr: readonly number[] | number): ProbableBeats {
  const { sample, sampleRateHz, beatClass } = rhythm(letters, rr);
  const probabilities = new Float32Array(letters.length * BEAT_CLASSES.length).fill(0.05);
  beatClass.forEach((own, beat) => (probabilities[beat * BEAT_CLASSES.length + own] = 0.8));
  return { sample, sampleRateHz, probabilities };
}

function ruled(beats: ProbableBeats): string {
  const classes = mostProbable(applyRhythmRule('fibrillation-1', beats));
  return Array.from(classes, (own) => BEAT_CLASSES[own]).join('');
}

/** RR intervals as the ventricles have them in fibrillation: none says anything of the next. */
function irregular(count: number): number[] {
  const random = createRandom(4);
  return Array.from({ length: count }, () => 0.4 + 0.7 * random.uniform());
}

describe('fibrillation-1', () => {
  test('leaves no early beat in fibrillation, and V, F and Q as they are', () => {
    const letters = 'NNSNNVNNSNFNNNNSNNQN'.repeat(15);
    const beats = probable(letters, irregular(letters.length));
    expect(ruled(beats)).toBe(letters.replaceAll('S', 'N'));
    const after = applyRhythmRule('fibrillation-1', beats);
    expect(after[2 * BEAT_CLASSES.length]).toBeCloseTo(0.85, 6);
    expect(after[2 * BEAT_CLASSES.length + 1]).toBe(0);
  });

  test('leaves early beats of a regular rhythm, however frequent', () => {
    const random = createRandom(5);
    // Half of the beats early, a pause after each burst: irregular enough with all RR intervals.
    const letters = Array.from({ length: 400 }, () => (random.uniform() < 0.5 ? 'S' : 'N')).join(
      '',
    );
    const rr = Array.from(letters, (_, beat) => {
      if (letters[beat + 1] === 'S') return 0.4 + 0.3 * random.uniform();
      return letters[beat] === 'S' ? 0.85 + 0.4 * random.uniform() : 0.8;
    });
    expect(ruled(probable(letters, rr))).toBe(letters);
  });

  test('without a rule nothing changes', () => {
    const beats = probable('NSN', 0.8);
    expect(applyRhythmRule(undefined, beats)).toBe(beats.probabilities);
  });
});
