import { forEachRate } from '../domain/heart-rate.ts';
import type { BeatStretch, RhythmBeats } from './beat-stretches.ts';
import type { EventCriteria } from './event-criteria.ts';
import { beatEvent, type RhythmEvent } from './rhythm-event.ts';

type RateEpisodeKind = 'bradycardia' | 'tachycardia';

/**
 * Bradycardia and tachycardia: stretches in which the heart rate (HEART_RATE_DEFINITION: the median of
 * eight RR intervals, named after the beat in their middle) stays beyond a limit for long enough.
 */
export function findRateEpisodes(
  { sample, sampleRateHz }: RhythmBeats,
  stretches: readonly BeatStretch[],
  criteria: EventCriteria,
): RhythmEvent[] {
  const { bradycardiaBpm, tachycardiaBpm } = criteria;
  const episodes: RhythmEvent[] = [];
  for (const { first, end } of stretches) {
    let kind: RateEpisodeKind | null = null;
    let from = first;
    let beat = first;
    let to = first;
    const change = (next: RateEpisodeKind | null): void => {
      if (kind !== null) {
        const lengthSamples = (sample[to] ?? 0) - (sample[from] ?? 0);
        if (lengthSamples >= criteria[`${kind}S`] * sampleRateHz) {
          episodes.push(beatEvent(kind, sample, from, to, sampleRateHz));
        }
      }
      kind = next;
      from = beat;
    };
    forEachRate(sample.subarray(first, end), sampleRateHz, (bpm, middleSample) => {
      while ((sample[beat] ?? Infinity) < middleSample) beat += 1;
      const next =
        bpm < bradycardiaBpm ? 'bradycardia' : bpm > tachycardiaBpm ? 'tachycardia' : null;
      if (next !== kind) change(next);
      to = beat;
    });
    change(null);
  }
  return episodes;
}
