import type { SampleReader } from '../domain/recording.ts';
import { INVALID_SAMPLE, type Lead } from '../domain/recording.ts';
import { templateAgreement } from '../signal/beat-template.ts';
import { beatPositions } from '../signal/beat-groups.ts';
import { createConditionedLead } from '../signal/conditioned-lead.ts';

/** Names under which lead II, or the modified lead II of Holter recorders, goes. */
export const LEAD_II_NAMES: readonly string[] = ['MLII', 'II', 'ML2', 'LEAD II', 'ECG II', 'CM5'];

/** Beats to both sides that a look at a lead's quality takes in, and how many looks it takes. */
const LOOK_BEATS = 30;
const LOOKS = 8;
const MARGIN = 64;
/** A lead this alike from beat to beat is good enough, and the first such is taken. */
const GOOD_AGREEMENT = 0.85;

/** The first of the `preferred` names that the recording has, or null. */
export function leadByName(leads: readonly Lead[], preferred: readonly string[]): number | null {
  for (const name of preferred) {
    const found = leads.findIndex((lead) => lead.name.trim().toUpperCase() === name.toUpperCase());
    if (found !== -1) return found;
  }
  return null;
}

/**
 * The lead to classify a recording on: one of the `preferred` names if it carries a signal, else the
 * first lead whose beats are alike, else the best of them.
 */
function chooseLead(
  reader: SampleReader,
  beatSamples: Uint32Array,
  preferred: readonly string[],
): number {
  const named = leadByName(reader.leads, preferred);
  if (reader.leads.length < 2 || beatSamples.length === 0) return named ?? 0;
  const order = reader.leads.map((_, lead) => lead);
  if (named !== null) order.sort((a, b) => Number(b === named) - Number(a === named));
  let best = order[0] ?? 0;
  let highest = -Infinity;
  for (const lead of order) {
    const agreement = leadAgreement(reader, beatSamples, lead);
    // A named lead only has to be there; any other has to be good.
    if (agreement >= (lead === named ? GOOD_AGREEMENT / 2 : GOOD_AGREEMENT)) return lead;
    if (agreement > highest) {
      highest = agreement;
      best = lead;
    }
  }
  return best;
}

/** The leads to classify a recording on, best first: `chooseLead`'s, then the others as they come. */
export function chooseLeads(
  reader: SampleReader,
  beatSamples: Uint32Array,
  preferred: readonly string[],
  most: number,
): number[] {
  const best = chooseLead(reader, beatSamples, preferred);
  const others = Array.from(reader.leads.keys()).filter((lead) => lead !== best);
  return [best, ...others].slice(0, most);
}

/** Mean likeness of beats to their usual beat at some places of the recording, times the valid part. */
function leadAgreement(reader: SampleReader, beatSamples: Uint32Array, lead: number): number {
  const conditioned = createConditionedLead(reader, lead);
  const positions = beatPositions(beatSamples, reader.sampleRateHz);
  let sum = 0;
  const looks = Math.min(LOOKS, Math.ceil(positions.length / LOOK_BEATS));
  for (let look = 0; look < looks; look += 1) {
    const middle = Math.floor(((look + 0.5) * positions.length) / looks);
    const near = positions.subarray(Math.max(0, middle - LOOK_BEATS), middle + LOOK_BEATS);
    const start = Math.round(near[0] as number) - MARGIN;
    const block = conditioned.read(start, Math.round(near.at(-1) as number) + MARGIN - start);
    const centres = Array.from(near, (position) => Math.round(position) - start);
    sum += templateAgreement(block, centres) * validPart(reader, beatSamples, middle, lead);
  }
  return looks === 0 ? 0 : sum / looks;
}

/** Part of the ten seconds around a beat that is not missing. */
function validPart(
  reader: SampleReader,
  beatSamples: Uint32Array,
  beat: number,
  lead: number,
): number {
  const centre = beatSamples[beat] ?? 0;
  const reach = Math.round(5 * reader.sampleRateHz);
  const start = Math.max(0, centre - reach);
  const samples = reader.read(lead, start, Math.min(reader.sampleCount, centre + reach));
  let valid = 0;
  for (const sample of samples) if (sample !== INVALID_SAMPLE) valid += 1;
  return samples.length === 0 ? 0 : valid / samples.length;
}
