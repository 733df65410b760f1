import type { Span } from './regions.ts';

/** RR intervals outside these limits are gaps (lead-off, missed beats, noise), not heart beats. */
export const SHORTEST_INTERVAL_S = 0.2;
export const LONGEST_INTERVAL_S = 5;

/**
 * Where beats do not follow one another: 1 for a beat whose interval to the beat before it is no RR
 * interval. So it is with the first beat, outside the limits above, and where any of the interval,
 * its beats included, lies in excluded time.
 * `beatSamples`: ascending. `excluded`: a sorted set of spans.
 */
export function rrGaps(
  beatSamples: Uint32Array,
  sampleRateHz: number,
  excluded: readonly Span[],
): Uint8Array {
  const shortest = SHORTEST_INTERVAL_S * sampleRateHz;
  const longest = LONGEST_INTERVAL_S * sampleRateHz;
  const gaps = new Uint8Array(beatSamples.length);
  if (gaps.length > 0) gaps[0] = 1;
  let span = 0;
  for (let beat = 1; beat < beatSamples.length; beat += 1) {
    const from = beatSamples[beat - 1] ?? 0;
    const to = beatSamples[beat] ?? 0;
    while ((excluded[span]?.endSample ?? Infinity) <= from) span += 1;
    const isCrossed = (excluded[span]?.startSample ?? Infinity) <= to;
    if (isCrossed || to - from < shortest || to - from > longest) gaps[beat] = 1;
  }
  return gaps;
}
