import { NO_SPIKE, type CandidateTable } from './candidate-table.ts';

/** A beat is paced when so many of it and its neighbours on either side show a spike. */
const NEIGHBOURS_EACH_SIDE = 5;
const LEAST_SHARE_WITH_SPIKE = 0.7;

/**
 * The wide QRS complex of a paced beat peaks at least so long after its stimulus, s. One that peaks
 * earlier is a fusion with the heart's own beat, and readers mark its peak.
 */
const SHORTEST_DELAY_S = 0.08;

/**
 * Samples of the chosen candidates, ascending: each at the extremum of its placing lead or, while a
 * pacemaker is at work, at its spike.
 */
export function placeBeats(
  candidates: CandidateTable,
  chosen: readonly number[],
  placingLead: Uint8Array,
  sampleRateHz: number,
): Uint32Array {
  const shortestDelay = SHORTEST_DELAY_S * sampleRateHz;
  const hasSpike = chosen.map((index) => candidates.spikeOffset[index] !== NO_SPIKE);
  return Uint32Array.from(chosen, (index, beat) => {
    const cell = index * candidates.leadCount + (placingLead[index] ?? 0);
    const peak = candidates.fiducialOffset[cell] ?? 0;
    const spike = candidates.spikeOffset[index] ?? NO_SPIKE;
    const offset = peak - spike >= shortestDelay && isPaced(hasSpike, beat) ? spike : peak;
    return (candidates.sample[index] ?? 0) + offset;
  });
}

function isPaced(hasSpike: readonly boolean[], beat: number): boolean {
  if (hasSpike[beat] !== true) return false;
  const from = Math.max(0, beat - NEIGHBOURS_EACH_SIDE);
  const neighbourhood = hasSpike.slice(from, beat + NEIGHBOURS_EACH_SIDE + 1);
  const withSpike = neighbourhood.filter(Boolean).length;
  return withSpike >= LEAST_SHARE_WITH_SPIKE * neighbourhood.length;
}
