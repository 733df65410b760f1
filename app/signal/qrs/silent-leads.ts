import type { CandidateTable } from './candidate-table.ts';

/**
 * Leads that have come off for a while. A lead whose electrode is off drifts and shows nothing, and
 * would outvote beats that are plain in another. Silence alone proves nothing, since a heart
 * that stands still is silent too: but then no other lead shows a beat.
 */

/** Lower than this no hump is for so long, mean of both envelopes over their level, log2. */
const SILENT_HEIGHT_LOG2 = -4;
const LEAST_SILENCE_S = 3;
/** From this height on a hump of another lead may be a beat. */
const SHOWN_HEIGHT_LOG2 = 0;
/** Around a silence for so long the lead is coming off or settling, s. */
const MARGIN_S = 0.5;

/**
 * Takes leads that came off out of the table, as if they were flat there. Returns 1 per candidate
 * that lies in or near such a silence: what was learnt with that lead's help says little there.
 */
export function muteSilentLeads(candidates: CandidateTable, sampleRateHz: number): Uint8Array {
  const { length, leadCount, sample } = candidates;
  const isNearSilence = new Uint8Array(length);
  const silences = Array.from({ length: leadCount }, (_, lead) =>
    silencesOf(candidates, lead, LEAST_SILENCE_S * sampleRateHz),
  );
  const margin = MARGIN_S * sampleRateHz;
  silences.forEach((ofLead, lead) => {
    for (const { first, end } of ofLead) {
      for (let index = first; index < end; index++) candidates.mute(index, lead);
      const from = (sample[first] ?? 0) - margin;
      const to = (sample[end - 1] ?? 0) + margin;
      let index = first;
      while (index > 0 && (sample[index - 1] ?? 0) >= from) index--;
      for (; index < length && (sample[index] ?? 0) <= to; index++) isNearSilence[index] = 1;
    }
  });
  return isNearSilence;
}

/** Candidates [first, end). */
interface Silence {
  readonly first: number;
  readonly end: number;
}

function silencesOf(candidates: CandidateTable, lead: number, leastSamples: number): Silence[] {
  const { length, sample } = candidates;
  const silences: Silence[] = [];
  let first = 0;
  for (let end = 0; end <= length; end++) {
    if (end < length && candidates.heightLog2(end, lead) < SILENT_HEIGHT_LOG2) continue;
    const heardBefore = sample[Math.max(0, first - 1)] ?? 0;
    const heardAfter = sample[Math.min(length - 1, end)] ?? 0;
    const isLong = end > first && heardAfter - heardBefore >= leastSamples;
    if (isLong && isShownElsewhere(candidates, first, end)) silences.push({ first, end });
    first = end + 1;
  }
  return silences;
}

function isShownElsewhere(candidates: CandidateTable, first: number, end: number): boolean {
  for (let index = first; index < end; index++) {
    for (let lead = 0; lead < candidates.leadCount; lead++) {
      if (candidates.heightLog2(index, lead) >= SHOWN_HEIGHT_LOG2) return true;
    }
  }
  return false;
}
