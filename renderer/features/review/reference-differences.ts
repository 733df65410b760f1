/** One reading's beats, ascending by sample. */
interface BeatRows {
  readonly count: number;
  readonly sample: Uint32Array;
  readonly beatClass: Uint8Array;
}

/** Two marks closer than this are the same beat: the match window of ANSI/AAMI EC57, seconds. */
export const MATCH_WINDOW_S = 0.15;

/**
 * Samples where two readings differ, ascending: another class, a beat that only the reference has
 * (its sample), or one that only the reading has. Beats pair with the nearest one within the
 * window. This is what the screen marks; the statistics come from the core, by the full EC57 rules.
 */
export function findDifferences(
  reference: BeatRows,
  reading: BeatRows,
  windowSamples: number,
): number[] {
  const differences: number[] = [];
  let ours = 0;
  for (let row = 0; row < reference.count; row += 1) {
    const sample = reference.sample[row] ?? 0;
    while (ours < reading.count && (reading.sample[ours] ?? 0) < sample - windowSamples) {
      differences.push(reading.sample[ours] ?? 0);
      ours += 1;
    }
    const distance = Math.abs((reading.sample[ours] ?? Infinity) - sample);
    const nextReference = reference.sample[row + 1] ?? Infinity;
    const nextReading = reading.sample[ours + 1] ?? Infinity;
    if (ours >= reading.count || distance > windowSamples) {
      differences.push(sample);
      continue;
    }
    if (ours + 1 < reading.count && Math.abs(nextReading - sample) < distance) {
      // The one after it is nearer: this one has no partner, unless it belonged to the beat before.
      differences.push(reading.sample[ours] ?? 0);
      ours += 1;
    } else if (Math.abs((reading.sample[ours] ?? 0) - nextReference) < distance) {
      differences.push(sample);
      continue;
    }
    if (reading.beatClass[ours] !== reference.beatClass[row]) differences.push(sample);
    ours += 1;
  }
  for (; ours < reading.count; ours += 1) differences.push(reading.sample[ours] ?? 0);
  return differences.sort((a, b) => a - b);
}
