/** One reading's beats, ascending by sample. */
interface BeatRows {
  readonly count: number;
  readonly sample: Uint32Array;
  readonly beatClass: Uint8Array;
}

/** A place where two readings differ; a class is null where a reading has no beat. */
export interface Difference {
  readonly sample: number;
  /** Byte of the class, as the beat tables keep it. */
  readonly reference: number | null;
  readonly reading: number | null;
}

/** One kind of difference: a cell of the matrix of both readings. */
export type DifferenceCell = Pick<Difference, 'reference' | 'reading'>;

/** Two marks closer than this are the same beat: the match window of ANSI/AAMI EC57, seconds. */
export const MATCH_WINDOW_S = 0.15;

/**
 * Where two readings differ, by ascending sample: another class, a beat that only the reference has
 * (its sample), or one that only the reading has. Beats pair with the nearest one within the
 * window. This is what the screen marks; the statistics come from the core, by the full EC57 rules.
 */
export function findDifferences(
  reference: BeatRows,
  reading: BeatRows,
  windowSamples: number,
): Difference[] {
  const differences: Difference[] = [];
  const missed = (row: number): Difference => ({
    sample: reference.sample[row] ?? 0,
    reference: reference.beatClass[row] ?? null,
    reading: null,
  });
  const extra = (row: number): Difference => ({
    sample: reading.sample[row] ?? 0,
    reference: null,
    reading: reading.beatClass[row] ?? null,
  });
  let ours = 0;
  for (let row = 0; row < reference.count; row += 1) {
    const sample = reference.sample[row] ?? 0;
    while (ours < reading.count && (reading.sample[ours] ?? 0) < sample - windowSamples) {
      differences.push(extra(ours));
      ours += 1;
    }
    const distance = Math.abs((reading.sample[ours] ?? Infinity) - sample);
    const nextReference = reference.sample[row + 1] ?? Infinity;
    const nextReading = reading.sample[ours + 1] ?? Infinity;
    if (ours >= reading.count || distance > windowSamples) {
      differences.push(missed(row));
      continue;
    }
    if (ours + 1 < reading.count && Math.abs(nextReading - sample) < distance) {
      // The one after it is nearer: this one has no partner, unless it belonged to the beat before.
      differences.push(extra(ours));
      ours += 1;
    } else if (Math.abs((reading.sample[ours] ?? 0) - nextReference) < distance) {
      differences.push(missed(row));
      continue;
    }
    if (reading.beatClass[ours] !== reference.beatClass[row]) {
      differences.push({ ...missed(row), reading: reading.beatClass[ours] ?? null });
    }
    ours += 1;
  }
  for (; ours < reading.count; ours += 1) differences.push(extra(ours));
  return differences.sort((a, b) => a.sample - b.sample);
}

/** Whether a difference is of the kind that a cell of the matrix counts. */
export function isOfCell(difference: Difference, cell: DifferenceCell): boolean {
  return difference.reference === cell.reference && difference.reading === cell.reading;
}
