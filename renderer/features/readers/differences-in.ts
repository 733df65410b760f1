import type { AdjudicatedDifference } from '../../../app/contract/readings.ts';

/** More marks than this would cover each other: the window is too wide to tell them apart. */
const MOST_SHOWN = 200;

/** Places in the list of the differing beats between two samples; the list ascends in time. */
export function differencesIn(
  differences: readonly Pick<AdjudicatedDifference, 'kind' | 'sample'>[],
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
    if (differences[index]?.kind === 'beat') shown.push(index);
  }
  return shown;
}

/** Places in the list of the differing stretches of which some lies between two samples. */
export function stretchesIn(
  differences: readonly AdjudicatedDifference[],
  startSample: number,
  endSample: number,
): number[] {
  const shown: number[] = [];
  differences.forEach((difference, index) => {
    if (difference.kind === 'beat' || shown.length >= MOST_SHOWN) return;
    if (difference.sample < endSample && difference.endSample > startSample) shown.push(index);
  });
  return shown;
}
