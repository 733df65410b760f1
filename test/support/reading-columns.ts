import type { Page } from 'playwright';
import { decodeBeatColumns, type BeatColumns } from '../../app/contract/beat-columns.ts';

/** What the core serves in bulk, as the window fetches it: `beats?recordingId=…`. */
export async function fetchData(window: Page, route: string): Promise<ArrayBuffer> {
  const bytes = await window.evaluate(async (address) => {
    const reply = await fetch(address);
    return [...new Uint8Array(await reply.arrayBuffer())];
  }, `ectopy://data/${route}`);
  return Uint8Array.from(bytes).buffer;
}

export async function fetchBeats(window: Page, recordingId: string): Promise<BeatColumns> {
  return decodeBeatColumns(await fetchData(window, `beats?recordingId=${recordingId}`));
}

export async function fetchReference(
  window: Page,
  recordingId: string,
  annotator: string,
): Promise<BeatColumns> {
  const route = `reference?recordingId=${recordingId}&annotator=${annotator}`;
  return decodeBeatColumns(await fetchData(window, route));
}

/** EC57's window of a match. */
const MATCH_S = 0.15;

/** For each beat of a reading, the class that the reference gives it, or null for an extra beat. */
export function referenceClasses(
  beats: BeatColumns,
  reference: BeatColumns,
  sampleRateHz: number,
): (number | null)[] {
  let nearest = 0;
  return Array.from(beats.sample, (sample) => {
    const distance = (index: number): number =>
      Math.abs((reference.sample[index] ?? Infinity) - sample);
    while (nearest + 1 < reference.count && distance(nearest + 1) <= distance(nearest))
      nearest += 1;
    const isMatch = distance(nearest) <= MATCH_S * sampleRateHz;
    return isMatch ? (reference.beatClass[nearest] ?? null) : null;
  });
}
