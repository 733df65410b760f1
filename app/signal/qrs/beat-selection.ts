import { BeatEvidence } from './beat-evidence.ts';
import { BeatPath } from './beat-path.ts';
import { placeBeats } from './beat-placement.ts';
import type { CandidateTable } from './candidate-table.ts';
import { muteSilentLeads } from './silent-leads.ts';

/** First guess: every hump of at least this height, a beat being about 1. */
const FIRST_GUESS_HEIGHT = 0.35;
const FIRST_GUESS_INTERVAL_S = 0.25;
/** Rounds of learning from the last choice and choosing anew; a third changes next to nothing. */
const ROUNDS = 2;

/** Samples of the beats among the candidates, ascending, each at its extremum. */
export function selectBeats(candidates: CandidateTable, sampleRateHz: number): Uint32Array {
  const isBeat = firstGuess(candidates, FIRST_GUESS_INTERVAL_S * sampleRateHz);
  const isNearSilence = muteSilentLeads(candidates, sampleRateHz);
  const evidence = new BeatEvidence(candidates, isNearSilence, sampleRateHz);
  const path = new BeatPath(candidates, sampleRateHz);
  for (let round = 0; round < ROUNDS; round++) {
    evidence.judge(isBeat);
    path.choose(evidence.evidence, isBeat);
  }
  const chosen: number[] = [];
  isBeat.forEach((marked, index) => {
    if (marked === 1) chosen.push(index);
  });
  return placeBeats(candidates, chosen, evidence.placingLead, sampleRateHz);
}

function firstGuess(candidates: CandidateTable, shortestInterval: number): Uint8Array {
  const { sample, combined, length } = candidates;
  const isBeat = new Uint8Array(length);
  let last = -1;
  for (let index = 0; index < length; index++) {
    const height = combined[index] ?? 0;
    if (height < FIRST_GUESS_HEIGHT) continue;
    if (last >= 0 && (sample[index] ?? 0) - (sample[last] ?? 0) < shortestInterval) {
      if (height <= (combined[last] ?? 0)) continue;
      isBeat[last] = 0;
    }
    isBeat[index] = 1;
    last = index;
  }
  return isBeat;
}
