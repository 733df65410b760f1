import { beatClassIndex } from '../domain/beat-class.ts';
import type { BeatStretch, RhythmBeats } from './beat-stretches.ts';
import { isFrom, type EctopicOrigin } from './ectopic-sequences.ts';
import { beatEvent, type RhythmEvent } from './rhythm-event.ts';

/** Normal beats before each ectopic one. */
const NORMAL_BEATS = { bigeminy: 1, trigeminy: 2 } as const;
export type AlternatingRhythm = keyof typeof NORMAL_BEATS;

const NORMAL = beatClassIndex('N');

/**
 * Bigeminy (NVNVNV) or trigeminy (NNVNNVNNV) of one origin with at least `fewestCycles` cycles,
 * leftmost and longest first, in order.
 */
export function findAlternatingRhythm(
  { sample, beatClass, sampleRateHz }: RhythmBeats,
  stretches: readonly BeatStretch[],
  rhythm: AlternatingRhythm,
  origin: EctopicOrigin,
  fewestCycles: number,
): RhythmEvent[] {
  const ectopic = isFrom(origin);
  const normalBeats = NORMAL_BEATS[rhythm];
  const cycleBeats = normalBeats + 1;
  const isCycle = (first: number): boolean => {
    for (let beat = first; beat < first + normalBeats; beat += 1) {
      if (beatClass[beat] !== NORMAL) return false;
    }
    return ectopic[beatClass[first + normalBeats] ?? 0] === 1;
  };
  const episodes: RhythmEvent[] = [];
  for (const stretch of stretches) {
    let first = stretch.first;
    while (first + cycleBeats <= stretch.end) {
      let cycles = 0;
      let next = first;
      while (next + cycleBeats <= stretch.end && isCycle(next)) {
        cycles += 1;
        next += cycleBeats;
      }
      if (cycles >= fewestCycles) {
        episodes.push(beatEvent(`${origin}-${rhythm}`, sample, first, next - 1, sampleRateHz));
        first = next;
      } else {
        // Another phase may fit; with so few cycles behind, this stays linear.
        first += 1;
      }
    }
  }
  return episodes;
}
