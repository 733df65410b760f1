import type { AdjudicatedDifference } from '../../../app/contract/readings.ts';

/** More marks than this would cover each other: the window is too wide to tell them apart. */
const MOST_SHOWN = 200;

/** Places in the list of the differences between two samples; the list ascends in time. */
export function differencesIn(
  differences: readonly Pick<AdjudicatedDifference, 'sample'>[],
  startSample: number,
  endSample: number,
): number[] {
  let low = 0;
  let high = differences.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((differences[middle]?.sample ?? Infinity) < startSample) low = middle + 1;
    else high = middle;
  }
  const shown: number[] = [];
  for (let index = low; index < differences.length && shown.length < MOST_SHOWN; index++) {
    if ((differences[index]?.sample ?? Infinity) >= endSample) break;
    shown.push(index);
  }
  return shown;
}
