/** Lengths that a reader has a name for, seconds. */
const ROUND_S = [3600, 1800, 600, 300, 60, 30, 10];

/**
 * Seconds of the bins that beats are counted in along a recording: the longest round length up to
 * `longestS` that cuts it into `leastBins` or more, so that a short recording is no handful of blocks.
 */
export function countBinS(durationS: number, longestS: number, leastBins: number): number {
  const fits = ROUND_S.find((stepS) => stepS <= longestS && durationS / stepS >= leastBins);
  return fits ?? Math.max(1, durationS / leastBins);
}
