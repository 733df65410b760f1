import { beatClassIndex, type BeatClass } from '../domain/beat-class.ts';
import type { BeatStretch, RhythmBeats } from './beat-stretches.ts';
import type { EventCriteria } from './event-criteria.ts';
import { beatEvent, type RhythmEvent } from './rhythm-event.ts';

/** Where ectopic beats come from, as the classes tell it. */
export type EctopicOrigin = 'ventricular' | 'supraventricular';

const CLASSES: Record<EctopicOrigin, readonly BeatClass[]> = {
  ventricular: ['V', 'F'],
  supraventricular: ['S'],
};

/** By index into BEAT_CLASSES, 1 for the classes of an origin; F counts as ventricular, as in EC57. */
export function isFrom(origin: EctopicOrigin): Uint8Array {
  const table = new Uint8Array(256);
  for (const beatClass of CLASSES[origin]) table[beatClassIndex(beatClass)] = 1;
  return table;
}

/** Couplets, triplets and runs of one origin, in order. Sequences end with their stretch. */
export function findEctopicSequences(
  { sample, beatClass, sampleRateHz }: RhythmBeats,
  stretches: readonly BeatStretch[],
  origin: EctopicOrigin,
  criteria: EventCriteria,
): RhythmEvent[] {
  const ectopic = isFrom(origin);
  const shortestRun = criteria[`${origin}RunBeats`];
  const fewestBeats = criteria[`${origin}TachycardiaBeats`];
  const leastBpm = criteria[`${origin}TachycardiaBpm`];
  const sequences: RhythmEvent[] = [];
  const take = (first: number, beats: number): void => {
    if (beats < 2) return;
    const length = beats >= shortestRun ? 'run' : beats === 2 ? 'couplet' : 'triplet';
    // Three beats are a triplet where runs begin later; from four on it is a run in any case.
    const kind = `${origin}-${beats > 3 ? 'run' : length}` as const;
    const event = beatEvent(kind, sample, first, first + beats - 1, sampleRateHz);
    const isTachycardia =
      beats >= Math.max(3, fewestBeats) && event.meanBpm !== null && event.meanBpm >= leastBpm;
    sequences.push({ ...event, isTachycardia });
  };
  for (const { first, end } of stretches) {
    let beats = 0;
    for (let beat = first; beat < end; beat += 1) {
      if (ectopic[beatClass[beat] ?? 0] === 1) {
        beats += 1;
        continue;
      }
      take(beat - beats, beats);
      beats = 0;
    }
    take(end - beats, beats);
  }
  return sequences;
}
