import { beatClassIndex } from '../domain/beat-class.ts';
import type { BeatStretch, RhythmBeats } from './beat-stretches.ts';
import type { EventCriteria } from './event-criteria.ts';
import { beatEvent, type RhythmEvent } from './rhythm-event.ts';

const NORMAL = beatClassIndex('N');

/**
 * RR intervals that are long enough to be a pause, however long they are: a stretch in which beats
 * were missed looks the same, and the reader decides. `stretches`: parted by excluded time alone.
 */
export function findPauses(
  { sample, beatClass, sampleRateHz }: RhythmBeats,
  stretches: readonly BeatStretch[],
  { pauseS, pauseBetween }: Pick<EventCriteria, 'pauseS' | 'pauseBetween'>,
): RhythmEvent[] {
  // Half a sample less, so that a limit between two samples does not round against the reader.
  const shortest = pauseS * sampleRateHz - 0.5;
  const pauses: RhythmEvent[] = [];
  for (const { first, end } of stretches) {
    for (let beat = first + 1; beat < end; beat += 1) {
      if ((sample[beat] ?? 0) - (sample[beat - 1] ?? 0) < shortest) continue;
      const normal = beatClass[beat] === NORMAL && beatClass[beat - 1] === NORMAL;
      if (pauseBetween === 'normal' && !normal) continue;
      pauses.push(beatEvent('pause', sample, beat - 1, beat, sampleRateHz));
    }
  }
  return pauses;
}
